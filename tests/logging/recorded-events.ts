import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { SettledFacts } from "../../rulebook";
import { sandboxFacts } from "../rulebook/sandbox-facts";

/** A row of the fixtures' index. */
export interface Recorded {
  readonly file: string;
  readonly use:
    "emergency-sign-in" | "emergency-assume" | "emergency-activity" | "failed-attempt" | "tamper" | "benign";
}

/** CloudTrail's record: in the log group it stands without EventBridge's envelope. */
export type CloudTrailRecord = Readonly<Record<string, unknown>>;

const folder = join(__dirname, "../fixtures/cloudtrail");

export const recorded = read("index.json") as readonly Recorded[];

export function recordOf(file: string): CloudTrailRecord {
  return (read(file) as { readonly detail: CloudTrailRecord }).detail;
}

/** The sandbox's organization with the account ids of the fixtures. */
export const fixtureFacts: SettledFacts = {
  ...sandboxFacts,
  organization: { ...sandboxFacts.organization, managementAccountId: "111111111111" },
  emergencyAccount: { mode: "given", id: "222222222222" },
  accounts: { ...sandboxFacts.accounts, logArchive: "333333333333", security: "444444444444" },
};

function read(file: string): unknown {
  return JSON.parse(readFileSync(join(folder, file), "utf8"));
}
