import type { ServiceKeys } from "./key";

/**
 * Condition keys of the Service Authorization Reference; a name that ends in "/" or ":" takes a tag or context key.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
 */
export const managementKeys: readonly ServiceKeys[] = [
  {
    service: "autoscaling",
    source: "list_amazonec2autoscaling.html",
    keys: {
      String: [
        "autoscaling:ImageId",
        "autoscaling:InstanceType",
        "autoscaling:InstanceTypes",
        "autoscaling:LaunchConfigurationName",
        "autoscaling:MetadataHttpEndpoint",
        "autoscaling:MetadataHttpTokens",
        "autoscaling:OperatorPrincipal",
        "autoscaling:ResourceTag/",
      ],
      Bool: ["autoscaling:ForceDelete", "autoscaling:LaunchTemplateVersionSpecified"],
      Numeric: [
        "autoscaling:MaxSize",
        "autoscaling:MetadataHttpPutResponseHopLimit",
        "autoscaling:MinSize",
        "autoscaling:SpotPrice",
      ],
      "String[]": [
        "autoscaling:CapacityReservationIds",
        "autoscaling:CapacityReservationResourceGroupArns",
        "autoscaling:LoadBalancerNames",
        "autoscaling:TargetCapacityTypes",
        "autoscaling:TrafficSourceIdentifiers",
        "autoscaling:VPCZoneIdentifiers",
      ],
      "Arn[]": ["autoscaling:TargetGroupARNs"],
    },
  },
  {
    service: "cloudformation",
    source: "list_awscloudcontrolapi.html",
    keys: {
      String: [
        "cloudformation:ChangeSetName",
        "cloudformation:CreateAction",
        "cloudformation:ImportResourceTypes",
        "cloudformation:StackPolicyUrl",
        "cloudformation:TemplateUrl",
      ],
      Arn: ["cloudformation:RoleArn", "cloudformation:TypeArn"],
      "String[]": ["cloudformation:ResourceTypes", "cloudformation:TargetRegion"],
    },
  },
  {
    service: "cloudwatch",
    source: "list_amazoncloudwatch.html",
    keys: {
      String: ["cloudwatch:HasAccessGrant", "cloudwatch:namespace"],
      "String[]": ["cloudwatch:AlarmActions", "cloudwatch:requestInsightRuleLogGroups"],
      "Arn[]": ["cloudwatch:requestManagedResourceARNs"],
    },
  },
  {
    service: "config",
    source: "list_awsconfig.html",
    keys: {
      String: ["config:ConfigurationRecorderServicePrincipal"],
    },
  },
  {
    service: "events",
    source: "list_amazoneventbridge.html",
    keys: {
      String: [
        "events:creatorAccount",
        "events:detail.eventTypeCode",
        "events:detail.service",
        "events:detail.userIdentity.principalId",
        "events:eventBusInvocation",
        "events:ManagedBy",
      ],
      "String[]": ["events:detail-type", "events:source"],
      "Arn[]": ["events:EventBusArn", "events:TargetArn"],
    },
  },
  {
    service: "logs",
    source: "list_amazoncloudwatchlogs.html",
    keys: {
      String: ["logs:data_source_name", "logs:data_source_type"],
      Arn: ["logs:DeliveryDestinationResourceArn"],
      "Arn[]": ["logs:LogGeneratingResourceArns"],
    },
  },
  {
    service: "sns",
    source: "list_amazonsns.html",
    keys: {
      String: ["sns:Endpoint", "sns:Protocol"],
    },
  },
  {
    service: "ssm",
    source: "list_awssystemsmanager.html",
    keys: {
      String: [
        "ssm:AccessRequestId",
        "ssm:DocumentType",
        "ssm:NodeAccountId",
        "ssm:NodeOrgId",
        "ssm:Overwrite",
        "ssm:Policies",
        "ssm:Recursive",
        "ssm:resourceTag/",
        "ssm:resourceTag/aws:ssmmessages:session-id",
        "ssm:resourceTag/aws:ssmmessages:target-id",
        "ssm:SyncType",
      ],
      Bool: ["ssm:AutoApprove", "ssm:SessionDocumentAccessCheck"],
      Arn: ["ec2:SourceInstanceARN", "ssm:SourceInstanceARN"],
      "String[]": ["ssm:DocumentCategories", "ssm:DocumentVersion", "ssm:InventoryTypeName"],
    },
  },
];
