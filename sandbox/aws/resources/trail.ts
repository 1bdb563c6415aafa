import { checkDelivery } from "../cloudtrail/delivery";
import { AwsError } from "../errors";
import type { Trail } from "../observation-model";
import type { Fields } from "../provider/schema";
import type { Properties } from "../provider/values";
import { arnParts } from "../arns";
import { keyArn, trailArn } from "../regional-arns";
import type { Session } from "../session";
import { arnIssue } from "./iam-identity-policies";
import { keyNamed } from "../keys";
import { absentAll, regionalResource, thingOf } from "./regional";
import { flag, longBetween, objects, optionalText, present, tagOutputs, tagsField, text, whenKnown } from "./resource";

const texts = { type: "list", items: { type: "string" } } as const;

const eventSelector: Fields = {
  dataResources: {
    type: "list",
    items: {
      type: "object",
      fields: { type: { type: "string", required: true }, values: { ...texts, required: true } },
    },
  },
  excludeManagementEventSources: { type: "set", items: { type: "string" } },
  includeManagementEvents: { type: "boolean" },
  readWriteType: { type: "string", oneOf: ["ReadOnly", "WriteOnly", "All"] },
};

const fieldSelector: Fields = {
  endsWiths: texts,
  equals: texts,
  field: {
    type: "string",
    required: true,
    oneOf: [
      "eventCategory",
      "eventName",
      "eventSource",
      "eventType",
      "readOnly",
      "resources.ARN",
      "resources.type",
      "sessionCredentialFromConsole",
      "userIdentity.arn",
      "errorCode",
      "vpcEndpointId",
    ],
  },
  notEndsWiths: texts,
  notEquals: texts,
  notStartsWiths: texts,
  startsWiths: texts,
};

/** https://github.com/hashicorp/terraform-provider-aws/blob/main/internal/service/cloudtrail/trail.go */
export const trail = regionalResource<"trails">({
  type: "aws:cloudtrail/trail:Trail",
  title: "CloudTrail Trail",
  service: "CloudTrail",
  operations: { create: "CreateTrail", update: "UpdateTrail", remove: "DeleteTrail" },
  table: "trails",
  prefix: "cloudtrail",
  inputs: {
    advancedEventSelectors: {
      type: "list",
      conflictsWith: ["eventSelectors"],
      items: {
        type: "object",
        fields: {
          fieldSelectors: { type: "set", required: true, items: { type: "object", fields: fieldSelector } },
          name: { type: "string", check: longBetween("name", 0, 1000) },
        },
      },
    },
    cloudWatchLogsGroupArn: { type: "string", check: arnIssue },
    cloudWatchLogsRoleArn: { type: "string", check: arnIssue },
    enableLogFileValidation: { type: "boolean", default: false },
    enableLogging: { type: "boolean", default: true },
    eventSelectors: {
      type: "list",
      conflictsWith: ["advancedEventSelectors"],
      items: { type: "object", fields: eventSelector },
    },
    includeGlobalServiceEvents: { type: "boolean", default: true },
    insightSelectors: {
      type: "set",
      items: {
        type: "object",
        fields: {
          insightType: { type: "string", required: true, oneOf: ["ApiCallRateInsight", "ApiErrorRateInsight"] },
        },
      },
    },
    isMultiRegionTrail: { type: "boolean", default: false },
    isOrganizationTrail: { type: "boolean", default: false },
    kmsKeyId: { type: "string", check: arnIssue },
    name: { type: "string", required: true, forceNew: true, check: longBetween("name", 3, 128) },
    s3BucketName: { type: "string", required: true },
    s3KeyPrefix: { type: "string", check: longBetween("s3_key_prefix", 0, 2000) },
    tags: tagsField,
    ...absentAll("string", "snsTopicName"),
  },
  computed: ["arn", "homeRegion", "snsTopicArn", "tagsAll"],
  subject: (inputs) => text(inputs, "name"),
  check: (inputs) => [
    ...whenKnown(inputs, ["name"], "name", () => checkName(text(inputs, "name"))),
    ...whenKnown(inputs, ["isMultiRegionTrail", "includeGlobalServiceEvents"], "includeGlobalServiceEvents", () => {
      if (flag(inputs, "isMultiRegionTrail") && !flag(inputs, "includeGlobalServiceEvents")) {
        throw new AwsError(
          "InvalidParameterCombinationException",
          "Multi-Region trail must include global service events.",
        );
      }
    }),
  ],
  key: (inputs) => text(inputs, "name"),
  arn: trailArn,
  id: trailArn,
  keyOf: (id) => id.slice(id.lastIndexOf("/") + 1),
  taken: (key, { accountId }) =>
    new AwsError("TrailAlreadyExistsException", `Trail ${key} already exists for customer: ${accountId}`),
  record(session, inputs, name, old) {
    const wanted = wantedTrail(session, inputs, name, old);
    if (wanted.isOrganizationTrail) refuseWithoutOrganization(session);
    checkDelivery(session, wanted);
    return wanted;
  },
  outputs: (session, found, key) => ({
    arn: trailArn(session, key),
    ...present({
      cloudWatchLogsGroupArn: found.cloudWatchLogsGroupArn,
      cloudWatchLogsRoleArn: found.cloudWatchLogsRoleArn,
      kmsKeyId: found.kmsKeyId,
      s3KeyPrefix: found.s3KeyPrefix,
    }),
    enableLogFileValidation: found.enableLogFileValidation,
    enableLogging: found.isLogging,
    homeRegion: session.region,
    includeGlobalServiceEvents: found.includeGlobalServiceEvents,
    isMultiRegionTrail: found.isMultiRegionTrail,
    isOrganizationTrail: found.isOrganizationTrail,
    name: key,
    s3BucketName: found.s3BucketName,
    snsTopicArn: "",
    ...selectorsOf(found),
    ...tagOutputs(found.tags),
  }),
});

function wantedTrail(session: Session, inputs: Properties, name: string, old: Trail | undefined): Trail {
  return {
    ...thingOf(session, "trails", name, inputs, old),
    name,
    s3BucketName: text(inputs, "s3BucketName"),
    isMultiRegionTrail: flag(inputs, "isMultiRegionTrail"),
    isOrganizationTrail: flag(inputs, "isOrganizationTrail"),
    includeGlobalServiceEvents: flag(inputs, "includeGlobalServiceEvents"),
    enableLogFileValidation: flag(inputs, "enableLogFileValidation"),
    isLogging: flag(inputs, "enableLogging"),
    eventSelectors: objects(inputs, "eventSelectors"),
    advancedEventSelectors: objects(inputs, "advancedEventSelectors"),
    insightSelectors: objects(inputs, "insightSelectors"),
    ...present({
      s3KeyPrefix: optionalText(inputs, "s3KeyPrefix"),
      kmsKeyId: keyOf(session, optionalText(inputs, "kmsKeyId")),
      cloudWatchLogsGroupArn: optionalText(inputs, "cloudWatchLogsGroupArn"),
      cloudWatchLogsRoleArn: optionalText(inputs, "cloudWatchLogsRoleArn"),
    }),
  };
}

/** CloudTrail keeps the key's own ARN, whatever name it was given by. */
function keyOf(session: Session, name: string | undefined): string | undefined {
  const key = name === undefined ? undefined : keyNamed(session, name);
  if (name === undefined || key === undefined) return name;
  const { accountId, region } = session;
  const { account = accountId, region: inRegion = region } = arnParts(name) ?? {};
  return keyArn({ accountId: account, region: inRegion }, key.id);
}

function selectorsOf({ eventSelectors, advancedEventSelectors, insightSelectors }: Trail): Properties {
  const given = Object.entries({ eventSelectors, advancedEventSelectors, insightSelectors });
  return Object.fromEntries(given.filter(([, list]) => list.length > 0)) as Properties;
}

function checkName(name: string): void {
  const isPlain = /^[A-Za-z0-9][A-Za-z0-9._-]*[A-Za-z0-9]$/.test(name) && !/[._-]{2}/.test(name);
  if (isPlain && !/^\d+\.\d+\.\d+\.\d+$/.test(name)) return;
  throw new AwsError(
    "InvalidTrailNameException",
    "Trail name must begin and end with a letter or a number, and have no two of . _ - beside each other.",
  );
}

/** An organization trail is the management account's, and needs trusted access. */
function refuseWithoutOrganization({ aws, accountId }: Session): void {
  if (accountId !== aws.organization.managementAccountId) {
    throw new AwsError(
      "NotOrganizationMasterAccountException",
      "Organization trails can be created only by the management account or a delegated administrator of CloudTrail.",
    );
  }
  if (!aws.trustedServices.includes("cloudtrail.amazonaws.com")) {
    throw new AwsError("CloudTrailAccessNotEnabledException", "CloudTrail access is not enabled for the organization.");
  }
}
