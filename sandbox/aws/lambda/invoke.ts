import { matchesArn } from "../../../iam";
import { arnParts } from "../arns";
import { callerVerdict } from "../authorization/resource-policy";
import type { Sender } from "../authorization/sender";
import { tell, type Live } from "../events/live";
import { sendMessage } from "../events/queue";
import { regionalIn, type Where } from "../regional";
import { functionArn } from "../regional-arns";
import type { LambdaFunction, LambdaPermission } from "../regional-model";
import { measuredFrom } from "./embedded-metrics";

/**
 * An asynchronous invocation: Lambda takes the event, tries it again when the function fails, and hands what it gives
 * up on to the destination for failures. Undefined where it was taken, otherwise why not.
 * https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html
 */
export async function invokeFunction(
  live: Live,
  sender: Sender,
  arn: string,
  input: unknown,
  taken: () => void,
): Promise<string | undefined> {
  const parts = arnParts(arn);
  const where = { accountId: parts?.account ?? "", region: parts?.region ?? "" };
  const name = (parts?.resource ?? "").split(":")[1] ?? "";
  const fn = regionalIn(live.aws, where).functions[name];
  if (fn === undefined) return `ResourceNotFoundException: Function not found: ${arn}`;
  const fault = permissionFault(live, sender, where, fn);
  if (fault !== undefined) return fault;
  taken();
  const failure = await attempts(live, where, fn, input);
  if (failure !== undefined) giveUp(live, where, fn, input, failure);
  return undefined;
}

function permissionFault({ aws }: Live, sender: Sender, where: Where, fn: LambdaFunction): string | undefined {
  const resource = functionArn(where, fn.name);
  if (sender.kind === "service") {
    const isAllowed = Object.values(fn.permissions).some((permission) => permits(permission, sender));
    return isAllowed ? undefined : `AccessDeniedException: no permission lets ${sender.service} invoke ${resource}`;
  }
  const request = { action: "lambda:InvokeFunction", resource, accountId: where.accountId, policy: undefined };
  const verdict = callerVerdict(aws, { arn: sender.arn, context: {} }, { ...request, context: {} });
  return verdict.decision === "allowed" ? undefined : `AccessDeniedException: ${sender.arn} may not invoke ${resource}`;
}

/** https://docs.aws.amazon.com/lambda/latest/dg/permissions-function-services.html */
function permits(
  { action, principal, sourceArn, sourceAccount }: LambdaPermission,
  { service, context }: Extract<Sender, { kind: "service" }>,
): boolean {
  if (!["lambda:InvokeFunction", "lambda:*", "*"].includes(action) || principal !== service) return false;
  if (sourceArn !== undefined && !matchesArn(sourceArn, context["aws:SourceArn"] ?? "")) return false;
  return sourceAccount === undefined || sourceAccount === context["aws:SourceAccount"];
}

/** Undefined when the function has succeeded, otherwise its last error. */
async function attempts(live: Live, where: Where, fn: LambdaFunction, input: unknown): Promise<string | undefined> {
  if (fn.reservedConcurrentExecutions === 0) {
    measure(live, where, fn, "Throttles");
    return "EventAgeExceeded: the function has no concurrency: every try was throttled";
  }
  const tries = 1 + (fn.eventInvokeConfig?.maximumRetryAttempts ?? 2);
  let failure: string | undefined;
  for (let index = 0; index < tries; index++) {
    const { error, lines } = await live.runFunction(live, where, fn, input);
    live.metrics.push(...lines.flatMap((line) => measuredFrom(line, where, live.aws.clock)));
    if (error === undefined) return undefined;
    measure(live, where, fn, "Errors");
    failure = `RetriesExhausted: ${error}`;
  }
  return failure;
}

function giveUp(live: Live, where: Where, fn: LambdaFunction, input: unknown, failure: string): void {
  const from = functionArn(where, fn.name);
  const to = fn.eventInvokeConfig?.onFailure ?? fn.deadLetterArn;
  const body = JSON.stringify({ requestContext: { functionArn: from, condition: failure }, requestPayload: input });
  const fault =
    to === undefined ? "there is no destination" : sendMessage(live, { kind: "role", arn: fn.role }, to, body, {});
  const outcome = fault === undefined ? "deadLettered" : "lost";
  const reason = fault === undefined ? failure : `${failure}; ${fault}`;
  tell(live, { what: fn.name, from, to: to ?? "", outcome, reason });
}

function measure({ aws, metrics }: Live, where: Where, fn: LambdaFunction, name: "Errors" | "Throttles"): void {
  const dimensions = { FunctionName: fn.name };
  metrics.push({ ...where, namespace: "AWS/Lambda", name, dimensions, at: aws.clock, value: 1 });
}
