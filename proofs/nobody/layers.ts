import type { Counterexample, Finding } from "../claim";
import { fullAccessFor } from "../model/aws-policies";
import { nameOf } from "../question/reason";
import type { AccountClass, Organization, OrganizationPolicy, Thing } from "../model/organization";

/** The organization without SCPs and RCPs: what is refused there, trust policies refuse. */
export function trustAlone(organization: Organization): Organization {
  return withClasses(organization, (one) => ({ ...one, scps: [], rcps: [] }));
}

/** The organization without SCPs, and with trust policies that let everybody in: what is refused there, RCPs refuse. */
export function resourceGuardrailsAlone(organization: Organization): Organization {
  return withClasses(organization, (one) => ({ ...one, scps: [], things: one.things.map(opened) }));
}

function withClasses(organization: Organization, change: (one: AccountClass) => AccountClass): Organization {
  return { ...organization, classes: organization.classes.map(change) };
}

function opened(thing: Thing): Thing {
  return thing.kind === "role" ? { ...thing, trust: fullAccessFor("rcp") } : thing;
}

export function hasResourceGuardrails({ classes }: Organization): boolean {
  return classes.some(({ things }) =>
    things.some(
      (thing): thing is OrganizationPolicy =>
        thing.kind === "organizationPolicy" && thing.type === "RESOURCE_CONTROL_POLICY",
    ),
  );
}

/** Nobody gets through while the other layer stands: so it is told as what was found, not as a request that AWS grants. */
export function masked(layer: string, finding: Finding): Finding {
  if (finding.kind !== "refuted") return finding;
  const [first, ...others] = finding.counterexamples;
  return { ...finding, counterexamples: [told(layer, first), ...others.map((one) => told(layer, one))] };
}

function told(layer: string, one: Counterexample): Counterexample {
  if (one.kind !== "request") return one;
  const { verdict, act, says, fix } = one;
  const trusting = verdict.by.filter(({ kind }) => kind === "trust");
  return {
    kind: "setting",
    says: `If nothing but ${layer} refused: ${says}`,
    fix: trusting.length === 0 ? fix : `Let ${trusting.map(nameOf).join(" and ")} name nobody else for ${act.action}.`,
    where: act.resource,
    found:
      trusting.length === 0
        ? `${layer} do not deny it`
        : trusting.map(({ policy, statement }) => `${policy}: ${statement}`).join(", "),
  };
}
