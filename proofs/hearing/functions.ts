import type { LambdaFunction, Organization, Rule } from "../model/organization";
import { allowedWay, onBehalfOf, service, session, throughRole } from "./callers";
import { findThing, whereIs } from "./find";
import { topicTells } from "./topics";
import { anyWay, brokenWay, everyStep, missingWay, type Way } from "./way";

/** What the function gives up on waits where its role may send it. */
export function givesUpInto(organization: Organization, called: LambdaFunction): Way {
  const { failureDestination, roleArn } = called;
  const where = whereIs(called);
  if (failureDestination === undefined) {
    return brokenWay({
      says: `what ${called.arn} gives up on is lost`,
      where,
      fix: "give the function a destination on failure",
    });
  }
  const queue = findThing(organization, "queue", failureDestination);
  if (queue === undefined) return missingWay(`queue ${failureDestination}`);
  if (roleArn === undefined) return missingWay(`role of ${called.arn}`);
  const behalf = onBehalfOf(organization, called.arn, called.account);
  return throughRole(organization, roleArn, "lambda.amazonaws.com", behalf, (role) =>
    allowedWay(
      organization,
      session(role, { "aws:RequestedRegion": called.region }),
      { action: "sqs:SendMessage", resource: queue.arn, resourceAccount: queue.account },
      { where: whereIs(role), fix: `let ${role.name} send to ${queue.name}` },
    ),
  );
}

/** EventBridge may call the function, and the function may tell: it publishes to the topics that its settings name. */
export function functionTells(organization: Organization, functionArn: string, rule: Rule): Way {
  const called = findThing(organization, "function", functionArn);
  if (called === undefined) return missingWay(`function ${functionArn}`);
  const where = whereIs(called);
  if (called.region !== rule.region) {
    return brokenWay({
      says: `${rule.arn} cannot reach ${functionArn} in another Region`,
      where: whereIs(rule),
      fix: "send to a bus in that Region first",
    });
  }
  if (called.reservedConcurrency === 0) {
    return brokenWay({
      says: `${functionArn} may not run: its reserved concurrency is 0`,
      where,
      fix: "reserve none, or more than 0",
    });
  }
  const invoked = allowedWay(
    organization,
    service("events.amazonaws.com", onBehalfOf(organization, rule.arn, rule.account)),
    { action: "lambda:InvokeFunction", resource: functionArn, resourceAccount: called.account },
    { where, fix: `let events.amazonaws.com invoke the function for ${rule.arn}` },
  );
  return everyStep([invoked, publishes(organization, called)]);
}

function publishes(organization: Organization, called: LambdaFunction): Way {
  const where = whereIs(called);
  const { roleArn } = called;
  if (roleArn === undefined) return missingWay(`role of ${called.arn}`);
  const topics = topicsIn(called);
  const none = brokenWay({
    says: `${called.arn} knows no topic to tell`,
    where,
    fix: "name the topic in its settings",
  });
  const behalf = onBehalfOf(organization, called.arn, called.account);
  return throughRole(organization, roleArn, "lambda.amazonaws.com", behalf, (role) => {
    const ways = topics.map((topic) => {
      const region = topic.split(":")[3] ?? "";
      const publisher = session(role, { "aws:RequestedRegion": region });
      return topicTells(organization, topic, publisher, session(role, throughSns(topic, region, role.account)));
    });
    return anyWay(ways, none);
  });
}

/** https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html: a key used by SNS in the publisher's name. */
export function throughSns(topic: string, region: string, account: string): Readonly<Record<string, string>> {
  return {
    "kms:ViaService": `sns.${region}.amazonaws.com`,
    "kms:CallerAccount": account,
    "kms:EncryptionContext:aws:sns:topicArn": topic,
    "aws:RequestedRegion": region,
  };
}

function topicsIn({ environment }: LambdaFunction): readonly string[] {
  return Object.values(environment).filter((value) => /^arn:[^:]*:sns:[^:]*:\d{12}:[\w-]+$/.test(value));
}
