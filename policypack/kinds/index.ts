import { identityKinds } from "./identity";
import type { KindRow } from "./kind";
import { observationKinds } from "./observation";
import { platformKinds } from "./platform";

const rows = { ...identityKinds, ...observationKinds, ...platformKinds } as const;
export type Kind = keyof typeof rows;

/** How one type token calls a kind and its properties. */
export interface Spelling {
  readonly kind: Kind;
  readonly dialect: "classic" | "native";
  readonly renamed: Readonly<Record<string, string>>;
}

export const kinds: Readonly<Record<Kind, KindRow>> = rows;

const byToken = new Map<string, Spelling>();
const byCloudFormation = new Map<string, Spelling>();

for (const [kind, { classic, native, renamed = {} }] of Object.entries(kinds) as [Kind, KindRow][]) {
  for (const token of classic) byToken.set(token, { kind, dialect: "classic", renamed: {} });
  if (native === undefined) continue;
  const spelling: Spelling = { kind, dialect: "native", renamed };
  byToken.set(native, spelling);
  byCloudFormation.set(native.replace("aws-native:", "aws::").replace(/(?<!:):(?!:)/, "::"), spelling);
}
const cloudFormationTypes = new Map([...byCloudFormation].map(([token, spelling]) => [token.toLowerCase(), spelling]));

export function spellingOf(token: string): Spelling | undefined {
  return byToken.get(token);
}

/** `AWS::IAM::Role`; the native provider's words differ from CloudFormation's in letter case only. */
export function spellingOfCloudFormation(type: string): Spelling | undefined {
  return cloudFormationTypes.get(type.toLowerCase());
}
