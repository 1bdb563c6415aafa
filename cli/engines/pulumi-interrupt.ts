import type { EngineEvent as CliEvent } from "@pulumi/pulumi/automation";

/** How long the CLI may take to say that it has noticed an interruption itself. */
const grace = 1_000;

export interface Interrupt {
  /** For the Automation API, which sends the CLI a SIGINT. */
  readonly signal: AbortSignal;
  notice(event: CliEvent): void;
  close(): void;
}

/**
 * Ends the CLI's work once. Ctrl-C in a terminal reaches the CLI directly, as it does every process there, and a second
 * SIGINT would make it drop the operation under way instead of finishing and recording it.
 */
export function interruptFor(outer: AbortSignal | undefined): Interrupt {
  const inner = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  let isNoticed = false;
  const onAbort = (): void => {
    timer = setTimeout(() => {
      if (!isNoticed) inner.abort();
    }, grace);
  };
  outer?.addEventListener("abort", onAbort);
  return {
    signal: inner.signal,
    notice: ({ stdoutEvent }) => {
      if (stdoutEvent?.message.includes("received; cancelling") === true) isNoticed = true;
    },
    close: () => {
      outer?.removeEventListener("abort", onAbort);
      clearTimeout(timer);
    },
  };
}
