export { organizationFrom } from "./model/organization-from";
export { recordedFromPreview } from "./model/preview";
export type { Read, ReadIssue, Recorded, Registered } from "./model/recorded";
export { recordedFromRegistered } from "./model/registered";
export type { Snapshot } from "./model/snapshot";
export { snapshotFrom } from "./model/snapshot-reader";
export { recordedFromState } from "./model/state";
