import type { Claim } from "../claim";
import { findingFor } from "../question/finding";
import { questionsAbout } from "../nobody/questions";
import type { ActRow, ProtectedKind, ProtectedThing } from "../acts";
import { logKinds } from "../acts/kinds";

export const nobodyElseStopsOrBlindsTheLogs = {
  id: "nobody-else-stops-or-blinds-the-logs",
  about: "nobody-else",
  question: "Can nobody outside tier 0 stop the trail, touch what it wrote, or keep the log group from being read?",
  why: "What is not recorded alerts nobody and proves nothing afterwards.",
  source: ["E11", "https://docs.aws.amazon.com/awscloudtrail/latest/userguide/best-practices-security.html"],
  findingFor: (organization) => findingFor(organization, { questions: questionsAbout(organization, isMeant) }),
} as const satisfies Claim;

const kindsOfLogs: readonly ProtectedKind[] = [...logKinds, "metricFilter"];

/** Keys too, where logs are kept: a key that is gone takes what it encrypted along. */
function isMeant({ effect, on }: ActRow, thing: ProtectedThing): boolean {
  if (effect === "take" || effect === "pass") return false;
  const { kind } = thing.class.account;
  const isKeyOfLogs = (on === "key" || on === "keyAlias") && (kind === "management" || kind === "logArchive");
  return kindsOfLogs.includes(on) || isKeyOfLogs;
}
