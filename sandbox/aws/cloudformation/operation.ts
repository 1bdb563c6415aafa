import { AwsError } from "../errors";

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_StackSetOperationPreferences.html */
export interface OperationPreferences {
  readonly failureToleranceCount?: number | undefined;
  readonly failureTolerancePercentage?: number | undefined;
  readonly maxConcurrentCount?: number | undefined;
  readonly maxConcurrentPercentage?: number | undefined;
  readonly concurrencyMode?: string | undefined;
  readonly regionConcurrencyType?: string | undefined;
  readonly regionOrders?: readonly string[] | undefined;
}

/** The work on one account in one Region: the reason of its failure, or undefined. */
export type Work = (accountId: string, region: string) => string | undefined;

const cancelled = "Cancelled since failure tolerance has exceeded";

/**
 * Region after Region, as many accounts at a time as the preferences allow. More failures in a Region than are
 * tolerated fail the operation, and whatever had not begun is cancelled.
 */
export function runOperation(
  targets: readonly { readonly accountId: string; readonly region: string }[],
  preferences: OperationPreferences,
  work: Work,
  cancel: (accountId: string, region: string, reason: string) => void,
): void {
  const failures: string[] = [];
  let exceeded = false;
  for (const region of regionsInOrder(targets, preferences)) {
    const accounts = targets.filter((target) => target.region === region).map(({ accountId }) => accountId);
    const tolerated = toleratedFailures(accounts.length, preferences);
    const atATime = concurrency(accounts.length, tolerated, preferences);
    let failed = 0;
    for (let start = 0; start < accounts.length; start += atATime) {
      for (const accountId of accounts.slice(start, start + atATime)) {
        if (exceeded) {
          cancel(accountId, region, cancelled);
          continue;
        }
        const reason = work(accountId, region);
        if (reason === undefined) continue;
        failed += 1;
        failures.push(`Account (${accountId}), Region (${region}), FAILED: ${reason}`);
      }
      exceeded ||= failed > tolerated;
    }
  }
  if (exceeded) throw new OperationFailed(failures);
}

/** The operation ended FAILED; its StackSet keeps what succeeded. */
export class OperationFailed extends AwsError {
  constructor(failures: readonly string[]) {
    const shown = failures.slice(0, 5);
    const more = failures.length > shown.length ? `; and ${failures.length - shown.length} more` : "";
    super(
      "OperationFailed",
      `unexpected state 'FAILED', wanted target 'SUCCEEDED'. last error: Operation Results: ${shown.join("; ")}${more}`,
    );
  }
}

function toleratedFailures(
  accounts: number,
  { failureToleranceCount, failureTolerancePercentage }: OperationPreferences,
): number {
  return failureToleranceCount ?? Math.floor((accounts * (failureTolerancePercentage ?? 0)) / 100);
}

/** STRICT_FAILURE_TOLERANCE lets no more than one account beyond the tolerance work at the same time. */
function concurrency(
  accounts: number,
  tolerated: number,
  { maxConcurrentCount, maxConcurrentPercentage, concurrencyMode }: OperationPreferences,
): number {
  const wanted =
    maxConcurrentCount ??
    (maxConcurrentPercentage === undefined ? 1 : Math.floor((accounts * maxConcurrentPercentage) / 100));
  const allowed = concurrencyMode === "SOFT_FAILURE_TOLERANCE" ? wanted : Math.min(wanted, tolerated + 1);
  return Math.max(1, allowed);
}

function regionsInOrder(
  targets: readonly { readonly region: string }[],
  { regionOrders = [] }: OperationPreferences,
): readonly string[] {
  const regions = [...new Set(targets.map(({ region }) => region))];
  return [
    ...regionOrders.filter((region) => regions.includes(region)),
    ...regions.filter((region) => !regionOrders.includes(region)),
  ];
}
