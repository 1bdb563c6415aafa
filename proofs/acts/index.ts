import type { ActRow } from "./act";
import { archiveActs } from "./archive";
import { eventActs } from "./events";
import { identityActs } from "./identities";
import { keyActs } from "./keys";
import { logActs } from "./logs";
import { messageActs } from "./messages";
import { organizationActs } from "./organization";
import { triageActs } from "./triage";

export type { ActEffect, ActRow, ProtectedKind, RecordedCall } from "./act";
export { heardOf, type Heard } from "../hearing/heard-of";
export { actOn } from "./act-on";
export type { DeliveredEvent } from "./delivered-call";
export { eventOf, refusedEventOf } from "./event";
export { leftOut, type LeftOut } from "./left-out";
export { protectedThings, type ProtectedThing } from "./protected-things";

/** What can be done to each kind of protected thing; `left-out.ts` says which calls are no rows, and why. */
export const acts: readonly ActRow[] = [
  ...identityActs,
  ...eventActs,
  ...messageActs,
  ...keyActs,
  ...triageActs,
  ...logActs,
  ...archiveActs,
  ...organizationActs,
];
