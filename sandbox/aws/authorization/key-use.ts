import { arnParts } from "../arns";
import type { Aws } from "../model";
import { regionalIn, type Where } from "../regional";
import { keyArn } from "../regional-arns";
import type { Key } from "../regional-model";
import { callerVerdict } from "./resource-policy";
import { serviceVerdict } from "./services";

/** Who wants to use a key: a service for itself, or a role by way of a service. */
export type KeyUser =
  | { readonly kind: "service"; readonly service: string; readonly context: Readonly<Record<string, string>> }
  | { readonly kind: "role"; readonly arn: string; readonly via: string };

/** A sender of messages to a topic or queue that is encrypted with the key. */
export const sendingActions = ["kms:GenerateDataKey", "kms:Decrypt"] as const;

/** Undefined where all is well, otherwise why not. The name is an id, an alias or an ARN of either. */
export function keyFault(
  aws: Aws,
  where: Where,
  name: string | undefined,
  user: KeyUser,
  actions: readonly string[] = sendingActions,
): string | undefined {
  if (name === undefined) return undefined;
  const found = keyNamed(aws, where, name);
  if (found === undefined) return `KMS.NotFoundException: ${name} is no key of the account`;
  const { key, owner, aliases } = found;
  if (key.state !== "Enabled") return `KMS.DisabledException: ${keyArn(owner, key.id)} is ${key.state}`;
  const resource = keyArn(owner, key.id);
  const context = { "kms:ResourceAliases": aliases, "kms:KeySpec": key.spec, "kms:KeyUsage": key.keyUsage };
  const refused = actions.find((action) => {
    const request = { action, resource, accountId: owner.accountId, policy: key.policy };
    const verdict =
      user.kind === "service"
        ? serviceVerdict(aws, { ...request, service: user.service, context: { ...context, ...user.context } })
        : callerVerdict(aws, { arn: user.arn, context: {} }, { ...request, context: { ...context, ...viaOf(user, where) } });
    return verdict.decision !== "allowed";
  });
  return refused === undefined ? undefined : `KMS.AccessDeniedException: ${whoIs(user)} may not ${refused} with ${resource}`;
}

function viaOf({ arn, via }: { readonly arn: string; readonly via: string }, { region }: Where): Record<string, string> {
  return {
    "kms:ViaService": `${via}.${region}.amazonaws.com`,
    "kms:CallerAccount": arnParts(arn)?.account ?? "",
    "aws:RequestedRegion": region,
  };
}

function whoIs(user: KeyUser): string {
  return user.kind === "service" ? user.service : user.arn;
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
  const key = keys[resource.startsWith("alias/") ? (keyAliases[resource]?.keyId ?? "") : resource.replace(/^key\//, "")];
  if (key === undefined) return undefined;
  const aliases = Object.entries(keyAliases).filter(([, { keyId }]) => keyId === key.id);
  return { key, owner, aliases: aliases.map(([alias]) => alias) };
}
