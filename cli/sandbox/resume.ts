import { findResource, type Aws } from "../../sandbox/aws";
import { pendingOperations, type PendingOperation, type StackExport } from "../../sandbox/engine";
import type { Engine } from "../engines/types";
import { exitCodes, UserError } from "../user-error";
import { accountsOfProviders } from "./counts";

/** An operation that a killed run had begun, and what AWS says of it. */
export interface Interrupted {
  readonly operation: PendingOperation;
  /** Of a creation: the id under which AWS has it, if it does. */
  readonly id: string | undefined;
}

interface Choice {
  readonly importPendingCreates?: boolean;
  readonly keep?: string;
}

/**
 * Settles what an interrupted run left, before the update goes on. What AWS has made is adopted only when asked for, as
 * with `pulumi refresh --import-pending-creates`; without being asked the run ends here, so that nothing is made twice.
 */
export async function settlePending(
  engine: Engine,
  aws: Aws,
  state: StackExport | undefined,
  choice: Choice,
): Promise<void> {
  const interrupted = interruptedIn(state, aws);
  if (interrupted.length === 0) return;
  process.stderr.write(`${listOf(interrupted)}\n`);
  const creates = interrupted.filter(({ operation }) => operation.type === "creating");
  const made = creates.filter(({ id }) => id !== undefined);
  if (made.length > 0 && choice.importPendingCreates !== true) {
    throw new UserError(
      `AWS has ${made.length} of them. Adopt what it has and go on:\n` +
        `  npm start -- --keep ${choice.keep ?? "<dir>"} --import-pending-creates`,
    );
  }
  if (creates.length === 0) return;
  const ids = Object.fromEntries(creates.map(({ operation, id }) => [operation.resource.urn, id ?? neverMade]));
  const outcome = await engine.importPending(ids);
  if (!outcome.ok) {
    const errors = outcome.diagnostics.filter(({ severity }) => severity === "error");
    throw new UserError(
      ["Adopting failed.", ...errors.map(({ message }) => message)].join("\n"),
      exitCodes.doesNotHold,
    );
  }
  const adopted = outcome.steps.filter(({ kind }) => kind === "import").length;
  process.stderr.write(`Adopted ${adopted}; the update makes the rest.\n`);
}

/** An id that AWS gives to nothing: reading it tells the engine that there is nothing to adopt. */
const neverMade = "never-made";

export function interruptedIn(state: StackExport | undefined, aws: Aws): readonly Interrupted[] {
  if (state === undefined) return [];
  const accounts = accountsOfProviders(state.deployment.resources ?? []);
  return pendingOperations(state).map((operation) => {
    const { type, custom, provider = "", inputs = {} } = operation.resource;
    const account = accounts.get(provider.slice(0, Math.max(0, provider.lastIndexOf("::"))));
    const isMade = operation.type === "creating" && custom && account !== undefined;
    return { operation, id: isMade ? findResource(aws, type, inputs, account) : undefined };
  });
}

export function listOf(interrupted: readonly Interrupted[]): string {
  const lines = interrupted.map(
    ({ operation, id }) =>
      `- ${operation.resource.urn}\n  interrupted while ${operation.type}; ${verdictOn(operation, id)}`,
  );
  const operations = interrupted.length === 1 ? "1 operation is" : `${interrupted.length} operations are`;
  return [`The last run was interrupted; ${operations} pending:`, ...lines].join("\n");
}

function verdictOn({ type, resource }: PendingOperation, id: string | undefined): string {
  if (type !== "creating") return "the next update looks at it again";
  if (!resource.custom || resource.type.startsWith("pulumi:")) return "it exists in the state alone";
  return id === undefined ? "AWS does not have it" : `AWS has it: ${id}`;
}
