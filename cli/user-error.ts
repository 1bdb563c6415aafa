/** Holds 0, does not hold 1, cannot tell or wrong usage 2: the same for every command. */
export const exitCodes = { holds: 0, doesNotHold: 1, cannotTell: 2 } as const;
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/** Something the user can put right: its message says what was found and how, and no stack trace follows. */
export class UserError extends Error {
  constructor(
    message: string,
    readonly exitCode: ExitCode = exitCodes.cannotTell,
    /** One for each thing that is wrong. */
    readonly parts: readonly string[] = [message],
  ) {
    super(message);
    this.name = "UserError";
  }
}
