/**
 * Where AWS logs sign-ins through the global endpoint: us-east-1, or with an account-alias cookie one of the others.
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-aws-console-sign-in-events.html
 */
export const signInRegions = ["us-east-1", "us-east-2", "eu-north-1", "ap-southeast-2"] as const;
