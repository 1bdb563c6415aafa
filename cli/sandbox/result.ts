import type { EngineName } from "../engines/types";
import type { AccountRoles } from "./accounts";
import type { Attempt } from "./attempts";
import type { AccountCount } from "./counts";
import type { ReplayCase } from "./replay";
import type { Route } from "./way-in";

/** What a run of the sandbox found; the object of `--json` is a part of it. */
export interface SandboxResult {
  readonly engine: EngineName;
  readonly engineTitle: string;
  readonly organizationId: string;
  readonly accounts: readonly AccountRoles[];
  /** Everything in the state but the stack itself; does not grow with the accounts. */
  readonly managedResources: number;
  /** Roles that StackSets made in member accounts; grows with the accounts. */
  readonly targetRoles: number;
  readonly preview: { readonly create: number; readonly byAccount: readonly AccountCount[] };
  readonly update: { readonly create: number };
  readonly secondUpdate: { readonly changes: number };
  /** What somebody tried who must not get in: every one must be refused. */
  readonly attempts: readonly Attempt[];
  /** What must work, in the same documents: every one must be allowed. */
  readonly contrast: readonly Attempt[];
  /** The played emergency, scene by scene: every outcome must be the expected one. */
  readonly replay: readonly ReplayCase[];
  readonly route: Route | undefined;
  readonly tiersByAccount: Readonly<Record<string, readonly string[]>>;
  /** Of a stack that has made its emergency account only: what to do next. */
  readonly nextStep: string | undefined;
  readonly warnings: readonly string[];
  readonly seconds: {
    readonly preview: number;
    readonly update: number;
    readonly secondUpdate: number;
    readonly total: number;
  };
}

export function jsonOf(result: SandboxResult): object {
  const { engine, accounts, managedResources, targetRoles, preview, update, secondUpdate } = result;
  return {
    engine,
    accounts: accounts.length,
    managedResources,
    targetRoles,
    preview: { create: preview.create },
    update,
    secondUpdate,
    attempts: result.attempts,
    contrast: result.contrast,
    replay: result.replay,
    warnings: result.warnings,
    seconds: result.seconds,
  };
}

/** What does not hold, one line each; nothing when all does. */
export function faultsOf({ attempts, contrast, replay, secondUpdate, nextStep }: SandboxResult): readonly string[] {
  const isComplete = nextStep === undefined;
  return [
    ...(isComplete && attempts.length === 0 ? ["nothing could be tried: no active account has a target role"] : []),
    ...(isComplete && contrast.length === 0 ? ["no way in could be tried: no responder has a tier of an account"] : []),
    ...(isComplete && replay.length === 0 ? ["no emergency could be played: no responder, or no triage function"] : []),
    ...(secondUpdate.changes === 0 ? [] : [`the second update changed ${secondUpdate.changes} resources`]),
    ...attempts
      .filter(({ verdict }) => verdict !== "explicitDeny" && verdict !== "implicitDeny")
      .map(({ who, action, target, verdict, by }) => `${who}: ${action} on ${target} is ${verdict} (${by})`),
    ...contrast
      .filter(({ verdict }) => verdict !== "allowed")
      .map(
        ({ who, action, target, verdict, by }) =>
          `${who}: ${action} on ${target} must be allowed, is ${verdict} (${by})`,
      ),
    ...replay
      .filter(({ expected, outcome }) => outcome !== expected)
      .map(({ case: title, expected, outcome }) => `played: ${title}: expected ${expected}, found ${outcome}`),
  ];
}
