import { keysOf, type Policy } from "../../iam";
import type { AccountClass, Organization, Thing } from "../model/organization";
import { ownPolicyOf } from "./own-policy";
import { oncePerOrganization } from "./once";

/** Who and what is where: built once for an organization, asked often. */
export interface Directory {
  readonly classOf: (account: string | undefined) => AccountClass | undefined;
  /** A thing of the class, by the ARN that it has in the account that stands for all. */
  readonly thingIn: (accountClass: AccountClass | undefined, arn: string) => Thing | undefined;
  /** Every condition key and variable of the documents, in lower case. */
  readonly keys: readonly string[];
}

export const directoryOf = oncePerOrganization(directoryFor);

function directoryFor({ classes, delegationPolicy }: Organization): Directory {
  const byAccount = new Map<string, AccountClass>();
  for (const accountClass of classes) {
    for (const member of accountClass.members) byAccount.set(member, accountClass);
  }
  const thingsOf = new Map<AccountClass, ReadonlyMap<string, Thing>>();
  return {
    classOf: (account) => (account === undefined ? undefined : byAccount.get(account)),
    thingIn(accountClass, arn) {
      if (accountClass === undefined) return undefined;
      let things = thingsOf.get(accountClass);
      if (things === undefined) {
        things = new Map(accountClass.things.map((thing) => [thing.arn, thing]));
        thingsOf.set(accountClass, things);
      }
      return things.get(arn);
    },
    keys: [...keysOf([...classes.flatMap(policiesOf), ...present(delegationPolicy)])].sort(),
  };
}

/** Every document that can decide something in an account. */
export function policiesOf({
  scps,
  rcps,
  things,
  signIn,
}: Pick<AccountClass, "scps" | "rcps" | "things" | "signIn">): readonly Policy[] {
  return [...new Set([...scps.flat(), ...rcps.flat(), ...things.flatMap(policiesOfThing), ...present(signIn)])];
}

function policiesOfThing(thing: Thing): readonly Policy[] {
  switch (thing.kind) {
    case "role":
      return [thing.trust, ...thing.identity, ...present(thing.boundary)];
    case "user":
      return [...thing.identity, ...present(thing.boundary)];
    case "policy":
    case "organizationPolicy":
      return [thing.policy];
    default:
      return present(ownPolicyOf(thing));
  }
}

function present(policy: Policy | undefined): readonly Policy[] {
  return policy === undefined ? [] : [policy];
}
