import type { Claim } from "../claim";
import { findingFor } from "../question/finding";
import { remainingInEveryMode } from "../way-in/remaining";
import { untoldSignIn } from "../way-in/sign-in-policies";

export const noStepNeedsWhatIsDown = {
  id: "no-step-needs-what-is-down",
  about: "way-in",
  question:
    "In each failure mode, is there a way into every target role of which no step needs the identity provider, Identity Center, a Region, a control plane, the pipeline or the state backend that is down?",
  why: "Emergency access that shares a dependency with normal access fails with it.",
  source: [
    "E2",
    "E15",
    "E16",
    "E17",
    "E18",
    "https://docs.aws.amazon.com/wellarchitected/latest/security-pillar/sec_permissions_emergency_process.html",
  ],
  findingFor: (organization) =>
    findingFor(organization, {
      ...remainingInEveryMode(organization),
      assumptions: ["sign-in-needs-no-other-region", "responders-have-mfa-devices", ...untoldSignIn(organization)],
    }),
} as const satisfies Claim;
