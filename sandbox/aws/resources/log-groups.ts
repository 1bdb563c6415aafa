import { AwsError } from "../errors";
import type { LogGroup } from "../observation-model";
import { placeOf, regionalIn } from "../regional";
import { logGroupArn } from "../regional-arns";
import { arnIssue } from "./iam-identity-policies";
import { isUsableKey } from "../keys";
import { absentAll, regionalResource, thingOf } from "./regional";
import { flag, optionalNumber, optionalText, present, tagOutputs, tagsField, text } from "./resource";

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html; 0 keeps for ever. */
const retentions = [
  0, 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
];

/** https://github.com/hashicorp/terraform-provider-aws/blob/main/internal/service/logs/group.go */
export const logGroup = regionalResource<"logGroups">({
  type: "aws:cloudwatch/logGroup:LogGroup",
  title: "CloudWatch Logs Log Group",
  service: "CloudWatch Logs",
  operations: { create: "CreateLogGroup", update: "PutRetentionPolicy", remove: "DeleteLogGroup" },
  table: "logGroups",
  prefix: "logs",
  inputs: {
    deletionProtectionEnabled: { type: "boolean", computed: true },
    kmsKeyId: { type: "string", check: arnIssue },
    logGroupClass: {
      type: "string",
      computed: true,
      forceNew: true,
      oneOf: ["STANDARD", "INFREQUENT_ACCESS", "DELIVERY"],
    },
    name: { type: "string", required: true, forceNew: true, check: groupNameIssue },
    retentionInDays: {
      type: "number",
      default: 0,
      check: (days: number) =>
        retentions.includes(days)
          ? undefined
          : `expected retention_in_days to be one of [${retentions.join(" ")}], got ${days}`,
    },
    skipDestroy: { type: "boolean", default: false },
    tags: tagsField,
    ...absentAll("string", "namePrefix"),
  },
  computed: ["arn", "deletionProtectionEnabled", "logGroupClass", "tagsAll"],
  subject: (inputs) => text(inputs, "name"),
  key: (inputs) => text(inputs, "name"),
  arn: logGroupArn,
  id: (_where, key) => key,
  keyOf: (id) => id,
  taken: () => new AwsError("ResourceAlreadyExistsException", "The specified log group already exists"),
  record(session, inputs, name, old): LogGroup {
    const kmsKeyId = optionalText(inputs, "kmsKeyId");
    if (kmsKeyId !== undefined && !isUsableKey(session, kmsKeyId)) {
      throw new AwsError(
        "InvalidParameterException",
        `The specified KMS key does not exist or is not allowed to be used with Arn '${logGroupArn(session, name)}'`,
      );
    }
    return {
      ...thingOf(session, "logGroups", name, inputs, old),
      name,
      retentionInDays: optionalNumber(inputs, "retentionInDays") ?? 0,
      ...present({ kmsKeyId }),
      logGroupClass: (optionalText(inputs, "logGroupClass") ?? "STANDARD") as LogGroup["logGroupClass"],
      deletionProtectionEnabled: flag(inputs, "deletionProtectionEnabled"),
    };
  },
  outputs: (session, group) => ({
    arn: logGroupArn(session, group.name),
    deletionProtectionEnabled: group.deletionProtectionEnabled,
    ...present({ kmsKeyId: group.kmsKeyId }),
    logGroupClass: group.logGroupClass,
    name: group.name,
    retentionInDays: group.retentionInDays,
    ...tagOutputs(group.tags),
  }),
  untold: ["skipDestroy"],
  /** With the group go its metric filters. */
  remove(session, group, state) {
    if (flag(state, "skipDestroy")) return group;
    if (group.deletionProtectionEnabled) {
      throw new AwsError(
        "OperationAbortedException",
        "The log group cannot be deleted because deletion protection is enabled",
      );
    }
    const place = regionalIn(session.aws, session);
    const metricFilters = Object.entries(place.metricFilters).filter(
      ([, { logGroupName }]) => logGroupName !== group.name,
    );
    session.aws.regional[placeOf(session)] = { ...place, metricFilters: Object.fromEntries(metricFilters) };
    return undefined;
  },
});

export function groupNameIssue(name: string): string | undefined {
  return /^[.\-_/#A-Za-z0-9]{1,512}$/.test(name)
    ? undefined
    : `name isn't a valid log group name (alphanumeric characters, underscores, hyphens, slashes, hash signs and dots are allowed): ${name}`;
}
