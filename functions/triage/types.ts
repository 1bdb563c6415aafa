import type { Tier, TriageSettings } from "../../rulebook";

export type { Tier, TriageSettings };

/** What an event is. */
export type Kind =
  | "sign-in"
  | "failed-attempt"
  | "switch"
  | "assume"
  | "activity"
  | "credential-change"
  | "squatting"
  | "tamper"
  | "register-change"
  | "automation"
  | "heartbeat"
  | "incident"
  | "unrelated"
  | "unknown";

/** What is done about it. */
export type Verdict = "alert" | "record" | "escalate" | "digest" | "heartbeat" | "ignore";

/** What an incident must cover for a use to be one of a declared emergency. */
export type Place =
  | { readonly kind: "target"; readonly account: string; readonly tier: Tier }
  | { readonly kind: "hub"; readonly tier: Tier }
  /** In the emergency account, before a tier is chosen. */
  | { readonly kind: "sign-in" }
  /** The roles that declare, approve and close: taking one is what a responder must do to be covered. */
  | { readonly kind: "incident-role"; readonly step: "declare" | "approve" | "close" };

/** Who acted, as far as the event itself says. A session name is shown and never believed. */
export interface Actor {
  readonly label: string;
  /** Proven by this event alone: ARN of the user, or subject of the identity provider. */
  readonly person: string | undefined;
  /** Access key the call was made with; the register may know whose session it is. */
  readonly usedKey: string | undefined;
  /** Access key of the session that this call issued. */
  readonly issuedKey: string | undefined;
}

/** One event, read. */
export interface Sighting {
  readonly kind: Kind;
  /** What was recognised, a half sentence. */
  readonly what: string;
  readonly eventId: string;
  /** The same on both sides of a call across accounts. */
  readonly useId: string;
  /** Milliseconds since 1970; undefined where the event has no readable time. */
  readonly at: number | undefined;
  readonly account: string;
  readonly region: string;
  readonly call: string;
  readonly ip: string;
  readonly error: string | undefined;
  readonly role: string | undefined;
  readonly actor: Actor;
  readonly place: Place | undefined;
  /** Reasons to alert whatever is declared. */
  readonly alarms: readonly string[];
  /** One thread of messages for each session. */
  readonly thread: string;
  /** Begins a session: alerts anew even in a thread that has been told already. */
  readonly opens: boolean;
  /** The second path has counted it as a use. */
  readonly counted: boolean;
}

/** A row of the register. `body` is plain JSON. */
export interface Row {
  readonly pk: string;
  readonly sk: string;
  readonly body: Fields;
  readonly version: number;
  /** Seconds since 1970, on idempotency rows only. */
  readonly expires?: number;
}

export type Fields = Readonly<Record<string, unknown>>;

export type Write =
  | { readonly do: "put"; readonly row: Row; readonly only: "new" | "unchanged" | "always"; readonly loose?: true }
  | { readonly do: "delete"; readonly pk: string; readonly sk: string; readonly version?: number };

export type Lookup =
  | { readonly pk: string; readonly sk: string }
  | { readonly pk: string; readonly first: number; readonly descending?: true };

/** What of the register a decision may know. A lookup that is not there counts as nothing found, which alerts. */
export type RegisterView =
  | { readonly reachable: true; readonly rows: ReadonlyMap<string, readonly Row[]> }
  | { readonly reachable: false; readonly why: string };

export interface Message {
  /** Somebody must look now. */
  readonly page: boolean;
  readonly subject: string;
  readonly text: string;
  /** The same for machines. */
  readonly attributes: Readonly<Record<string, string>>;
}

export interface Measure {
  readonly name: "HandledUses" | "Alerts" | "HeartbeatReceived" | "CanaryReceived" | "TriageFailures";
  readonly region?: string;
}

export interface Decision {
  readonly verdict: Verdict;
  readonly kind: Kind;
  readonly reason: string;
  readonly messages: readonly Message[];
  /** Before the messages. */
  readonly writes: readonly Write[];
  /** After the messages are out. */
  readonly after: readonly Write[];
  readonly measures: readonly Measure[];
}
