import { pathKinds } from "../acts/kinds";
import type { Claim } from "../claim";
import { limitsOn } from "../limits/limits";
import { findingFor } from "../question/finding";

export const responderCannotTouchThePath = {
  id: "responder-cannot-touch-the-path",
  about: "responder-limits",
  question:
    "Can nobody of the emergency path change it, or take a role that is not his: but Management, whose every call alerts on both paths?",
  why: "An hour of access must not become a way in that lasts, nor lock the others out.",
  source: [
    "E7",
    "https://docs.aws.amazon.com/wellarchitected/latest/security-pillar/sec_permissions_emergency_process.html",
  ],
  findingFor: (organization) =>
    findingFor(
      organization,
      limitsOn([...pathKinds, "deployerRole", "executionRole", "serviceLinkedRole"], organization),
    ),
} as const satisfies Claim;
