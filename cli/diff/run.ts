import { assumptions, claims } from "../../proofs";
import { differenceOf } from "../../proofs/diff";
import { organizationOf } from "../prove/source";
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
export function runDiff({ before, after, preview, snapshot, json }: DiffOptions): ExitCode {
  if (before === undefined) {
    throw new UserError("Nothing to compare with: give --before FILE with the output of `pulumi stack export`.");
  }
  if ((after === undefined) === (preview === undefined)) {
    throw new UserError(
      "Give what comes after once: --after FILE with a state, or --preview FILE laid over the one before.",
    );
  }
  const was = organizationOf({ file: before, option: "--before" }, undefined, snapshot);
  const is =
    after === undefined
      ? organizationOf({ file: before, option: "--before" }, preview, snapshot)
      : organizationOf({ file: after, option: "--after" }, undefined, snapshot);
  const today = new Date().toISOString().slice(0, 10);
  const difference = differenceOf(was, is, claims, { today, assumptions });
  process.stdout.write(json === true ? `${JSON.stringify(difference)}\n` : markdownFor(difference, is, today));
  return difference.exitCode;
}
