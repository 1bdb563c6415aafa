import { opaquePolicy, type Policy } from "../../iam";
import type { Act } from "../claim";
import type { AccountClass, Organization, Thing } from "../model/organization";
import type { Directory } from "./directory";
import { ownPolicyOf } from "./own-policy";

/** Services whose resources can have a policy that lets other accounts in, of those that claims ask about. */
const withPolicies = new Set(["dynamodb", "events", "kms", "lambda", "s3", "secretsmanager", "sns", "sqs", "sts"]);

/** The thing that a request reaches for, or the thing that it is a part of. */
export function thingReached(
  directory: Directory,
  accountClass: AccountClass | undefined,
  { resource }: Act,
): Thing | undefined {
  return directory.thingIn(accountClass, resource) ?? directory.thingIn(accountClass, wholeOf(resource));
}

/** The ARN of what has the policy: the bucket of an object, the table of an index, the bus of a rule. */
function wholeOf(arn: string): string {
  const [scheme = "", partition = "", service = "", region = "", account = "", ...rest] = arn.split(":");
  const resource = rest.join(":");
  const [first = "", second = ""] = resource.split("/");
  const whole = (name: string) => [scheme, partition, service, region, account, name].join(":");
  switch (service) {
    case "s3":
      return whole(first);
    case "dynamodb":
      return whole(`${first}/${second}`);
    case "events":
      return first === "rule" ? whole(`event-bus/${resource.split("/").length > 2 ? second : "default"}`) : arn;
    case "lambda":
      return whole(rest.slice(0, 2).join(":"));
    case "sns":
      return whole(rest[0] ?? "");
    default:
      return arn;
  }
}

/**
 * The policy that decides beside those of the caller, whose account is given. A role or a key must have one, and another account's resource may
 * have one that we do not see: where the model does not know the thing, that document is opaque.
 */
export function resourcePolicyFor(
  { managementAccount, delegationPolicy }: Pick<Organization, "managementAccount" | "delegationPolicy">,
  thing: Thing | undefined,
  caller: string | undefined,
  act: Act,
): Policy | undefined {
  const service = act.action.slice(0, act.action.indexOf(":")).toLowerCase();
  // https://docs.aws.amazon.com/organizations/latest/userguide/orgs_delegate_policies.html
  if (service === "organizations") {
    return caller === managementAccount || act.resourceAccount !== managementAccount ? undefined : delegationPolicy;
  }
  if (service === "sts" && thing?.kind === "role") return thing.trust;
  if (thing !== undefined) return service === "sts" ? undefined : ownPolicyOf(thing);
  const isRole = service === "sts" && act.resource.includes(":role/");
  const isKey = service === "kms" && act.resource.includes(":key/");
  // An alias has no policy, and no other account reaches it.
  const hasPolicy = withPolicies.has(service) && act.resource !== "*" && !act.resource.includes(":alias/");
  const isForeign = hasPolicy && caller !== act.resourceAccount;
  if (!isRole && !isKey && !isForeign) return undefined;
  return opaquePolicy(`policy of ${act.resource}`, isRole ? "trust" : "resource", "the model has no such thing");
}
