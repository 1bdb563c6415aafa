import { ANY_ONE, ANY_RUN, resourcePatternsOf, type Policy } from "../../iam";
import { oncePerOrganization } from "../asking/once";
import type { AccountClass, Organization } from "../model/organization";
import { classesOf } from "../symbolic/classes";
import { reserved } from "../symbolic/principal-patterns";
import { resourceSequence } from "../symbolic/patterns";
import { patternFor } from "../../iam";
import type { Sequence } from "../symbolic/sequence";

type Language = (account: string) => readonly Sequence[];

const known = oncePerOrganization(() => new Map<string, readonly string[]>());
const standIn = "000000000000";

/**
 * Of all ARNs of IAM that a language has in an account, enough to stand for the others: for every name there is one here
 * that no more statements deny. Resource patterns of Deny count one way; those of Allow and NotResource split exactly.
 */
export function resourceWitnesses(
  organization: Organization,
  { scps, account }: AccountClass,
  language: Language,
): readonly string[] {
  const documents = [...new Set(scps.flat())];
  const { denying, others } = patternsIn(documents, account.id);
  const forms = language(standIn);
  if (forms.length === 0) return [];
  const cache = known(organization);
  const key = JSON.stringify([denying, others, forms]);
  const found =
    cache.get(key) ??
    classesOf({
      language: forms,
      patterns: [...denying, ...others].map(resourceSequence),
      preferred: [...denying, ...others].map(readable),
      isOneWay: (pattern) => pattern < denying.length,
    }).map(({ witness }) => witness);
  cache.set(key, found);
  return found.map((witness) => witness.replaceAll(`:${standIn}:`, `:${account.id}:`));
}

/** Those that can match something of IAM in the account, which stands there for every account. */
function patternsIn(documents: readonly Policy[], account: string) {
  const denying = documents.map((policy) => part(policy, isDenying));
  const others = documents.map((policy) => part(policy, (statement) => !isDenying(statement)));
  const exact = new Set(here(others, account));
  const ours = reserved.flatMap((pattern) => [pattern, pattern.replace(":role/", ":policy/")]).map(patternFor);
  return {
    denying: [...new Set([...here(denying, account), ...ours])].filter((pattern) => !exact.has(pattern)),
    others: [...exact],
  };
}

type Statement = Policy["statements"][number];

function isDenying({ effect, resource }: Statement): boolean {
  return effect === "Deny" && resource?.except === false;
}

function part(policy: Policy, isMeant: (statement: Statement) => boolean): Policy {
  return { ...policy, statements: policy.statements.filter(isMeant) };
}

function here(documents: readonly Policy[], account: string): readonly string[] {
  return resourcePatternsOf(documents).flatMap(({ pattern, variable }) => {
    const [scheme = "", partition = "", service = "", region = "", whose = "", ...rest] = pattern.split(":");
    if (scheme === pattern) return [pattern];
    if (service !== "iam") return [];
    if (variable) throw new Error(`an SCP names resources of IAM by a variable, in ${written(pattern)}`);
    if (/^\d{12}$/.test(whose) && whose !== account) return [];
    return [[scheme, partition, service, region, whose === account ? standIn : whose, ...rest].join(":")];
  });
}

function readable(pattern: string): string {
  const [scheme, , service, region, , ...resource] = pattern.split(":");
  const name = resource.join(":").replaceAll(ANY_RUN, "Other").replaceAll(ANY_ONE, "x");
  return [scheme, "aws", service, region, standIn, name].join(":");
}

function written(pattern: string): string {
  return pattern.replaceAll(ANY_RUN, "*").replaceAll(ANY_ONE, "?");
}
