/**
 * Regions that every account of the partition `aws` has without opting in. What stands in another one does not reach an
 * account that has not.
 * https://docs.aws.amazon.com/global-infrastructure/latest/regions/aws-regions.html, read 2026-11-28
 */
export const regionsOfEveryAccount: readonly string[] = [
  "ap-northeast-1",
  "ap-northeast-2",
  "ap-northeast-3",
  "ap-south-1",
  "ap-southeast-1",
  "ap-southeast-2",
  "ca-central-1",
  "eu-central-1",
  "eu-north-1",
  "eu-west-1",
  "eu-west-2",
  "eu-west-3",
  "sa-east-1",
  "us-east-1",
  "us-east-2",
  "us-west-1",
  "us-west-2",
];
