import type { KindRow } from "./kind";

/** Stores, keys, machines, and what else carries a policy of its own. */
export const platformKinds = {
  bucket: {
    classic: ["aws:s3/bucket:Bucket", "aws:s3/bucketV2:BucketV2"],
    native: "aws-native:s3:Bucket",
    renamed: { bucketName: "bucket", versioningConfiguration: "versioning" },
  },
  bucketPolicy: {
    classic: ["aws:s3/bucketPolicy:BucketPolicy"],
    native: "aws-native:s3:BucketPolicy",
    renamed: { policyDocument: "policy" },
  },
  bucketVersioning: {
    classic: ["aws:s3/bucketVersioning:BucketVersioning", "aws:s3/bucketVersioningV2:BucketVersioningV2"],
  },
  bucketLock: {
    classic: [
      "aws:s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration",
      "aws:s3/bucketObjectLockConfigurationV2:BucketObjectLockConfigurationV2",
    ],
  },
  bucketEncryption: {
    classic: [
      "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
      "aws:s3/bucketServerSideEncryptionConfigurationV2:BucketServerSideEncryptionConfigurationV2",
    ],
  },
  bucketLifecycle: {
    classic: [
      "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration",
      "aws:s3/bucketLifecycleConfigurationV2:BucketLifecycleConfigurationV2",
    ],
  },
  bucketAcl: { classic: ["aws:s3/bucketAcl:BucketAcl", "aws:s3/bucketAclV2:BucketAclV2"] },
  publicAccessBlock: {
    classic: [
      "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock",
      "aws:s3/accountPublicAccessBlock:AccountPublicAccessBlock",
    ],
  },
  key: {
    classic: ["aws:kms/key:Key", "aws:kms/replicaKey:ReplicaKey"],
    native: "aws-native:kms:Key",
    renamed: { keyPolicy: "policy", pendingWindowInDays: "deletionWindowInDays", keySpec: "customerMasterKeySpec" },
  },
  keyPolicy: { classic: ["aws:kms/keyPolicy:KeyPolicy"] },
  secret: {
    classic: ["aws:secretsmanager/secret:Secret"],
    native: "aws-native:secretsmanager:Secret",
  },
  secretPolicy: {
    classic: ["aws:secretsmanager/secretPolicy:SecretPolicy"],
    native: "aws-native:secretsmanager:ResourcePolicy",
    renamed: { resourcePolicy: "policy" },
  },
  repositoryPolicy: {
    classic: ["aws:ecr/repositoryPolicy:RepositoryPolicy"],
  },
  repository: {
    classic: ["aws:ecr/repository:Repository"],
    native: "aws-native:ecr:Repository",
    renamed: { repositoryPolicyText: "policy", repositoryName: "name" },
  },
  vaultPolicy: { classic: ["aws:backup/vaultPolicy:VaultPolicy"] },
  tablePolicy: { classic: ["aws:dynamodb/resourcePolicy:ResourcePolicy"] },
  streamPolicy: {
    classic: ["aws:kinesis/resourcePolicy:ResourcePolicy"],
    native: "aws-native:kinesis:ResourcePolicy",
    renamed: { resourcePolicy: "policy" },
  },
  functionPermission: {
    classic: ["aws:lambda/permission:Permission"],
    native: "aws-native:lambda:Permission",
    renamed: { functionName: "function" },
  },
  functionUrl: {
    classic: ["aws:lambda/functionUrl:FunctionUrl"],
    native: "aws-native:lambda:Url",
    renamed: { authType: "authorizationType" },
  },
  function: {
    classic: ["aws:lambda/function:Function"],
    native: "aws-native:lambda:Function",
    renamed: { functionName: "name" },
  },
  instance: { classic: ["aws:ec2/instance:Instance"], native: "aws-native:ec2:Instance" },
  spotInstance: { classic: ["aws:ec2/spotInstanceRequest:SpotInstanceRequest"] },
  launchTemplate: {
    classic: ["aws:ec2/launchTemplate:LaunchTemplate"],
    native: "aws-native:ec2:LaunchTemplate",
  },
  launchConfiguration: {
    classic: ["aws:ec2/launchConfiguration:LaunchConfiguration"],
    native: "aws-native:autoscaling:LaunchConfiguration",
  },
  metadataDefaults: { classic: ["aws:ec2/instanceMetadataDefaults:InstanceMetadataDefaults"] },
  volume: { classic: ["aws:ebs/volume:Volume"], native: "aws-native:ec2:Volume" },
  volumeDefault: { classic: ["aws:ebs/encryptionByDefault:EncryptionByDefault"] },
  database: {
    classic: ["aws:rds/instance:Instance", "aws:rds/cluster:Cluster", "aws:docdb/cluster:Cluster"],
    native: "aws-native:rds:DbInstance",
  },
  databaseCluster: { classic: ["aws:neptune/cluster:Cluster"], native: "aws-native:rds:DbCluster" },
  fileSystem: { classic: ["aws:efs/fileSystem:FileSystem"], native: "aws-native:efs:FileSystem" },
  table: {
    classic: ["aws:dynamodb/table:Table"],
    native: "aws-native:dynamodb:Table",
    renamed: { tableName: "name" },
  },
} as const satisfies Readonly<Record<string, KindRow>>;
