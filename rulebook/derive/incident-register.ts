import type { SettledFacts } from "../facts";
import type { Rulebook } from "../rulebook";
import { registerKeyFor, type EncryptionKey } from "./security-account-keys";

/** The table of incidents. */
export interface IncidentRegister {
  readonly name: string;
  readonly region: string;
  readonly key: EncryptionKey;
  readonly partitionKey: string;
  readonly sortKey: string;
  /** Rows that carry it end by themselves: those against doing a thing twice, never an incident. */
  readonly expiryAttribute: string;
  /** How far back the table can be restored, at most 35. */
  readonly recoveryDays: number;
}

export function incidentRegisterFor(rulebook: Rulebook, facts: SettledFacts): IncidentRegister {
  return {
    name: rulebook.names.register,
    region: facts.regions.home,
    key: registerKeyFor(rulebook, facts),
    partitionKey: "pk",
    sortKey: "sk",
    expiryAttribute: "expires",
    // https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Point-in-time-recovery.html
    recoveryDays: 35,
  };
}
