import { exitCodes, UserError } from "../user-error";

type Values<T extends readonly (() => unknown)[]> = { -readonly [Index in keyof T]: ReturnType<T[Index]> };

/** All of them are tried, so that whoever gave several wrong things reads of all at once. */
export function together<const T extends readonly (() => unknown)[]>(...tries: T): Values<T> {
  const wrong: string[] = [];
  const values = tries.map((attempt) => {
    try {
      return attempt();
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      wrong.push(...error.parts);
      return undefined;
    }
  });
  const parts = [...new Set(wrong)];
  if (parts.length > 0) throw new UserError(parts.join("\n"), exitCodes.cannotTell, parts);
  return values as Values<T>;
}
