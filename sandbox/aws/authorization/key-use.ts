import { arnParts } from "../arns";
import type { Aws } from "../model";
import { regionalIn, type Where } from "../regional";
import { keyArn } from "../regional-arns";
import type { Key } from "../regional-model";
import { nameOfSender, senderVerdict, type Sender } from "./sender";

/** What whoever uses an encrypted topic, queue or table does with its key, by way of the service. */
const usesBy = {
  sns: ["kms:GenerateDataKey", "kms:Decrypt"],
  sqs: ["kms:GenerateDataKey", "kms:Decrypt"],
  dynamodb: ["kms:Decrypt"],
} as const;

/**
 * Whether the sender may use the key of a topic, queue or table. Undefined where all is well, otherwise why not.
 * The name is an id, an alias or an ARN of either; a role reaches the key by way of a service.
 */
export function keyFault(
  aws: Aws,
  where: Where,
  name: string | undefined,
  sender: Sender,
  via: keyof typeof usesBy,
): string | undefined {
  if (name === undefined) return undefined;
  const found = keyNamed(aws, where, name);
  if (found === undefined) return `KMS.NotFoundException: ${name} is no key of the account`;
  const { key, owner, aliases } = found;
  if (key.state !== "Enabled") return `KMS.DisabledException: ${keyArn(owner, key.id)} is ${key.state}`;
  const resource = keyArn(owner, key.id);
  const context = { "kms:ResourceAliases": aliases, "kms:KeySpec": key.spec, "kms:KeyUsage": key.keyUsage };
  const request = {
    resource,
    accountId: owner.accountId,
    policy: key.policy,
    context: { ...context, ...(sender.kind === "role" ? viaOf(sender.arn, via, where) : {}) },
  };
  const refused = usesBy[via].find(
    (action) => senderVerdict(aws, sender, { action, ...request }).decision !== "allowed",
  );
  if (refused === undefined) return undefined;
  return `KMS.AccessDeniedException: ${nameOfSender(sender)} may not ${refused} with ${resource}`;
}

function viaOf(arn: string, via: string, { region }: Where): Record<string, string> {
  return {
    "kms:ViaService": `${via}.${region}.amazonaws.com`,
    "kms:CallerAccount": arnParts(arn)?.account ?? "",
    "aws:RequestedRegion": region,
  };
}

interface NamedKey {
  readonly key: Key;
  readonly owner: Where;
  readonly aliases: readonly string[];
}

function keyNamed(aws: Aws, where: Where, name: string): NamedKey | undefined {
  const parts = arnParts(name);
  const owner = parts === undefined ? where : { accountId: parts.account, region: parts.region };
  const resource = parts?.resource ?? name;
  const { keys, keyAliases } = regionalIn(aws, owner);
  const key =
    keys[resource.startsWith("alias/") ? (keyAliases[resource]?.keyId ?? "") : resource.replace(/^key\//, "")];
  if (key === undefined) return undefined;
  const aliases = Object.entries(keyAliases).filter(([, { keyId }]) => keyId === key.id);
  return { key, owner, aliases: aliases.map(([alias]) => alias) };
}
