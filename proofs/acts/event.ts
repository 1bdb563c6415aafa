import type { Actor } from "../claim";
import type { ActRow } from "./act";
import { filledIn } from "./act-on";
import { deliveredCall, type DeliveredEvent } from "./delivered-call";
import type { ProtectedThing } from "./protected-things";
import { userIdentityOf } from "./user-identity";

/** What is recorded where the act is called: in the home Region if the thing has none and its calls are not global. */
export function eventOf(row: ActRow, thing: ProtectedThing, actor: Actor): DeliveredEvent {
  return recorded(row, thing, actor, { requestParameters: parametersOf(row, thing) });
}

/**
 * A refused call: what it was about stands in the message alone.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html
 */
export function refusedEventOf(row: ActRow, thing: ProtectedThing, actor: Actor): DeliveredEvent {
  const who = userIdentityOf(actor, thing.account).arn ?? actor.principal ?? "anonymous";
  const what = refusedThing(row, thing);
  return recorded(row, thing, actor, {
    errorCode: refusals[row.event.eventSource] ?? "AccessDenied",
    errorMessage: `User: ${who} is not authorized to perform: ${row.action} on resource: ${what} with an explicit deny in a service control policy`,
    requestParameters: null,
    responseElements: null,
  });
}

/** SNS's own: https://docs.aws.amazon.com/sns/latest/api/CommonErrors.html and API_Publish.html (AuthorizationError, 403). */
const refusals: Readonly<Record<string, string>> = { "sns.amazonaws.com": "AuthorizationError" };

/** IAM names its own things by kind and name, without path. */
function refusedThing(row: ActRow, thing: ProtectedThing): string {
  // SNS names the topic also where a policy need not.
  if (row.event.eventSource === "sns.amazonaws.com") return thing.arn;
  if (row.event.eventSource !== "iam.amazonaws.com") return filledIn(row.resource, thing.placeholders);
  const kind = /:iam::\d+:(role|user|policy)\//.exec(thing.arn)?.[1];
  return kind === undefined || row.resource !== "{arn}"
    ? filledIn(row.resource, thing.placeholders)
    : named(kind, thing);
}

function named(kind: string, { arn, name }: ProtectedThing): string {
  return kind === "policy" ? `policy ${arn}` : `${kind} ${name}`;
}

function recorded(
  { event: { eventSource, eventName, readOnly, isData, region: where }, calledIn }: ActRow,
  thing: ProtectedThing,
  actor: Actor,
  detail: Readonly<Record<string, unknown>>,
): DeliveredEvent {
  const account = calledIn === "management" ? thing.home.managementAccount : thing.account;
  const region = where === "us-east-1" ? where : thing.region === "" ? thing.home.region : thing.region;
  return deliveredCall({
    account,
    region,
    eventSource,
    eventName,
    detail: {
      userIdentity: userIdentityOf(actor, account),
      readOnly,
      managementEvent: !isData,
      eventCategory: isData ? "Data" : "Management",
      ...detail,
    },
  });
}

function parametersOf({ event }: ActRow, { placeholders }: ProtectedThing): unknown {
  return event.requestParameters === null ? null : filled(event.requestParameters, placeholders);
}

function filled(value: unknown, placeholders: Readonly<Record<string, string>>): unknown {
  if (typeof value === "string") return filledIn(value, placeholders);
  if (Array.isArray(value)) return value.map((item) => filled(item, placeholders));
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).map(([name, item]) => [
    filledIn(name, placeholders),
    filled(item, placeholders),
  ]);
  // Calls about rules of the default bus need not name it, and mostly do not.
  return Object.fromEntries(entries.filter(([name, item]) => !(name === "eventBusName" && item === "default")));
}
