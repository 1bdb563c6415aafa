import { snapshotOf } from "../../sandbox/aws";
import type { StackExport } from "../../sandbox/engine";
import { errorsOf, sandboxAws, updated } from "../program/landing-zone";

/** The program deployed to the sandbox's AWS, once more: what the fixture was made of. */
export async function freshLandingZone(): Promise<{ readonly state: StackExport; readonly snapshot: unknown }> {
  const aws = sandboxAws();
  const result = await updated(aws);
  if (!result.ok || result.state === undefined) throw new Error(errorsOf(result));
  return { state: result.state, snapshot: snapshotOf(aws) };
}
