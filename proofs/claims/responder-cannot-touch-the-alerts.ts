import { alertKinds } from "../acts/kinds";
import type { Claim } from "../claim";
import { limitsOn } from "../limits/limits";
import { findingFor } from "../question/finding";

export const responderCannotTouchTheAlerts = {
  id: "responder-cannot-touch-the-alerts",
  about: "responder-limits",
  question:
    "Can nobody of the emergency path disarm a rule, bus, queue, topic, key, alarm or schedule, nor write to the register?",
  why: "The first thing a stolen session does is to make nobody hear of it.",
  source: [
    "E9",
    "E11",
    "https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoneventbridge.html",
  ],
  findingFor: (organization) => findingFor(organization, limitsOn([...alertKinds, "metricFilter"], organization)),
} as const satisfies Claim;
