import { assumptions, claims, prove, type Claim } from "../../proofs";
import { UserError, type ExitCode } from "../user-error";
import { jsonOf } from "./json";
import { pageFor } from "./page";
import { assertWritable, writePage } from "./page-file";
import { organizationOf, type StateSource } from "./source";
import { textOf } from "./text";
import { together } from "./together";
import { unknownActionLines } from "./unknown-actions";

export interface ProveOptions {
  readonly state?: string;
  readonly stack?: string;
  readonly preview?: string;
  readonly snapshot?: string;
  readonly claim?: readonly string[];
  readonly html?: string;
  readonly json?: true;
}

/** Exit codes: 0 every claim is proven, under assumptions or without; 1 one is refuted; 2 one is unknown. */
export function runProve(options: ProveOptions): ExitCode {
  const { claim, html, preview, snapshot } = options;
  const today = new Date().toISOString().slice(0, 10);
  const [organization, , asked] = together(
    () => organizationOf({ state: sourceOf(options), preview, snapshot, isDeployed: true }),
    () => html !== undefined && assertWritable(html),
    () => claimsFor(claim),
  );
  const proved = prove(organization, asked, { today, assumptions });
  const proof = { ...proved, outside: [...proved.outside, ...unknownActionLines(organization)] };
  if (html !== undefined) writePage(html, pageFor(proof, today));
  process.stdout.write(options.json === true ? `${JSON.stringify(jsonOf(proof, today))}\n` : textOf(proof, today));
  if (html !== undefined && options.json !== true) process.stdout.write(`\n${html} written.\n`);
  return proof.exitCode;
}

function sourceOf({ state, stack }: ProveOptions): StateSource {
  if (state !== undefined && stack !== undefined) {
    throw new UserError("--state and --stack: two sources of one state. Give one of them.");
  }
  if (state !== undefined) return { file: state, option: "--state" };
  if (stack !== undefined) return { stack };
  throw new UserError(
    "Nothing to prove: give --state FILE with the output of `pulumi stack export` (also of a stack that was never updated), or --stack NAME.",
  );
}

function claimsFor(ids: readonly string[] | undefined): readonly Claim[] {
  if (ids === undefined) return claims;
  const unknown = ids.filter((id) => claims.every((claim) => claim.id !== id));
  if (unknown.length === 0) return claims.filter(({ id }) => ids.includes(id));
  const told = unknown.map((id) => `--claim ${id}: there is no such claim.`);
  throw new UserError([...told, "There are:", ...claims.map(({ id }) => `- ${id}`)].join("\n"));
}
