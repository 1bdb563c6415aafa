import type { ServiceKeys } from "./key";

/**
 * Condition keys of services that run workloads, as far as AWS's published examples of policies name their services.
 * https://github.com/aws-samples/service-control-policy-examples
 * https://github.com/aws-samples/data-perimeter-policy-examples
 */
export const workloadKeys: readonly ServiceKeys[] = [
  {
    service: "apprunner",
    source: "list_awsapprunner.html",
    keys: {
      String: ["apprunner:VpcEndpointId", "apprunner:VpcId"],
      Arn: [
        "apprunner:AutoScalingConfigurationArn",
        "apprunner:ConnectionArn",
        "apprunner:ObservabilityConfigurationArn",
        "apprunner:ServiceArn",
        "apprunner:VpcConnectorArn",
      ],
    },
  },
  {
    service: "bedrock",
    source: "list_amazonbedrock.html",
    keys: {
      String: [
        "bedrock:BearerTokenType",
        "bedrock:DataRetentionMode",
        "bedrock:InlineAgentName",
        "bedrock:ServiceTier",
      ],
      Arn: [
        "bedrock:GuardrailIdentifier",
        "bedrock:InferenceProfileArn",
        "bedrock:ModelArn",
        "bedrock:ProjectArn",
        "bedrock:PromptRouterArn",
        "bedrock:ThirdPartyKnowledgeBaseCredentialsSecretArn",
      ],
    },
  },
  {
    service: "bedrock-mantle",
    source: "https://github.com/aws-samples/service-control-policy-examples",
    keys: {
      String: [
        "bedrock-mantle:BearerTokenType",
        "bedrock-mantle:CustomizedModelArn",
        "bedrock-mantle:DataRetentionMode",
        "bedrock-mantle:FineTuningJob",
        "bedrock-mantle:Model",
        "bedrock-mantle:ProjectArn",
        "bedrock-mantle:ReservationArn",
        "bedrock-mantle:ServiceTier",
      ],
      "String[]": ["bedrock-mantle:Files"],
    },
  },
  {
    service: "cloudshell",
    source: "list_awscloudshell.html",
    keys: { "String[]": ["cloudshell:SecurityGroupIds", "cloudshell:SubnetIds", "cloudshell:VpcIds"] },
  },
  {
    service: "codebuild",
    source: "list_awscodebuild.html",
    keys: {
      String: ["codebuild:vpcConfig.vpcId"],
      Bool: ["codebuild:vpcConfig"],
      "String[]": ["codebuild:vpcConfig.securityGroupIds", "codebuild:vpcConfig.subnets"],
    },
  },
  {
    service: "cognito-identity",
    source: "list_amazoncognitoidentity.html",
    keys: {
      String: ["cognito-identity-auth:AccountId", "cognito-identity-unauth:AccountId"],
      Arn: [
        "cognito-identity-auth:IdentityPoolArn",
        "cognito-identity-unauth:IdentityPoolArn",
        "cognito-identity:IdentityPoolArn",
      ],
    },
  },
  {
    service: "datapipeline",
    source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_examples_datapipeline_not-owned.html",
    keys: { String: ["datapipeline:Tag/"], "String[]": ["datapipeline:PipelineCreator", "datapipeline:workerGroup"] },
  },
  {
    service: "glue",
    source: "list_awsglue.html",
    keys: {
      String: ["glue:FederatedAuthorizationSource", "glue:LakeFormationPermissions"],
      Bool: ["glue:EnabledForRedshiftAutoDiscovery"],
      "String[]": ["glue:SecurityGroupIds", "glue:SubnetIds", "glue:VpcIds"],
    },
  },
  {
    service: "health",
    source: "https://docs.aws.amazon.com/health/latest/ug/security_iam_id-based-policy-examples.html",
    keys: { String: ["health:eventTypeCode", "health:service"] },
  },
  {
    service: "route53",
    source: "list_amazonroute53.html",
    keys: {
      String: ["route53:VPCs"],
      "String[]": [
        "route53:ChangeResourceRecordSetsActions",
        "route53:ChangeResourceRecordSetsNormalizedRecordNames",
        "route53:ChangeResourceRecordSetsRecordTypes",
      ],
    },
  },
  {
    service: "s3-outposts",
    source: "list_amazons3onoutposts.html",
    keys: {
      String: [
        "s3-outposts:AccessPointNetworkOrigin",
        "s3-outposts:authType",
        "s3-outposts:DataAccessPointAccount",
        "s3-outposts:delimiter",
        "s3-outposts:ExistingObjectTag/",
        "s3-outposts:prefix",
        "s3-outposts:RequestObjectTag/",
        "s3-outposts:RequestObjectTagKeys",
        "s3-outposts:signatureversion",
        "s3-outposts:versionid",
        "s3-outposts:x-amz-acl",
        "s3-outposts:x-amz-content-sha256",
        "s3-outposts:x-amz-copy-source",
        "s3-outposts:x-amz-metadata-directive",
        "s3-outposts:x-amz-server-side-encryption",
        "s3-outposts:x-amz-storage-class",
      ],
      Numeric: ["s3-outposts:max-keys", "s3-outposts:signatureAge"],
      Arn: ["s3-outposts:DataAccessPointArn"],
    },
  },
  {
    service: "sagemaker",
    source: "list_amazonsagemaker.html",
    keys: {
      String: ["sagemaker:AppNetworkAccessType", "sagemaker:DirectInternetAccess", "sagemaker:RootAccess"],
      Bool: ["sagemaker:InterContainerTrafficEncryption", "sagemaker:NetworkIsolation"],
      Arn: [
        "sagemaker:OutputKmsKey",
        "sagemaker:OutputKmsKeyArn",
        "sagemaker:VolumeKmsKey",
        "sagemaker:VolumeKmsKeyArn",
      ],
      "String[]": ["sagemaker:InstanceTypes", "sagemaker:VpcSecurityGroupIds", "sagemaker:VpcSubnets"],
    },
  },
  {
    service: "ses",
    source: "list_amazonsimpleemailservicev2.html",
    keys: {
      String: [
        "ses:ApiVersion",
        "ses:ClickTrackingEnabled",
        "ses:ExportSourceType",
        "ses:FeedbackAddress",
        "ses:FromAddress",
        "ses:FromDisplayName",
        "ses:MailManagerIngressPointType",
        "ses:MultiRegionEndpointId",
        "ses:OpenTrackingEnabled",
        "ses:TenantName",
      ],
      Arn: ["ses:AddonSubscriptionArn", "ses:MailManagerRuleSetArn", "ses:MailManagerTrafficPolicyArn"],
      "String[]": ["ses:ConfigurationSetOptions", "ses:Recipients", "ses:ReplicaRegion"],
    },
  },
  {
    service: "states",
    source: "list_awsstepfunctions.html",
    keys: { String: ["states:HTTPEndpoint", "states:HTTPMethod"], "String[]": ["states:StateMachineQualifier"] },
  },
];
