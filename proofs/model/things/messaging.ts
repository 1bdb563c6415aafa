import type { Policy } from "../../../iam";
import { arnFor } from "../arns";
import { policyFrom } from "../documents";
import type { Draft } from "../draft";
import type { Bus, Queue, Subscription, Topic } from "../organization";
import { arnAt, isOf, nameOf, whereOf, type Place } from "../place";
import { isMapping, isUnknown, listOf, textOf, UNKNOWN, type Value } from "../value";
import { resourcePolicyOf } from "./resource-policy";

export function topicsIn(place: Place): readonly Topic[] {
  const subscriptions = place.of("sns/topicSubscription");
  return place.of("sns/topic").map((draft) => {
    const [name, arn] = [nameOf(draft), arnFor(draft)];
    const policy = place.of("sns/topicPolicy").find((one) => names(one, "arn", draft, [arn]));
    return {
      kind: "topic",
      arn,
      account: draft.account,
      region: draft.region,
      name,
      origin: draft.origin,
      policy: resourcePolicyOf(policy ?? draft, name, place),
      key: arnAt(draft, "kmsMasterKeyId", draft.properties["kmsMasterKeyId"], place),
      subscriptions: [
        ...subscriptions.filter((one) => isOf(one, "topic", draft, [arn])).map(subscriptionOf),
        ...listOf(draft.properties["subscription"]).map((one) =>
          subscriptionFrom(one as Draft["properties"], undefined),
        ),
      ],
    };
  });
}

function subscriptionOf({ properties }: Draft): Subscription {
  const { pendingConfirmation } = properties;
  return subscriptionFrom(properties, typeof pendingConfirmation === "boolean" ? !pendingConfirmation : undefined);
}

function subscriptionFrom(properties: Draft["properties"], isConfirmed: boolean | undefined): Subscription {
  return { protocol: textOf(properties["protocol"]), endpoint: textOf(properties["endpoint"]), isConfirmed };
}

export function queuesIn(place: Place): readonly Queue[] {
  return place.of("sqs/queue").map((draft) => {
    const [name, arn] = [nameOf(draft), arnFor(draft)];
    const url = `https://sqs.${draft.region}.amazonaws.com/${draft.account}/${name}`;
    const policy = place
      .of("sqs/queuePolicy")
      .find((one) => names(one, "queueUrl", draft, [url, name, draft.id ?? url]));
    return {
      kind: "queue",
      arn,
      account: draft.account,
      region: draft.region,
      name,
      origin: draft.origin,
      policy: resourcePolicyOf(policy ?? draft, name, place),
      key: arnAt(draft, "kmsMasterKeyId", draft.properties["kmsMasterKeyId"], place),
    };
  });
}

/** Buses of their own; and the default bus, which is there without being made, where it has a policy. */
export function busesIn(place: Place): readonly Bus[] {
  const policies = place.of("cloudwatch/eventBusPolicy");
  const own = place.of("cloudwatch/eventBus").map((draft) => {
    const [name, arn] = [nameOf(draft), arnFor(draft)];
    const written = policies.filter((one) => isOf(one, "eventBusName", draft, [name, arn]));
    return busFrom(draft, name, arn, written, place);
  });
  const ofDefault = policies.filter(
    (one) =>
      (textOf(one.properties["eventBusName"]) || "default") === "default" && !isUnknown(one.properties["eventBusName"]),
  );
  const regions = [...new Set(ofDefault.map(({ region }) => region))];
  const defaults = regions.flatMap((region) => {
    const written = ofDefault.filter((one) => one.region === region);
    const [first] = written;
    if (first === undefined) return [];
    return [busFrom(first, "default", `arn:aws:events:${region}:${first.account}:event-bus/default`, written, place)];
  });
  return [...own, ...defaults];
}

function busFrom(draft: Draft, name: string, arn: string, policies: readonly Draft[], place: Place): Bus {
  const { account, region, origin } = draft;
  return { kind: "bus", arn, account, region, name, origin, policy: busPolicyOf(policies, name, place) };
}

/** Statements of several resources make one policy together. */
function busPolicyOf(policies: readonly Draft[], name: string, place: Place): Policy | undefined {
  const [first, ...others] = policies;
  if (first === undefined || others.length === 0)
    return first === undefined ? undefined : resourcePolicyOf(first, name, place);
  const documents = policies.map(({ properties }) => documentOf(properties["policy"]));
  const statements = documents.every(isMapping) ? documents.flatMap((one) => listOf(one["Statement"])) : UNKNOWN;
  const document: Value = { Version: "2012-10-17", Statement: statements };
  return policyFrom(document, "resource", `${name} (policy)`, whereOf(first), place.report);
}

function documentOf(value: Value): Value {
  if (typeof value !== "string") return value;
  try {
    return JSON.parse(value) as Value;
  } catch {
    return UNKNOWN;
  }
}

/** A policy of a template may stand for several: their list is where one is expected. */
function names(policy: Draft, property: string, owner: Draft, known: readonly string[]): boolean {
  const value = policy.properties[property];
  if (!Array.isArray(value)) return isOf(policy, property, owner, known);
  return policy.region === owner.region && listOf(value).some((one) => isUnknown(one) || known.includes(textOf(one)));
}
