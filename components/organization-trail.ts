import * as cloudtrail from "@pulumi/aws/cloudtrail";
import * as pulumi from "@pulumi/pulumi";
import type { OrganizationTrail as Record } from "../rulebook";
import { accountRole } from "./parts/account-role";

/**
 * The trail; nothing at all where an existing one is used. AWS looks at the bucket's and the key's policy when a trail is
 * made, and at the log group and its role: they come before it.
 */
export class OrganizationTrail extends pulumi.ComponentResource {
  constructor(
    name: string,
    trail: Record | undefined,
    archive: { readonly keyArn: pulumi.Output<string> | undefined },
    opts: pulumi.ComponentResourceOptions,
  ) {
    super("lifeline:logging:OrganizationTrail", name, {}, opts);
    if (trail !== undefined) this.addTrail(name, trail, archive.keyArn);
    this.registerOutputs({});
  }

  private addTrail(name: string, trail: Record, keyArn: pulumi.Output<string> | undefined): void {
    const opts = { parent: this, protect: true };
    const role = accountRole(trail.logsRole, this);
    new cloudtrail.Trail(
      name,
      {
        name: trail.name,
        region: trail.region,
        s3BucketName: trail.bucketName,
        ...(keyArn === undefined ? {} : { kmsKeyId: keyArn }),
        isOrganizationTrail: trail.isOrganizationTrail,
        isMultiRegionTrail: trail.isMultiRegionTrail,
        enableLogFileValidation: trail.enableLogFileValidation,
        includeGlobalServiceEvents: trail.includeGlobalServiceEvents,
        enableLogging: trail.enableLogging,
        eventSelectors: [{ readWriteType: trail.managementEvents, includeManagementEvents: true }],
        cloudWatchLogsGroupArn: trail.logGroupArn,
        cloudWatchLogsRoleArn: trail.logsRole.arn,
      },
      { ...opts, dependsOn: role },
    );
  }
}
