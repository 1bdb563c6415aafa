import { allow, deny, policyText } from "../../../rulebook/derive/plain-statements";
import type { Document } from "../../judge/documents";
import { templateOf } from "../../judge/template";
import { principalsOf } from "../emergency/trust";
import { isUnknown } from "../../../proofs/model/value";
import { undecided, violated, type ResourceRule } from "../../rule";
import { checked, checkedAll, documentFindings, mustBe, mustNotBe } from "../checks";
import { accounts } from "../examples";

const row = { family: "platform", scope: "resource" } as const;
const bucketArns = ["arn:aws:s3:::orders-of-app", "arn:aws:s3:::orders-of-app/*"];
const reads = allow({
  sid: "Read",
  actions: "s3:GetObject",
  resources: "arn:aws:s3:::orders-of-app/*",
  principal: { AWS: `arn:aws:iam::${accounts.workload}:root` },
});

/** Stores: who reaches them, and how they are encrypted. */
export const storeRules = [
  {
    ...row,
    id: "refuse-plain-http",
    title: "Policies of buckets, topics and queues refuse plain HTTP",
    severity: "medium",
    stops: "Whoever sits on the way reads and changes what is sent without TLS",
    source: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/security-best-practices.html",
    requirements: ["G8"],
    frameworks: { wellArchitected: "SEC09-BP02", cis: "2.1.1", nist: "SC-8" },
    kinds: ["bucketPolicy", "topicPolicy", "queuePolicy", "topicPolicies", "queuePolicies"],
    fix: "Deny every action to everyone where aws:SecureTransport is false",
    findingsFor: (subject) =>
      documentFindings(subject, ["resource"], (document) =>
        refusesPlainHttp(document) || document.undecided.length > 0 ? undefined : "plain HTTP is not refused",
      ),
    good: {
      type: "aws:s3/bucketPolicy:BucketPolicy",
      properties: {
        bucket: "orders-of-app",
        policy: policyText(
          reads,
          deny({
            sid: "Tls",
            actions: "s3:*",
            resources: bucketArns,
            principal: "*",
            conditions: { Bool: { "aws:SecureTransport": "false" } },
          }),
        ),
      },
    },
    bad: {
      type: "aws:s3/bucketPolicy:BucketPolicy",
      properties: { bucket: "orders-of-app", policy: policyText(reads) },
    },
  },
  {
    ...row,
    id: "block-public-buckets",
    title: "Public access to buckets is blocked four times",
    severity: "high",
    stops: "Each of the four switches closes a way by which a bucket becomes public",
    source: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html",
    requirements: ["G3"],
    frameworks: { wellArchitected: "SEC03-BP07", cis: "2.1.4", nist: "AC-3" },
    kinds: ["publicAccessBlock"],
    fix: "Set blockPublicAcls, blockPublicPolicy, ignorePublicAcls and restrictPublicBuckets to true",
    findingsFor: (subject) =>
      checkedAll(
        subject,
        Object.fromEntries(
          ["blockPublicAcls", "blockPublicPolicy", "ignorePublicAcls", "restrictPublicBuckets"].map((name) => [
            name,
            mustBe(true, "public access is not blocked"),
          ]),
        ),
      ),
    good: {
      type: "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock",
      properties: {
        bucket: "orders",
        blockPublicAcls: true,
        blockPublicPolicy: true,
        ignorePublicAcls: true,
        restrictPublicBuckets: true,
      },
    },
    bad: {
      type: "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock",
      properties: { bucket: "orders", blockPublicAcls: true, blockPublicPolicy: true, ignorePublicAcls: true },
    },
  },
  {
    ...row,
    id: "keep-acls-private",
    title: "No access control list is public",
    severity: "high",
    stops: "A public list opens the bucket past every policy",
    source: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/acl-overview.html",
    requirements: ["G3"],
    frameworks: { wellArchitected: "SEC03-BP07", cis: "2.1.4", nist: "AC-3" },
    kinds: ["bucket", "bucketAcl"],
    fix: "Remove the list; bucket policies say who may read",
    findingsFor: (subject) =>
      checked(subject, "acl", (value) =>
        typeof value === "string" && /^(public-read|public-read-write|authenticated-read)$/.test(value)
          ? "the list is public"
          : undefined,
      ),
    good: { type: "aws:s3/bucketAcl:BucketAcl", properties: { bucket: "orders", acl: "private" } },
    bad: { type: "aws:s3/bucketAcl:BucketAcl", properties: { bucket: "orders", acl: "public-read" } },
  },
  {
    ...row,
    id: "encrypt-databases",
    title: "Databases are encrypted",
    severity: "medium",
    stops: "A snapshot of a plain database is readable by whoever gets it, and encryption cannot be added later",
    source: "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Overview.Encryption.html",
    requirements: ["G8"],
    frameworks: { wellArchitected: "SEC08-BP02", cis: "2.3.1", nist: "SC-28" },
    kinds: ["database", "databaseCluster"],
    fix: "Set storageEncrypted: true",
    findingsFor: (subject) => checked(subject, "storageEncrypted", mustBe(true, "the storage is not encrypted")),
    good: { type: "aws:rds/instance:Instance", properties: { instanceClass: "db.t3.micro", storageEncrypted: true } },
    bad: { type: "aws:rds/cluster:Cluster", properties: { engine: "aurora-postgresql" } },
  },
  {
    ...row,
    id: "keep-databases-private",
    title: "Databases have no public address",
    severity: "high",
    stops: "A database on the internet is tried by everybody, every minute",
    source: "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_VPC.WorkingWithRDSInstanceinaVPC.html",
    requirements: ["G3"],
    frameworks: { wellArchitected: "SEC05-BP02", cis: "2.3.3", nist: "SC-7" },
    kinds: ["database"],
    fix: "Remove publiclyAccessible: true",
    findingsFor: (subject) => checked(subject, "publiclyAccessible", mustNotBe(true, "it has a public address")),
    good: {
      type: "aws:rds/instance:Instance",
      properties: { instanceClass: "db.t3.micro", storageEncrypted: true, publiclyAccessible: false },
    },
    bad: {
      type: "aws:rds/instance:Instance",
      properties: { instanceClass: "db.t3.micro", storageEncrypted: true, publiclyAccessible: true },
    },
  },
  {
    ...row,
    id: "encrypt-file-systems",
    title: "File systems are encrypted",
    severity: "medium",
    stops: "A plain file system cannot be encrypted later, only copied",
    source: "https://docs.aws.amazon.com/efs/latest/ug/encryption-at-rest.html",
    requirements: ["G8"],
    frameworks: { wellArchitected: "SEC08-BP02", cis: "2.4.1", nist: "SC-28" },
    kinds: ["fileSystem"],
    fix: "Set encrypted: true",
    findingsFor: (subject) => checked(subject, "encrypted", mustBe(true, "the file system is not encrypted")),
    good: { type: "aws:efs/fileSystem:FileSystem", properties: { encrypted: true } },
    bad: { type: "aws:efs/fileSystem:FileSystem", properties: { encrypted: false } },
  },
  {
    ...row,
    id: "encrypt-queues",
    title: "Queues are encrypted",
    severity: "medium",
    stops: "Undelivered alerts wait in queues, and they name people and roles",
    source:
      "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-server-side-encryption.html",
    requirements: ["G8"],
    frameworks: { wellArchitected: "SEC08-BP02", nist: "SC-28" },
    kinds: ["queue"],
    fix: "Remove sqsManagedSseEnabled: false, or name a key",
    findingsFor(subject) {
      const { kmsMasterKeyId: key } = subject.properties;
      if (typeof key === "string" && key !== "") return [];
      const found = checked(subject, "sqsManagedSseEnabled", mustNotBe(false, "messages lie there in plain text"));
      return isUnknown(key) && found.length > 0 ? [undecided(`${subject.within}kmsMasterKeyId`)] : found;
    },
    remedyFor: () => ({ sqsManagedSseEnabled: true }),
    good: { type: "aws:sqs/queue:Queue", properties: { name: "orders", sqsManagedSseEnabled: true } },
    bad: { type: "aws:sqs/queue:Queue", properties: { name: "orders", sqsManagedSseEnabled: false } },
  },
  {
    ...row,
    id: "deploy-templates-that-can-be-judged",
    title: "Stacks and StackSets carry their template",
    severity: "medium",
    stops: "What a URL holds nobody has read, and it may hold another tomorrow",
    source: "https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_CreateStackSet.html",
    requirements: ["E6", "E7"],
    frameworks: { wellArchitected: "SEC11-BP04", nist: "CM-3" },
    kinds: ["stackSet", "stack"],
    fix: "Give templateBody with a template in JSON or YAML",
    findingsFor(subject) {
      const { templateBody, templateUrl } = subject.properties;
      if (isUnknown(templateBody)) return [undecided(`${subject.within}templateBody`)];
      if (templateBody === undefined || templateBody === null || templateBody === "") {
        return templateUrl === undefined ? [] : [violated(`${subject.within}templateUrl`, "the template is elsewhere")];
      }
      return typeof templateOf(templateBody) === "string"
        ? [violated(`${subject.within}templateBody`, "it is no template")]
        : [];
    },
    good: {
      type: "aws:cloudformation/stack:Stack",
      properties: { name: "orders", templateBody: "Resources:\n  Topic:\n    Type: AWS::SNS::Topic\n" },
    },
    bad: {
      type: "aws:cloudformation/stack:Stack",
      properties: { name: "orders", templateUrl: "https://s3.amazonaws.com/orders/template.yaml" },
    },
  },
] as const satisfies readonly ResourceRule[];

/** A denial to everyone, of every action, with this one condition. */
function refusesPlainHttp({ statements }: Document): boolean {
  return statements.some(
    ({ effect, principal, actions, conditions }) =>
      effect === "Deny" &&
      principalsOf(principal).includes("*") &&
      actions.some((action) => /^(\*|[a-z0-9-]+:(\*|publish|sendmessage))$/i.test(action)) &&
      conditions.length === 1 &&
      conditions.every(
        ({ operator, key, values }) =>
          /^bool(ifexists)?$/i.test(operator) &&
          key.toLowerCase() === "aws:securetransport" &&
          values.length === 1 &&
          values[0]?.toLowerCase() === "false",
      ),
  );
}
