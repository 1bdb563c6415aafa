import { AwsError, refusalOf } from "../errors";
import type { Resource } from "../resources/resource";
import type { Session } from "../session";
import { isSameValue } from "./schema";
import { hasSecrets, plain, secretOf, UNKNOWN, type Properties, type Value } from "./values";

/** What a preview can tell: the inputs, and that AWS will add to them. */
export function previewedOutputs({ computed }: Resource, inputs: Properties, state: Properties = {}): Properties {
  const unknown = Object.fromEntries(computed.map((name): [string, Value] => [name, state[name] ?? UNKNOWN]));
  return { ...unknown, ...inputs };
}

export function created(
  resource: Resource,
  session: Session,
  inputs: Properties,
): { readonly id: string; readonly outputs: Properties } {
  const wanted = plain(inputs);
  const here = sessionIn(resource, session, wanted);
  const id = speaking(resource, "creating", "create", wanted, undefined, () => resource.create(here, wanted));
  const state = { ...wanted, ...resource.toldOnce?.(here, wanted) };
  return { id, outputs: outputsOf(resource, here, id, state, inputs) };
}

export function updated(
  resource: Resource,
  session: Session,
  id: string,
  inputs: Properties,
  state: Properties,
): Properties {
  const [wanted, old] = [plain(inputs), plain(state)];
  const here = sessionIn(resource, session, old);
  speaking(resource, "updating", "update", wanted, id, () => resource.update(here, id, wanted, old));
  return outputsOf(resource, here, id, { ...onlyOutputs(resource, old), ...wanted }, inputs);
}

export function removed(resource: Resource, session: Session, id: string, state: Properties): void {
  const old = plain(state);
  const here = sessionIn(resource, session, old);
  speaking(resource, "deleting", "remove", old, id, () => {
    // What is gone already is deleted, as upstream takes it.
    if (resource.read(here, id, old) !== undefined) resource.remove(here, id, old);
  });
}

/** State and inputs of what exists; undefined where it is gone. */
export function readBack(
  resource: Resource,
  session: Session,
  id: string,
  state: Properties,
  inputs: Properties,
): { readonly outputs: Properties; readonly inputs: Properties } | undefined {
  const old = plain(state);
  const here = sessionIn(resource, session, old);
  const found = resource.read(here, id, old);
  if (found === undefined) return undefined;
  return { outputs: marked(resource, found, { ...state, ...inputs }), inputs: inputsOf(resource, found, inputs) };
}

/** Inputs as they would have to be written: those there are, brought up to date, or on import whatever is not a default. */
function inputsOf({ inputs: fields }: Resource, outputs: Properties, inputs: Properties): Properties {
  const written = plain(inputs);
  const isImport = Object.keys(written).length === 0;
  const entries = Object.entries(fields).flatMap(([name, field]): [string, Value][] => {
    const [was, is] = [written[name], outputs[name]];
    if (was !== undefined && isSameValue(field, is, was)) return [[name, inputs[name] ?? was]];
    if (is === undefined) return [];
    if (was !== undefined) return [[name, is]];
    const isTold = isImport ? field.computed !== true || name === "parentId" : false;
    return isTold && !isSameValue(field, field.default, is) ? [[name, is]] : [];
  });
  return Object.fromEntries(entries);
}

/** What AWS tells, over what the program said and AWS does not tell. */
function outputsOf(
  resource: Resource,
  session: Session,
  id: string,
  state: Properties,
  inputs: Properties,
): Properties {
  const found = resource.read(session, id, state);
  if (found === undefined) throw new Error(`${resource.title} (${id}): gone right after it was written`);
  return marked(resource, { ...onlyInputs(resource, state), ...found }, inputs);
}

/** Secret where the program's value is, and where the output always is. */
function marked({ secretOutputs = [] }: Resource, outputs: Properties, given: Properties): Properties {
  return Object.fromEntries(
    Object.entries(outputs).map(([name, value]) => {
      const isSecret = secretOutputs.includes(name) || hasSecrets(given[name] ?? null);
      return [name, isSecret ? secretOf(value) : value];
    }),
  );
}

function onlyInputs({ inputs }: Resource, state: Properties): Properties {
  return Object.fromEntries(Object.entries(state).filter(([name]) => inputs[name] !== undefined));
}

function onlyOutputs({ inputs }: Resource, state: Properties): Properties {
  return Object.fromEntries(Object.entries(state).filter(([name]) => inputs[name] === undefined));
}

/** Most resources of CloudFormation can say in which Region they are managed. */
function sessionIn({ inputs }: Resource, session: Session, properties: Properties): Session {
  const region = properties["region"];
  return inputs["region"] !== undefined && typeof region === "string" ? { ...session, region } : session;
}

type Operation = keyof Resource["operations"];

/** A refusal of AWS in the words of the upstream provider. */
function speaking<Result>(
  resource: Resource,
  verb: "creating" | "updating" | "deleting",
  operation: Operation,
  inputs: Properties,
  id: string | undefined,
  act: () => Result,
): Result {
  try {
    return act();
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    throw new ProviderError(refusalText(resource, verb, operation, error, id ?? resource.subject?.(inputs) ?? ""));
  }
}

export class ProviderError extends Error {}

export function refusalText(
  { title, service, operations }: Resource,
  verb: "creating" | "updating" | "deleting",
  operation: Operation,
  error: AwsError,
  subject: string,
): string {
  if (error.code === "OperationFailed") {
    return `${verb} ${title} (${subject}): waiting for ${operation === "remove" ? "delete" : operation}: ${error.message}`;
  }
  const request = `operation error ${service}: ${operations[operation]}, https response error StatusCode: ${error.status}`;
  return `${verb} ${title} (${subject}): ${request}, ${refusalOf(error)}`;
}
