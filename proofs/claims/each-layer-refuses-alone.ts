import type { ActRow, ProtectedThing } from "../acts";
import { isRoleOfPath } from "../acts/kinds";
import { incidentRoles } from "../incident-roles";
import type { Claim, Finding } from "../claim";
import type { Organization } from "../model/organization";
import { hasResourceGuardrails, masked, resourceGuardrailsAlone, trustAlone } from "../nobody/layers";
import { questionsAbout } from "../nobody/questions";
import { findingFor as examined } from "../question/finding";
import { hubBeyondItsTier } from "../nobody/hub-tiers";
import { outcomeOf } from "../question/outcome";

export const eachLayerRefusesAlone = {
  id: "each-layer-refuses-alone",
  about: "nobody-else",
  question:
    "Does each role's trust policy alone keep everybody else out, and do the RCPs alone, where the stack has some?",
  why: "A hole in one layer that the other hides opens on the day when the other is detached, switched off or changed.",
  source: [
    "E7",
    "https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps_evaluation.html",
  ],
  findingFor,
} as const satisfies Claim;

function findingFor(organization: Organization): Finding {
  const trusting = trustAlone(organization);
  const ofTrust = masked(
    "the trust policy",
    examined(trusting, {
      questions: [
        ...questionsAbout(trusting, ({ effect, on }) => effect === "take" && isRoleOfPath(on)),
        ...hubBeyondItsTier(trusting),
      ],
    }),
  );
  if (!hasResourceGuardrails(organization)) return ofTrust;
  const guarded = resourceGuardrailsAlone(organization);
  return together(
    ofTrust,
    masked("the RCPs", examined(guarded, { questions: questionsAbout(guarded, isGuarded(organization)) })),
  );
}

/** RCPs bind resources of members, and of roles those that people take. */
function isGuarded({ managementAccount }: Organization): (row: ActRow, thing: ProtectedThing) => boolean {
  return ({ effect, on, action }, { name, account }) =>
    effect === "take" &&
    account !== managementAccount &&
    (on === "targetRole" ||
      (on === "hubRole" && action !== "sts:AssumeRoleWithSAML") ||
      (on === "pathRole" && incidentRoles.includes(name)));
}

function together(one: Finding, other: Finding): Finding {
  if (one.kind === "not-applicable" || other.kind === "not-applicable") return one;
  return outcomeOf(
    [one, other].flatMap((finding) => (finding.kind === "refuted" ? finding.counterexamples : [])),
    [one, other].flatMap((finding) => (finding.kind === "unknown" ? finding.missing : [])),
    {
      covered: one.covered,
      assumptions: [],
      evidence: [one, other].flatMap((finding) => (finding.kind === "proven" ? finding.evidence : [])),
      reported: [],
    },
  );
}
