import type { EventTarget } from "../messaging-model";
import type { Where } from "../regional";
import type { BusEvent } from "./bus-event";

/** How far an event has come: EventBridge forwards it to one other account and one other Region, no further. */
export interface Hops {
  readonly accounts: number;
  readonly regions: number;
}

/** An event on its way from a rule to one of its targets. */
export interface Leg {
  /** Of the rule. */
  readonly where: Where;
  readonly ruleArn: string;
  readonly target: EventTarget;
  readonly event: BusEvent;
  readonly hops: Hops;
}
