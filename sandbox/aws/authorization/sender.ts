import type { Verdict } from "../../../iam";
import type { Aws } from "../model";
import { callerVerdict, type ResourceRequest } from "./resource-policy";
import { serviceVerdict } from "./services";

/** Who sends something to a resource: a service for itself, with what it says of its source, or a role. */
export type Sender =
  | { readonly kind: "service"; readonly service: string; readonly context: Readonly<Record<string, string>> }
  | { readonly kind: "role"; readonly arn: string };

export function senderVerdict(aws: Aws, sender: Sender, request: ResourceRequest): Verdict {
  if (sender.kind === "role") return callerVerdict(aws, { arn: sender.arn, context: {} }, request);
  return serviceVerdict(aws, {
    ...request,
    service: sender.service,
    context: { ...request.context, ...sender.context },
  });
}

export function nameOfSender(sender: Sender): string {
  return sender.kind === "service" ? sender.service : sender.arn;
}
