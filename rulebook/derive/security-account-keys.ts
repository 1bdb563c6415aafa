import type { Facts, SettledFacts } from "../facts";
import type { Names } from "../names";
import type { Rulebook } from "../rulebook";
import type { Conditions, ResourceStatement } from "../types";
import { accountArn, iamArn } from "./arns";
import { documentFor, textOf } from "./document";
import { deployersOf } from "./guardrail-statements";
import { keyAdministrationFor } from "./key-administration";
import { securityRoleArn, triageRoleArn } from "./security-account-arns";

/** A key of one's own for one thing: its alias is the thing's name. */
export interface EncryptionKey {
  readonly name: string;
  readonly alias: string;
  readonly region: string;
  readonly description: string;
  readonly policy: string;
}

/**
 * For the table of incidents. DynamoDB asks for the key on behalf of whoever calls it, and takes grants of its own:
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/encryption.usagenotes.html
 */
export function registerKeyFor({ names }: Rulebook, facts: SettledFacts): EncryptionKey {
  const { home } = facts.regions;
  return keyFor(names.register, home, "The register of incidents.", facts, [
    {
      Sid: "ThroughDynamoDb",
      Effect: "Allow",
      Principal: { AWS: accountArn(facts, facts.accounts.security) },
      Action: [
        "kms:CreateGrant",
        "kms:Decrypt",
        "kms:DescribeKey",
        "kms:Encrypt",
        "kms:GenerateDataKey*",
        "kms:ReEncrypt*",
      ],
      Resource: "*",
      Condition: { StringEquals: { "kms:ViaService": `dynamodb.${home}.amazonaws.com` } },
    },
    {
      Sid: "DynamoDbItself",
      Effect: "Allow",
      Principal: { Service: "dynamodb.amazonaws.com" },
      Action: ["kms:Describe*", "kms:Get*", "kms:List*"],
      Resource: "*",
    },
  ]);
}

/**
 * For the SOC topic: alarms of this account and the triage function publish, nothing else does. A topic with
 * `alias/aws/sns` takes no alarm at all: that key's policy knows no service.
 * https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html#compatibility-with-aws-services
 */
export function socKeyFor({ names }: Rulebook, facts: SettledFacts): EncryptionKey {
  const { home } = facts.regions;
  return keyFor(names.socTopic, home, "Alerts on their way to the SOC.", facts, [
    {
      Sid: "Alarms",
      Effect: "Allow",
      Principal: { Service: "cloudwatch.amazonaws.com" },
      Action: ["kms:Decrypt", "kms:GenerateDataKey*"],
      Resource: "*",
      Condition: { StringEquals: { "aws:SourceAccount": facts.accounts.security } },
    },
    publisherStatement("Triage", facts, facts.accounts.security, triageRoleArn(names, facts), home),
  ]);
}

/**
 * For the topic that still tells of sign-ins while the home Region is gone. EventBridge publishes by an execution role,
 * as it must to another account, so that the role is the principal and conditions hold:
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-service-cross-account.html
 */
export function standbyKeyFor({ names }: Rulebook, facts: SettledFacts): EncryptionKey {
  const { standby } = facts.regions;
  const { security } = facts.accounts;
  return keyFor(names.standbyTopic, standby, "Alerts while the home Region is gone.", facts, [
    publisherStatement("Standby", facts, security, standbyPublisherArn(names, facts), standby),
  ]);
}

/** By this role the rule on the standby bus publishes to the topic beside it: docs/adr/0012. */
export function standbyPublisherArn(names: Names, facts: Facts): string {
  return securityRoleArn(names, facts, names.standbyRole);
}

function publisherStatement(
  sid: string,
  facts: SettledFacts,
  account: string,
  role: string,
  region: string,
): ResourceStatement {
  return {
    Sid: sid,
    Effect: "Allow",
    Principal: { AWS: accountArn(facts, account) },
    Action: ["kms:Decrypt", "kms:GenerateDataKey*"],
    Resource: "*",
    Condition: {
      ArnEquals: { "aws:PrincipalArn": role },
      StringEquals: { "kms:ViaService": `sns.${region}.amazonaws.com` },
    },
  };
}

/** A key has the alias of the thing it encrypts. */
export function aliasOf(name: string): string {
  return `alias/${name}`;
}

function keyFor(
  name: string,
  region: string,
  description: string,
  facts: SettledFacts,
  uses: readonly ResourceStatement[],
): EncryptionKey {
  const policy = textOf(documentFor<ResourceStatement>([...administrationFor(facts), ...uses]));
  return { name, alias: aliasOf(name), region, description, policy };
}

/** The account's deployers and, so that no key is ever lost, its root user. */
function administrationFor(facts: SettledFacts): readonly ResourceStatement[] {
  const account = accountArn(facts, facts.accounts.security);
  return keyAdministrationFor(account, [account, ...securityDeployerArns(facts)]);
}

export function securityDeployerArns(facts: SettledFacts): readonly string[] {
  return deployersOf(facts, facts.accounts.security).map(({ account, name }) => iamArn(facts, account, `role/${name}`));
}

/** What a role of the security account needs of a key it uses through a service; named by alias, known at preview. */
export function keyUseFor(
  alias: string,
  service: "dynamodb" | "sns",
  region: string,
  facts: SettledFacts,
): { readonly Resource: string; readonly Condition: Conditions } {
  return {
    Resource: `arn:${facts.partition}:kms:${region}:${facts.accounts.security}:key/*`,
    Condition: {
      "ForAnyValue:StringEquals": { "kms:ResourceAliases": alias },
      StringEquals: { "kms:ViaService": `${service}.${region}.amazonaws.com` },
    },
  };
}
