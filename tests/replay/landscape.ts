import { awsFor, type Aws } from "../../sandbox/aws";
import { awsRoleFor } from "../../sandbox/aws/aws-for";
import type { BusEvent } from "../../sandbox/aws/events/bus-event";
import { putRegional, regionalIn } from "../../sandbox/aws/regional";
import type { RegionalRecord, RegionalTable } from "../../sandbox/aws/regional-model";
import { archive } from "./archive";
import { organizationFor } from "../../sandbox/organization";

/** Detection in small, made by hand: one rule at the sender, a central bus, a function, topics, a trail's log. */
export const [management, emergency, security] = ["100000000001", "100000000002", "100000000004"] as const;
export const organization = "o-lifeline001";
export const home = "eu-central-1";
export const away = "us-east-1";

export const forwarder = `arn:aws:iam::${emergency}:role/forward/Forwarder`;
export const centralBus = `arn:aws:events:${home}:${security}:event-bus/central`;
export const triageArn = `arn:aws:lambda:${home}:${security}:function:triage`;
export const triageRole = `arn:aws:iam::${security}:role/Triage`;
export const socTopic = `arn:aws:sns:${home}:${security}:soc`;
export const deadLetters = (region: string): string => `arn:aws:sqs:${region}:${security}:dead`;
export const failures = `arn:aws:sqs:${home}:${security}:failures`;
/** A ticket system's role, in the identity account. */
export const desk = "arn:aws:iam::100000000005:role/Desk";
export const ruleArn = (region: string): string => `arn:aws:events:${region}:${emergency}:rule/SignIn`;

export const thing = { created: "2026-11-25T08:00:00Z", incarnation: 0, tags: {} };

export const allow = (principal: object, action: string | readonly string[], condition: object = {}): object => ({
  Effect: "Allow",
  Principal: principal,
  Action: action,
  Resource: "*",
  Condition: condition,
});
export const policy = (...statements: readonly object[]): string =>
  JSON.stringify({ Version: "2012-10-17", Statement: statements });
const identity = (action: string | readonly string[]): string =>
  policy({ Effect: "Allow", Action: action, Resource: "*" });
export const trustService = (service: string): string =>
  policy({ Effect: "Allow", Principal: { Service: service }, Action: "sts:AssumeRole" });

export function put<Name extends RegionalTable>(
  aws: Aws,
  accountId: string,
  region: string,
  table: Name,
  key: string,
  record: RegionalRecord<Name>,
): void {
  putRegional(aws, { accountId, region }, table, key, record);
}

/** Changes a record that is there. */
export function change<Name extends RegionalTable>(
  aws: Aws,
  accountId: string,
  region: string,
  table: Name,
  key: string,
  fields: Partial<RegionalRecord<Name>>,
): void {
  const old = regionalIn(aws, { accountId, region })[table][key];
  put(aws, accountId, region, table, key, { ...old, ...fields } as RegionalRecord<Name>);
}

export function addRole(
  aws: Aws,
  accountId: string,
  name: string,
  path: string,
  trust: string,
  actions: string[],
): void {
  const role = awsRoleFor(aws, name, { path, trust, managedPolicyArns: [], madeBy: "test" });
  const roles = aws.iam[accountId]?.roles;
  if (roles === undefined) throw new Error(`no account ${accountId}`);
  roles[name.toLowerCase()] = { ...role, inline: { inline: identity(actions) } };
}

export function landscape(): Aws {
  const aws = awsFor(organizationFor(12));
  addRole(aws, emergency, "Forwarder", "/forward/", trustService("events.amazonaws.com"), ["events:PutEvents"]);
  addRole(aws, security, "Triage", "/", trustService("lambda.amazonaws.com"), [
    "dynamodb:GetItem",
    "dynamodb:Query",
    "dynamodb:PutItem",
    "sns:Publish",
    "sqs:SendMessage",
    "kms:*",
  ]);
  for (const region of [home, away]) {
    put(aws, emergency, region, "eventRules", "default/SignIn", {
      name: "SignIn",
      bus: "default",
      description: "",
      pattern: JSON.stringify({ source: ["aws.signin", "aws.sts"] }),
      state: "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS",
      targets: [{ id: "bus", arn: centralBus, roleArn: forwarder, deadLetterArn: deadLetters(region) }],
      tags: {},
    });
    const fromRules = { ArnLike: { "aws:SourceArn": "arn:aws:events:*:*:rule/*" } };
    putQueue(aws, region, "dead", policy(allow({ Service: "events.amazonaws.com" }, "sqs:SendMessage", fromRules)));
  }
  putQueue(aws, home, "failures", undefined);
  putCenter(aws);
  putTopic(aws, security, "soc", policy(allow({ AWS: triageRole }, "sns:Publish")));
  return aws;
}

function putQueue(aws: Aws, region: string, name: string, queuePolicy: string | undefined): void {
  put(aws, security, region, "queues", name, {
    ...thing,
    name,
    ...(queuePolicy === undefined ? {} : { policy: queuePolicy }),
    fifo: false,
    delaySeconds: 0,
    maxMessageSize: 262_144,
    messageRetentionSeconds: 1_209_600,
    receiveWaitTimeSeconds: 0,
    visibilityTimeoutSeconds: 30,
    kmsDataKeyReusePeriodSeconds: 300,
    sqsManagedSseEnabled: true,
  });
}

/** The bus takes forwarded events of the organization's forwarder, and what the desk's role declares. */
function putCenter(aws: Aws): void {
  const forwarded = {
    StringEquals: { "aws:PrincipalOrgID": organization },
    ArnLike: { "aws:PrincipalArn": "arn:aws:iam::*:role/forward/Forwarder" },
    Bool: { "events:eventBusInvocation": "true" },
  };
  const declared = {
    ArnEquals: { "aws:PrincipalArn": desk },
    "ForAllValues:StringEquals": { "events:source": "lifeline.incident", "events:detail-type": "IncidentDeclared" },
  };
  put(aws, security, home, "eventBuses", "central", {
    ...thing,
    name: "central",
    description: "",
    policy: policy(
      allow({ AWS: "*" }, "events:PutEvents", forwarded),
      allow({ AWS: "arn:aws:iam::100000000005:root" }, "events:PutEvents", declared),
    ),
  });
  put(aws, security, home, "eventRules", "central/Triage", {
    name: "Triage",
    bus: "central",
    description: "",
    pattern: JSON.stringify({ source: [{ prefix: "" }] }),
    state: "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS",
    targets: [{ id: "triage", arn: triageArn, deadLetterArn: deadLetters(home) }],
    tags: {},
  });
  put(aws, security, home, "functions", "triage", {
    ...thing,
    name: "triage",
    description: "",
    role: triageRole,
    runtime: "nodejs22.x",
    handler: "index.handler",
    environment: { TOPIC: socTopic },
    code: archive(),
    memorySize: 256,
    timeout: 5,
    architectures: ["arm64"],
    reservedConcurrentExecutions: -1,
    logFormat: "Text",
    tracingMode: "PassThrough",
    ephemeralStorage: 512,
    permissions: {
      events: {
        action: "lambda:InvokeFunction",
        principal: "events.amazonaws.com",
        sourceArn: `arn:aws:events:${home}:${security}:rule/central/Triage`,
      },
    },
    eventInvokeConfig: { maximumEventAgeInSeconds: 21_600, maximumRetryAttempts: 2, onFailure: failures },
  });
  put(aws, security, home, "dynamoTables", "register", {
    ...thing,
    name: "register",
    hashKey: "pk",
    rangeKey: "sk",
    attributes: [
      { name: "pk", type: "S" },
      { name: "sk", type: "S" },
    ],
    billingMode: "PAY_PER_REQUEST",
    readCapacity: 0,
    writeCapacity: 0,
    deletionProtectionEnabled: true,
    tableClass: "STANDARD",
  });
}

export function putTopic(aws: Aws, accountId: string, name: string, topicPolicy: string): void {
  put(aws, accountId, home, "topics", name, {
    ...thing,
    name,
    displayName: "",
    policy: topicPolicy,
    fifo: false,
    signatureVersion: 2,
    tracingConfig: "PassThrough",
    feedback: {},
  });
  put(aws, accountId, home, "subscriptions", `${name}-mail`, {
    id: `${name}-mail`,
    topicArn: `arn:aws:sns:${home}:${accountId}:${name}`,
    protocol: "email",
    endpoint: `${name}@example.com`,
    rawMessageDelivery: false,
    filterPolicyScope: "MessageAttributes",
    pendingConfirmation: false,
  });
}

/** A sign-in in the emergency account, in a Region. */
export function signIn(region: string, detail: Readonly<Record<string, unknown>> = {}): BusEvent {
  return {
    version: "0",
    id: "7bf73129-1428-4cd3-a780-95db273d1602",
    "detail-type": "AWS Console Sign In via CloudTrail",
    source: "aws.signin",
    account: emergency,
    time: "2026-11-25T08:00:00Z",
    region,
    resources: [],
    detail: { eventName: "ConsoleLogin", eventID: "1", awsRegion: region, recipientAccountId: emergency, ...detail },
  };
}
