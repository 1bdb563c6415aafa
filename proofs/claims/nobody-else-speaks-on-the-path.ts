import type { Claim } from "../claim";
import { speakersIn } from "../nobody/speakers";

export const nobodyElseSpeaksOnThePath = {
  id: "nobody-else-speaks-on-the-path",
  about: "nobody-else",
  question:
    "Can nobody but declared senders put an incident's step or a heartbeat on the central bus, or publish to a topic of alerts?",
  why: "A forged approval silences the alert on an intruder, a forged heartbeat hides that events no longer arrive, and forged alerts drown the true one.",
  source: [
    "E9",
    "E10",
    "E12",
    "https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-conditions.html",
    "https://docs.aws.amazon.com/sns/latest/dg/sns-access-policy-use-cases.html",
  ],
  findingFor: speakersIn,
} as const satisfies Claim;
