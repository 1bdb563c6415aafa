import type { ActEffect, ActRow, ProtectedKind } from "./act";

/** How a service's calls are authorized and recorded. */
export interface Service {
  /** Prefix of its actions. */
  readonly prefix: string;
  readonly eventSource: string;
  readonly region: "home-of-thing" | "us-east-1";
  /** The page's name in the Service Authorization Reference. */
  readonly page: string;
}

type Parameters = Readonly<Record<string, unknown>> | null;

/** A call: its name, what it does, its parameters in the spelling of CloudTrail, and what is unusual about it. */
export type Call = readonly [name: string, effect: ActEffect, parameters: Parameters, unusual?: Unusual];

export interface Unusual {
  /** CloudTrail's name of it, where that is not the action's. */
  readonly eventName?: string;
  readonly resource?: string;
  readonly calledIn?: "management";
  readonly isData?: true;
  readonly isRead?: true;
}

const reference = "https://docs.aws.amazon.com/service-authorization/latest/reference/list_";

/** A row for each kind that can be meant. */
export function rowsFor(service: Service, kinds: readonly ProtectedKind[], calls: readonly Call[]): readonly ActRow[] {
  return kinds.flatMap((on) => calls.map((call) => rowFor(service, on, call)));
}

function rowFor({ prefix, eventSource, region, page }: Service, on: ProtectedKind, call: Call): ActRow {
  const [name, effect, requestParameters, unusual = {}] = call;
  const action = `${prefix}:${name}`;
  return {
    id: `${action} on ${on}`,
    action,
    on,
    effect,
    resource: unusual.resource ?? "{arn}",
    calledIn: unusual.calledIn ?? "account-of-thing",
    event: {
      eventSource,
      eventName: unusual.eventName ?? name,
      requestParameters,
      readOnly: unusual.isRead ?? false,
      isData: unusual.isData ?? false,
      region,
    },
    source: `${reference}${page}.html`,
  };
}
