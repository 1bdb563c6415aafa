import { keysOf } from "../../iam";
import type { Claim } from "../claim";
import type { Organization } from "../model/organization";
import { findingFor } from "../question/finding";
import type { Question } from "../question/question";
import { maintenanceQuestionsFor } from "../maintenance/deployers";
import { stackSetQuestionsFor } from "../maintenance/stack-sets";
import { incidentQuestionsFor } from "../way-in/incident-steps";
import { operatingQuestionsFor } from "../way-in/operating";
import { samlProviderOf } from "../way-in/people";
import { walksBy } from "../way-in/walks";

export const regionGuardrailSparesThePath = {
  id: "region-guardrail-spares-the-path",
  about: "way-in",
  question:
    "Do the SCPs and RCPs that deny Regions spare every step in, every step of an incident, and whoever keeps the path, in every Region in use?",
  why: "A Region guardrail that forgets sts, signin or StackSets locks out the path, and is noticed in the emergency.",
  source: ["G1", "https://docs.aws.amazon.com/controltower/latest/controlreference/primary-region-deny-policy.html"],
  findingFor: (organization) =>
    deniesRegions(organization)
      ? findingFor(organization, { questions: questionsFor(organization) })
      : { kind: "not-applicable", reason: "No SCP and no RCP of any account asks for aws:RequestedRegion." },
} as const satisfies Claim;

function deniesRegions({ classes }: Organization): boolean {
  const policies = new Set(classes.flatMap(({ scps, rcps }) => [...scps.flat(), ...rcps.flat()]));
  // One that nobody can read may ask for it.
  return keysOf([...policies]).has("aws:requestedregion") || [...policies].some(({ opaque }) => opaque !== undefined);
}

function questionsFor(organization: Organization): readonly Question[] {
  const ways = [
    "console",
    "command-line",
    ...(samlProviderOf(organization) === undefined ? [] : ["saml" as const]),
  ] as const;
  return [
    ...ways.flatMap((way) => walksBy(way, organization).walks.flatMap(({ steps }) => steps)),
    ...operatingQuestionsFor(organization),
    ...incidentQuestionsFor(organization),
    ...stackSetQuestionsFor(organization),
    ...maintenanceQuestionsFor(organization),
  ];
}
