import type { Verdict } from "../../iam";

/** The chain of statements of a verdict, or what is missing in it. */
export function reasonsOf({ by, missing, unknownKeys }: Verdict): readonly string[] {
  return [
    ...by.map(({ kind, policy, statement }) => `${kind} ${policy}: ${statement}`),
    ...missing.map((kind) => `no ${kind} policy allows it`),
    ...(unknownKeys.length === 0 ? [] : [`hangs on ${unknownKeys.join(", ")}`]),
  ];
}
