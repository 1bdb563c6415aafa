import { writeFileSync } from "node:fs";
import { assumptions, claims, prove, type Claim, type Proof } from "../../proofs";
import { UserError, type ExitCode } from "../user-error";
import { jsonOf } from "./json";
import { pageFor } from "./page";
import { organizationOf, type StateSource } from "./source";
import { textOf } from "./text";
import { unknownActionLines } from "./unknown-actions";

export interface ProveOptions {
  readonly state?: string;
  readonly stack?: string;
  readonly preview?: string;
  readonly snapshot?: string;
  readonly claim?: string;
  readonly html?: string;
  readonly json?: true;
}

/** Exit codes: 0 every claim is proven, under assumptions or without; 1 one is refuted; 2 one is unknown. */
export function runProve(options: ProveOptions): ExitCode {
  const source = sourceOf(options);
  const asked = claimsFor(options.claim);
  const today = new Date().toISOString().slice(0, 10);
  const organization = organizationOf(source, options.preview, options.snapshot);
  const proved = prove(organization, asked, { today, assumptions });
  const proof = { ...proved, outside: [...proved.outside, ...unknownActionLines(organization)] };
  if (options.html !== undefined) writePage(options.html, proof, today);
  process.stdout.write(options.json === true ? `${JSON.stringify(jsonOf(proof, today))}\n` : textOf(proof, today));
  if (options.html !== undefined && options.json !== true) process.stdout.write(`\n${options.html} written.\n`);
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

function claimsFor(id: string | undefined): readonly Claim[] {
  if (id === undefined) return claims;
  const found = claims.filter((claim) => claim.id === id);
  if (found.length > 0) return found;
  throw new UserError(
    [`--claim ${id}: there is no such claim. There are:`, ...claims.map((claim) => `- ${claim.id}`)].join("\n"),
  );
}

function writePage(file: string, proof: Proof, today: string): void {
  try {
    writeFileSync(file, pageFor(proof, today));
  } catch (error) {
    throw new UserError(`--html ${file}: cannot be written: ${(error as Error).message}`);
  }
}
