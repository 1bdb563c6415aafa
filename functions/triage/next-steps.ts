import type { Kind } from "./types";

/** What whoever is paged does next, and where the runbook says more. */
export interface NextStep {
  readonly chapter: string;
  readonly steps: readonly string[];
}

const askThePerson =
  "Call the person named under Who on a number you already have; do not answer this message or trust the session's name.";
const stopThem =
  "Not theirs, or nobody answers: stop the responder in the emergency account and revoke the sessions of the role.";
const declareIt = "Theirs, and an emergency: have it declared and approved; this use is then linked to the incident.";

const use: NextStep = { chapter: "undeclared-use", steps: [askThePerson, declareIt, stopThem] };
const tampering: NextStep = {
  chapter: "tampering",
  steps: [
    "Find out whether this change was announced; a deployment of Lifeline is.",
    "If not: undo it with `pulumi up`, which puts back what was deployed, and revoke the session that did it.",
    "Until then count on the second path: this one may be blind.",
  ],
};

export const nextSteps: Readonly<Record<Kind, NextStep>> = {
  "sign-in": use,
  switch: use,
  assume: use,
  activity: use,
  "failed-attempt": {
    chapter: "failed-attempts",
    steps: [
      askThePerson,
      "Look for a success from the same address afterwards.",
      "Several users from one address: treat it as an attack.",
    ],
  },
  "credential-change": {
    chapter: "credential-change",
    steps: [
      "Find out who asked for it: credentials of responders change only by ceremony.",
      "If nobody did: remove what was added, stop the responder, and revoke the session that did it.",
    ],
  },
  squatting: {
    chapter: "squatting",
    steps: ["Find out who made it, and delete it: the name belongs to the emergency path.", stopThem],
  },
  tamper: tampering,
  "register-change": tampering,
  automation: { chapter: "automation", steps: ["Nothing, unless a line surprises you."] },
  heartbeat: { chapter: "heartbeats", steps: ["Find out who sends heartbeats: a forged one hides a broken path."] },
  incident: { chapter: "incidents", steps: ["See that it is what you know of; approve, refuse or close it."] },
  unrelated: { chapter: "unknown-events", steps: ["Nothing."] },
  unknown: {
    chapter: "unknown-events",
    steps: [
      "Read the event in CloudTrail by its id: triage could not tell what it is, so it might be anything.",
      stopThem,
    ],
  },
};
