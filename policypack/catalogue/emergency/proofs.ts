import { proofFindings } from "../../judge/proof";
import type { StackRule } from "../../rule";
import { names } from "../examples";

/** What the stack does as a whole, where the other rules judge how its parts are written. */
export const proofRules = [
  {
    id: "prove-the-landing-zone",
    family: "break-glass",
    scope: "stack",
    severity: "critical",
    kinds: "every",
    title: "The way in works and nobody else has it, by every claim",
    stops: "Parts that are each in order can together lock the responders out, or let somebody else in",
    source: "https://docs.aws.amazon.com/wellarchitected/latest/security-pillar/sec_permissions_emergency_process.html",
    requirements: ["E2", "E6", "E7"],
    frameworks: { wellArchitected: "SEC03-BP03", nist: "CA-2" },
    fix: "Put right what the counterexample names; `lifeline prove` shows the request and the chain of statements",
    findingsFor: (_subjects, law, own) => proofFindings(own, law),
    good: [{ type: "aws:sns/topic:Topic", properties: { name: names.socTopic } }],
    bad: [{ type: "aws:sns/topic:Topic", properties: { name: names.socTopic }, landingZone: true }],
  },
] as const satisfies readonly StackRule[];
