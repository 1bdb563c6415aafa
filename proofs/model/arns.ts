import type { Draft } from "./draft";
import { textOf } from "./value";

type Shape = (draft: Draft) => string;

const regional =
  (service: string, rest: (draft: Draft) => string): Shape =>
  (draft) =>
    `arn:aws:${service}:${draft.region}:${draft.account}:${rest(draft)}`;
const inIam =
  (word: string): Shape =>
  (draft) =>
    `arn:aws:iam::${draft.account}:${word}${textOf(draft.properties["path"]) || "/"}${own(draft, "name")}`;

/** Stands for an id that AWS makes up, before it has. */
export const unmade = "00000000-0000-0000-0000-000000000000";

/** ARNs of what is named by its maker. https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html */
const shapes: Readonly<Record<string, Shape>> = {
  "iam/role": inIam("role"),
  "iam/user": inIam("user"),
  "iam/group": inIam("group"),
  "iam/policy": inIam("policy"),
  "iam/samlProvider": (draft) => `arn:aws:iam::${draft.account}:saml-provider/${own(draft, "name")}`,
  "s3/bucket": (draft) => `arn:aws:s3:::${own(draft, "bucket")}`,
  "kms/key": regional("kms", (draft) => `key/${textOf(draft.properties["keyId"]) || own(draft, "keyId")}`),
  "sns/topic": regional("sns", (draft) => own(draft, "name")),
  "sqs/queue": regional("sqs", (draft) => own(draft, "name")),
  "cloudwatch/eventBus": regional("events", (draft) => `event-bus/${own(draft, "name")}`),
  "cloudwatch/eventRule": regional("events", (draft) => {
    const bus = busOf(draft);
    return `rule/${bus === "default" ? "" : `${bus}/`}${own(draft, "name")}`;
  }),
  "lambda/function": regional("lambda", (draft) => `function:${own(draft, "name")}`),
  "dynamodb/table": regional("dynamodb", (draft) => `table/${own(draft, "name")}`),
  "cloudtrail/trail": regional("cloudtrail", (draft) => `trail/${own(draft, "name")}`),
  "cloudwatch/logGroup": regional("logs", (draft) => `log-group:${own(draft, "name")}`),
  "cloudwatch/metricAlarm": regional("cloudwatch", (draft) => `alarm:${own(draft, "name")}`),
  "cloudwatch/compositeAlarm": regional("cloudwatch", (draft) => `alarm:${own(draft, "alarmName")}`),
  "scheduler/schedule": regional(
    "scheduler",
    (draft) => `schedule/${textOf(draft.properties["groupName"]) || "default"}/${own(draft, "name")}`,
  ),
  "cloudformation/stackSet": regional("cloudformation", (draft) => `stackset/${own(draft, "name")}:${unmade}`),
  "cloudformation/stack": regional("cloudformation", (draft) => `stack/${own(draft, "name")}/${unmade}`),
};

/** As AWS told it; before that, from account, Region and name. */
export function arnFor(draft: Draft): string {
  const told = textOf(draft.properties["arn"]);
  if (told !== "") return told;
  if (draft.id?.startsWith("arn:") === true) return draft.id;
  return shapes[draft.kind]?.(draft) ?? "";
}

/** A rule's bus may be given by its ARN. */
export function busOf({ properties }: Draft): string {
  const bus = textOf(properties["eventBusName"]) || "default";
  return bus.startsWith("arn:") ? (bus.split(":event-bus/")[1] ?? bus) : bus;
}

/** What is only made by AWS stands as the resource's own label: nobody can know it before. */
function own({ properties, label }: Draft, property: string): string {
  return textOf(properties[property]) || label;
}
