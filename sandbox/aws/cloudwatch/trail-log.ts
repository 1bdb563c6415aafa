import { compileFilterPattern, matchesFilter, type FilterPattern } from "../../../events";
import { arnParts } from "../arns";
import { callerVerdict } from "../authorization/resource-policy";
import { canAssume } from "../authorization/services";
import { tell, type Live } from "../events/live";
import type { Trail } from "../observation-model";
import type { Plain } from "../thing";
import { allRegional, regionalIn, type Where } from "../regional";
import { logGroupArn, trailArn } from "../regional-arns";

/** A record of CloudTrail: what stands under `detail` in an event of EventBridge. */
export type TrailRecord = Readonly<Record<string, unknown>>;

/**
 * Writes a record into the log groups of the trails that see it, minutes after it happened, and counts what their metric
 * filters match. https://docs.aws.amazon.com/awscloudtrail/latest/userguide/send-cloudtrail-events-to-cloudwatch-logs.html
 */
export function writeToTrails(live: Live, record: TrailRecord): void {
  for (const { resources, ...where } of allRegional(live.aws)) {
    for (const trail of Object.values(resources.trails)) {
      if (trail.cloudWatchLogsGroupArn === undefined || !sees(live, where, trail, record)) continue;
      const from = trailArn(where, trail.name);
      const fault = writeFault(live, trail, from, where);
      const outcome = fault === undefined ? "delivered" : "lost";
      const to = trail.cloudWatchLogsGroupArn;
      tell(live, { what: String(record["eventID"]), from, to, outcome, reason: fault ?? "" });
      if (fault === undefined) count(live, placeOf(to), record);
    }
  }
}

function sees({ aws }: Live, where: Where, trail: Trail, record: TrailRecord): boolean {
  const account = String(record["recipientAccountId"]);
  const ofAccount = account === where.accountId || (trail.isOrganizationTrail && aws.accounts[account] !== undefined);
  const ofRegion = trail.isMultiRegionTrail || record["awsRegion"] === where.region;
  return trail.isLogging && ofAccount && ofRegion && isSelected(trail, record);
}

/** Without selectors a trail has every management event. */
function isSelected({ eventSelectors, advancedEventSelectors }: Trail, record: TrailRecord): boolean {
  const isRead = record["readOnly"] === true;
  if (advancedEventSelectors.length > 0) {
    return advancedEventSelectors.some((selector) =>
      fieldsOf(selector)["fieldSelectors"] instanceof Array
        ? (fieldsOf(selector)["fieldSelectors"] as readonly Plain[]).every((field) => fits(fieldsOf(field), isRead))
        : false,
    );
  }
  if (eventSelectors.length === 0) return true;
  return eventSelectors.map(fieldsOf).some(({ includeManagementEvents, readWriteType = "All" }) => {
    const wanted = readWriteType === "All" || (readWriteType === "ReadOnly") === isRead;
    return includeManagementEvents !== false && wanted;
  });
}

/** Of an advanced selector: the category must be management events, and reads or writes as it says. */
function fits(field: Readonly<Record<string, Plain>>, isRead: boolean): boolean {
  const values = Array.isArray(field["equals"]) ? field["equals"] : [];
  if (field["field"] === "eventCategory") return values.includes("Management");
  return field["field"] === "readOnly" && values.includes(String(isRead));
}

function fieldsOf(value: Plain): Readonly<Record<string, Plain>> {
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? (value as Readonly<Record<string, Plain>>)
    : {};
}

function writeFault({ aws }: Live, trail: Trail, arn: string, where: Where): string | undefined {
  const groupArn = trail.cloudWatchLogsGroupArn ?? "";
  const { where: groupWhere, name } = placeOf(groupArn);
  if (regionalIn(aws, groupWhere).logGroups[name] === undefined) return `ResourceNotFoundException: ${groupArn}`;
  const role = trail.cloudWatchLogsRoleArn ?? "";
  const context = { "aws:SourceArn": arn, "aws:SourceAccount": where.accountId };
  if (!canAssume(aws, "cloudtrail.amazonaws.com", role, context))
    return `cloudtrail.amazonaws.com cannot assume ${role}`;
  const stream = `${logGroupArn(groupWhere, name)}:log-stream:${where.accountId}_CloudTrail_${where.region}`;
  const request = { resource: stream, accountId: groupWhere.accountId, policy: undefined, context: {} };
  const verdict = callerVerdict(aws, { arn: role, context: {} }, { action: "logs:PutLogEvents", ...request });
  return verdict.decision === "allowed" ? undefined : `AccessDenied: ${role} may not logs:PutLogEvents to ${stream}`;
}

/** `arn:aws:logs:eu-central-1:100000000001:log-group:/lifeline/trail:*` */
function placeOf(groupArn: string): { readonly where: Where; readonly name: string } {
  const parts = arnParts(groupArn);
  const where = { accountId: parts?.account ?? "", region: parts?.region ?? "" };
  return { where, name: (parts?.resource ?? "").replace(/^log-group:/, "").replace(/:\*$/, "") };
}

function count(
  live: Live,
  { where, name }: { readonly where: Where; readonly name: string },
  record: TrailRecord,
): void {
  const at = live.aws.clock;
  const dimensions = { LogGroupName: name };
  live.metrics.push({ ...where, namespace: "AWS/Logs", name: "IncomingLogEvents", dimensions, at, value: 1 });
  const filters = Object.values(regionalIn(live.aws, where).metricFilters);
  for (const { pattern, transformation } of filters.filter(({ logGroupName }) => logGroupName === name)) {
    const value = Number(transformation.value);
    if (!Number.isFinite(value)) throw new Error(`the sandbox knows numbers as values only: ${transformation.value}`);
    if (!matchesFilter(compiledFilter(pattern), record)) continue;
    const { namespace, name: metric } = transformation;
    live.metrics.push({ ...where, namespace, name: metric, dimensions: {}, at, value });
  }
}

const compiled = new Map<string, FilterPattern>();

/** A deployed pattern, compiled once. */
function compiledFilter(text: string): FilterPattern {
  const known = compiled.get(text);
  if (known !== undefined) return known;
  const result = compileFilterPattern(text);
  if (!result.ok) throw new Error(`deployed filter pattern cannot be read: ${result.issues[0]?.message}: ${text}`);
  compiled.set(text, result.pattern);
  return result.pattern;
}
