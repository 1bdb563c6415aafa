import { alertKinds } from "../acts/kinds";
import type { Claim } from "../claim";
import { nobodyElse } from "../nobody/claim";

export const nobodyElseDisarmsTheAlerts = {
  id: "nobody-else-disarms-the-alerts",
  about: "nobody-else",
  question: "Can nobody outside tier 0 disable, redirect, drain or drown what carries an alert, or forge the register?",
  why: "An alert that does not arrive, or that a forged approval silences, is no alert.",
  source: [
    "E9",
    "E10",
    "https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoneventbridge.html",
  ],
  findingFor: nobodyElse({
    effects: ["make", "change", "remove", "blind"],
    kinds: alertKinds,
  }),
} as const satisfies Claim;
