import { protectedThings, type ProtectedKind } from "../acts";
import { logKinds } from "../acts/kinds";
import type { Claim } from "../claim";
import { limitsOn } from "../limits/limits";
import { findingFor } from "../question/finding";

const kinds: readonly ProtectedKind[] = logKinds;

export const responderCannotTouchTheLogs = {
  id: "responder-cannot-touch-the-logs",
  about: "responder-limits",
  question:
    "Can nobody of the emergency path stop, change or remove the trail, its log group, the archive or its objects?",
  why: "Who acts in an emergency must not be able to hide it.",
  source: ["E11", "https://docs.aws.amazon.com/awscloudtrail/latest/userguide/best-practices-security.html"],
  findingFor: (organization) =>
    protectedThings(organization).some(({ kind }) => kinds.includes(kind))
      ? findingFor(organization, limitsOn(kinds, organization))
      : {
          kind: "not-applicable",
          reason: "Another stack has trail and log archive: lifeline:logArchive.mode is existing.",
        },
} as const satisfies Claim;
