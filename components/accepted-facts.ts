import * as pulumi from "@pulumi/pulumi";
import type { Facts } from "../rulebook";

type Judged =
  | { readonly ok: true; readonly facts: Facts; readonly warnings: readonly string[] }
  | { readonly ok: false; readonly message: string };

/** The facts, with their warnings shown; or the end of the run, before any resource and without a stack trace. */
export function acceptedFacts(judged: Judged): Facts {
  if (!judged.ok) throw new pulumi.RunError(judged.message);
  for (const warning of judged.warnings) void pulumi.log.warn(warning);
  return judged.facts;
}
