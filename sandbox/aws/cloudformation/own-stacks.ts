import { AwsError } from "../errors";
import { endIncarnation, incarnationOf, uuid } from "../ids";
import { placeOf, putRegional, regionalIn } from "../regional";
import { stackArn } from "../regional-arns";
import type { Stack } from "../regional-model";
import { permit, type Session } from "../session";
import type { Tags } from "../thing";
import { deployStack, outputsOf, removeStack } from "./stack";
import { checkCapabilities, parameterValues, templateOf, validationError } from "./template";

/** A stack that somebody makes in an account himself, without a StackSet. */
export interface NewStack {
  readonly name: string;
  readonly templateBody: string;
  readonly parameters: Readonly<Record<string, string>>;
  readonly capabilities: readonly string[];
  readonly tags: Tags;
}

/** What can be wrong whatever else the account has. */
export function checkStack({ name, templateBody, parameters, capabilities }: NewStack): void {
  if (!/^[A-Za-z][A-Za-z0-9-]{0,127}$/.test(name)) {
    throw validationError(
      `1 validation error detected: Value '${name}' at 'stackName' failed to satisfy constraint: Member must satisfy regular expression pattern: [a-zA-Z][-a-zA-Z0-9]*`,
    );
  }
  const template = templateOf(templateBody);
  checkCapabilities(template, capabilities);
  parameterValues(template, parameters);
}

export function createStack(session: Session, wanted: NewStack): Stack {
  const { aws } = session;
  const { name } = wanted;
  checkStack(wanted);
  permit(session, "cloudformation:CreateStack", stackArn(session, name, "*"), here(session));
  if (findStack(session, name) !== undefined) {
    throw new AwsError("AlreadyExistsException", `Stack [${name}] already exists`);
  }
  const incarnation = incarnationOf(aws, "stacks", placeOf(session), name);
  const id = stackArn(session, name, uuid("stack", placeOf(session), name, incarnation));
  const stack = { ...wanted, id, created: aws.clock, incarnation, resources: {}, outputs: {} };
  return put(session, stack);
}

export function updateStack(session: Session, wanted: NewStack): void {
  const old = findStack(session, wanted.name);
  checkStack(wanted);
  if (old === undefined) throw validationError(`Stack [${wanted.name}] does not exist`);
  permit(session, "cloudformation:UpdateStack", old.id, here(session));
  put(session, { ...old, ...wanted });
}

export function deleteStack(session: Session, name: string): void {
  const stack = findStack(session, name);
  if (stack === undefined) return;
  permit(session, "cloudformation:DeleteStack", stack.id, here(session));
  failing("DELETE_FAILED", name, () => removeStack(session, stack.resources));
  putRegional(session.aws, session, "stacks", name, undefined);
  endIncarnation(session.aws, "stacks", placeOf(session), name);
}

export function findStack(session: Session, name: string): Stack | undefined {
  return regionalIn(session.aws, session).stacks[name];
}

/** With the caller's own permissions; a failure leaves everything as it was. */
function put(session: Session, stack: Stack): Stack {
  const template = templateOf(stack.templateBody);
  const parameters = parameterValues(template, stack.parameters);
  const deployment = { name: stack.name, id: stack.id, template, parameters };
  const resources = failing("ROLLBACK_COMPLETE", stack.name, () => deployStack(session, deployment, stack.resources));
  const deployed = { ...stack, resources, outputs: outputsOf(session, deployment) };
  putRegional(session.aws, session, "stacks", stack.name, deployed);
  return deployed;
}

/** The waiter's words: the operation was taken, and ended in that state. */
function failing<Result>(state: string, name: string, act: () => Result): Result {
  try {
    return act();
  } catch (error) {
    if (!(error instanceof AwsError) || error.code === "ValidationError") throw error;
    throw new AwsError("OperationFailed", `unexpected state '${state}' of stack ${name}. last error: ${error.message}`);
  }
}

const here = ({ region }: Session): Readonly<Record<string, string>> => ({ "aws:RequestedRegion": region });
