import * as s3 from "@pulumi/aws/s3";
import * as pulumi from "@pulumi/pulumi";
import type { ArchiveBucket } from "../rulebook";
import { encryptionKey } from "./parts/encryption-key";

/** The bucket that holds the evidence, and its key; nothing at all where an existing one is used. */
export class LogArchive extends pulumi.ComponentResource {
  /** For the trail, which is in another account and takes no alias for it. */
  readonly keyArn: pulumi.Output<string> | undefined;

  constructor(name: string, archive: ArchiveBucket | undefined, opts: pulumi.ComponentResourceOptions) {
    super("lifeline:logging:LogArchive", name, {}, opts);
    this.keyArn = archive === undefined ? undefined : this.addBucket(name, archive);
    this.registerOutputs({});
  }

  private addBucket(name: string, archive: ArchiveBucket): pulumi.Output<string> {
    const { key, region, lifecycle, objectLock } = archive;
    const opts = { parent: this, protect: true };
    const encryption = encryptionKey(key, this, archive.keyDeletionDays).key;

    // Object Lock is best born with the bucket; it cannot be switched off again.
    const bucket = new s3.Bucket(
      name,
      { bucket: archive.name, region, objectLockEnabled: true, forceDestroy: false },
      { ...opts, retainOnDelete: true },
    );
    const partOf = { bucket: bucket.id, region };
    const partOpts = { ...opts, parent: bucket };
    const access = new s3.BucketPublicAccessBlock(
      `${name}-public-access`,
      { ...partOf, ...archive.publicAccess },
      partOpts,
    );
    const ownership = new s3.BucketOwnershipControls(
      `${name}-ownership`,
      { ...partOf, rule: { objectOwnership: archive.ownership } },
      partOpts,
    );
    const versioning = new s3.BucketVersioning(
      `${name}-versioning`,
      { ...partOf, versioningConfiguration: { status: archive.versioning } },
      partOpts,
    );
    const lock = new s3.BucketObjectLockConfiguration(
      `${name}-object-lock`,
      { ...partOf, rule: { defaultRetention: { mode: objectLock.mode, days: objectLock.days } } },
      { ...partOpts, dependsOn: [versioning] },
    );
    const encrypted = new s3.BucketServerSideEncryptionConfiguration(
      `${name}-encryption`,
      {
        ...partOf,
        rules: [
          {
            applyServerSideEncryptionByDefault: {
              sseAlgorithm: archive.encryption.algorithm,
              kmsMasterKeyId: encryption.arn,
            },
            bucketKeyEnabled: archive.encryption.bucketKey,
          },
        ],
      },
      partOpts,
    );
    new s3.BucketLifecycleConfiguration(
      `${name}-lifecycle`,
      {
        ...partOf,
        rules: [
          {
            id: lifecycle.id,
            status: "Enabled",
            filter: { prefix: "" },
            transitions: [lifecycle.transition],
            noncurrentVersionExpiration: { noncurrentDays: lifecycle.noncurrentDays },
            abortIncompleteMultipartUpload: { daysAfterInitiation: lifecycle.abortMultipartDays },
          },
        ],
      },
      { ...partOpts, dependsOn: [versioning] },
    );
    // Last, so that nothing is delivered that would not be locked and encrypted.
    new s3.BucketPolicy(
      `${name}-policy`,
      { ...partOf, policy: archive.policy },
      { ...partOpts, dependsOn: [access, ownership, lock, encrypted] },
    );
    return encryption.arn;
  }
}
