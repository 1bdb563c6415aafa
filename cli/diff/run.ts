import { assumptions, claims } from "../../proofs";
import { differenceOf } from "../../proofs/diff";
import { organizationOf, type Sources } from "../prove/source";
import { together } from "../prove/together";
import { UserError, type ExitCode } from "../user-error";
import { markdownFor } from "./markdown";

export interface DiffOptions {
  readonly before?: string;
  readonly after?: string;
  readonly preview?: string;
  readonly snapshot?: string;
  readonly json?: true;
  readonly markdown?: true;
}

/** Exit codes: 0 no claim got worse, 1 one did, 2 it cannot be told. */
export function runDiff(options: DiffOptions): ExitCode {
  const { before, after } = sidesOf(options);
  const [was, is] = together(
    () => organizationOf(before),
    () => organizationOf(after),
  );
  const today = new Date().toISOString().slice(0, 10);
  const { crowds, ...difference } = differenceOf(was, is, claims, { today, assumptions });
  const { scope, snapshotTaken } = is;
  const { exitCode } = difference;
  process.stdout.write(
    options.json === true
      ? `${JSON.stringify({ holds: exitCode === 0, today, scope, snapshotTaken, ...difference })}\n`
      : markdownFor({ ...difference, crowds }, is, today),
  );
  return exitCode;
}

function sidesOf({ before, after, preview, snapshot }: DiffOptions): Record<"before" | "after", Sources> {
  const wrong = [
    ...(before === undefined
      ? ["Nothing to compare with: give --before FILE with the output of `pulumi stack export`."]
      : []),
    ...((after === undefined) === (preview === undefined)
      ? ["Give what comes after once: --after FILE with a state, or --preview FILE laid over the one before."]
      : []),
  ];
  if (before === undefined || wrong.length > 0) throw new UserError(wrong.join("\n"));
  const state = { file: before, option: "--before" };
  return {
    before: { state, snapshot },
    after: after === undefined ? { state, preview, snapshot } : { state: { file: after, option: "--after" }, snapshot },
  };
}
