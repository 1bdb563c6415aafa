import type { Aws } from "./model";
import { plain, type Properties } from "./provider/values";
import { operatorSession } from "./provider/configuration";
import { resources } from "./resources";

/**
 * The id of what was made from these inputs in that account, though nobody wrote it down: a run that was killed
 * between AWS's work and its own bookkeeping. Undefined where there is no such thing.
 */
export function findResource(
  aws: Aws,
  type: string,
  inputs: Properties,
  accountId: string,
  region = "",
): string | undefined {
  const resource = resources[type];
  if (resource === undefined) throw new Error(`the sandbox's AWS does not know the resource type ${type}`);
  if (aws.accounts[accountId] === undefined) return undefined;
  const known = plain(inputs);
  const stated = known["region"];
  const session = { ...operatorSession(aws, typeof stated === "string" ? stated : region), accountId };
  return resource.idFor(session, known);
}
