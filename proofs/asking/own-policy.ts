import type { Policy } from "../../iam";
import type { Thing } from "../model/organization";

/** The resource policy that a thing carries, if it can have one; a role's trust is not among them. */
export function ownPolicyOf(thing: Thing): Policy | undefined {
  switch (thing.kind) {
    case "bucket":
    case "key":
    case "topic":
    case "queue":
    case "bus":
    case "function":
    case "table":
      return thing.policy;
    default:
      return undefined;
  }
}
