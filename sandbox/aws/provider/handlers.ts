import type { sendUnaryData, ServerUnaryCall, UntypedServiceImplementation } from "@grpc/grpc-js";
import type {
  CheckRequest,
  ConfigureRequest,
  CreateRequest,
  DeleteRequest,
  DiffRequest,
  InvokeRequest,
  ReadRequest,
  UpdateRequest,
} from "@pulumi/pulumi/proto/provider_pb";
import { AwsError, refusalOf } from "../errors";
import type { Aws } from "../model";
import { resources } from "../resources";
import type { Resource } from "../resources/resource";
import type { Session } from "../session";
import { checkedInputs, diffOf } from "./check-and-diff";
import { configurationFailures, sessionFor } from "./configuration";
import { invoked } from "./invokes";
import { created, previewedOutputs, readBack, refusalText, removed, updated } from "./lifecycle";
import { awsSdkVersion, Empty, grpc, messages, PluginInfo, propertiesOf, someOf, structOf } from "./protobuf";
import type { Change, Failure } from "./schema";
import { isSame, plain, type Properties } from "./values";

export interface Operation {
  readonly operation: "create" | "update" | "delete";
  readonly type: string;
  /** Its name in the program. */
  readonly name: string;
  /** In which it is made. */
  readonly account: string;
}

interface Named {
  getUrn(): string;
  getType(): string;
  getName(): string;
}

interface Options {
  readonly failAt?: number;
  readonly onChange?: (aws: Aws) => void;
}

/** The methods of pulumirpc.ResourceProvider; those that are not here are answered as unimplemented. */
export function handlersFor(aws: Aws, options: Options, log: Operation[]): UntypedServiceImplementation {
  /** By connection: who the provider instance on it works for. */
  const sessions = new Map<string, Session>();
  const sessionOf = (peer: string): Session => {
    const session = sessions.get(peer);
    if (session === undefined) throw new Error("this provider was not configured: its settings are not known yet");
    return session;
  };
  /** One operation that changes AWS: counted, failed where that is asked for, and told. */
  const changing = <Result>(
    request: Named,
    peer: string,
    operation: Operation["operation"],
    act: (resource: Resource, session: Session) => Result,
  ): Result => {
    const [resource, session] = [resourceOf(request), sessionOf(peer)];
    log.push({ operation, type: resource.type, name: nameOf(request), account: session.accountId });
    if (log.length === options.failAt) throw new Error(internalFailure(resource, operation, nameOf(request)));
    try {
      return act(resource, session);
    } finally {
      options.onChange?.(aws);
    }
  };

  return {
    handshake: unary(() => {
      const response = new messages.ProviderHandshakeResponse();
      response.setAcceptSecrets(true);
      response.setAcceptResources(true);
      response.setAcceptOutputs(false);
      return response;
    }),
    attach: unary(() => new Empty()),
    cancel: unary(() => new Empty()),
    getPluginInfo: unary(() => {
      const info = new PluginInfo();
      info.setVersion(awsSdkVersion());
      return info;
    }),
    checkConfig: unary((request: CheckRequest) => {
      const inputs = propertiesOf(request.getNews());
      return checkResponse(inputs, configurationFailures(plain(inputs)));
    }),
    diffConfig: unary((request: DiffRequest) => {
      const [old, now] = [plain(propertiesOf(request.getOldInputs())), plain(propertiesOf(request.getNews()))];
      const changed = [...new Set([...Object.keys(old), ...Object.keys(now)])].filter(
        (name) => !isSame(old[name], now[name]),
      );
      return diffResponse(changed.map((path) => ({ path, kind: "update", replace: false })));
    }),
    configure: unary((request: ConfigureRequest, peer) => {
      const session = sessionFor(aws, plain(propertiesOf(request.getArgs())));
      if (session === undefined) sessions.delete(peer);
      else sessions.set(peer, session);
      const response = new messages.ConfigureResponse();
      response.setAcceptsecrets(true);
      response.setAcceptresources(true);
      response.setAcceptoutputs(false);
      response.setSupportspreview(true);
      return response;
    }),
    check: unary((request: CheckRequest) => {
      const { inputs, failures } = checkedInputs(resourceOf(request), propertiesOf(request.getNews()));
      return checkResponse(inputs, failures);
    }),
    diff: unary((request: DiffRequest) => {
      const resource = resourceOf(request);
      const state = someOf(request.getOlds(), Object.keys(resource.inputs));
      const news = propertiesOf(request.getNews());
      const { changes, deleteBeforeReplace } = diffOf(resource, state, news, request.getIgnorechangesList());
      return diffResponse(changes, deleteBeforeReplace);
    }),
    create: unary((request: CreateRequest, peer) => {
      const response = new messages.CreateResponse();
      const inputs = propertiesOf(request.getProperties());
      if (request.getPreview()) {
        response.setProperties(structOf(previewedOutputs(resourceOf(request), inputs)));
        return response;
      }
      const { id, outputs } = changing(request, peer, "create", (resource, session) =>
        created(resource, session, inputs),
      );
      response.setId(id);
      response.setProperties(structOf(outputs));
      return response;
    }),
    read: unary((request: ReadRequest, peer) => {
      const [state, inputs] = [propertiesOf(request.getProperties()), propertiesOf(request.getInputs())];
      const found = readBack(resourceOf(request), sessionOf(peer), request.getId(), state, inputs);
      const response = new messages.ReadResponse();
      if (found === undefined) return response;
      response.setId(request.getId());
      response.setProperties(structOf(found.outputs));
      response.setInputs(structOf(found.inputs));
      return response;
    }),
    update: unary((request: UpdateRequest, peer) => {
      const [state, inputs] = [propertiesOf(request.getOlds()), propertiesOf(request.getNews())];
      const outputs = request.getPreview()
        ? previewedOutputs(resourceOf(request), inputs, state)
        : changing(request, peer, "update", (resource, session) =>
            updated(resource, session, request.getId(), inputs, state),
          );
      const response = new messages.UpdateResponse();
      response.setProperties(structOf(outputs));
      return response;
    }),
    delete: unary((request: DeleteRequest, peer) => {
      const state = propertiesOf(request.getProperties());
      changing(request, peer, "delete", (resource, session) => removed(resource, session, request.getId(), state));
      return new Empty();
    }),
    invoke: unary((request: InvokeRequest, peer) => {
      const response = new messages.InvokeResponse();
      response.setReturn(structOf(invoked(sessionOf(peer), request.getTok(), plain(propertiesOf(request.getArgs())))));
      return response;
    }),
  };
}

function unary<Request, Response>(handle: (request: Request, peer: string) => Response) {
  return (call: ServerUnaryCall<Request, Response>, answer: sendUnaryData<Response>): void => {
    try {
      answer(null, handle(call.request, call.getPeer()));
    } catch (error) {
      const words =
        error instanceof AwsError ? refusalOf(error) : error instanceof Error ? error.message : String(error);
      answer({ code: grpc.status.UNKNOWN, details: words });
    }
  };
}

/** Older engines send the type only in the URN: urn:pulumi:stack::project::parent$type::name. */
function resourceOf(request: Named): Resource {
  const type = request.getType() || (request.getUrn().split("::")[2]?.split("$").at(-1) ?? "");
  const resource = resources[type];
  if (resource !== undefined) return resource;
  throw new Error(
    `the sandbox's AWS does not know the resource type ${type}; it knows ${Object.keys(resources).join(", ")}`,
  );
}

function nameOf(request: Named): string {
  return request.getName() || (request.getUrn().split("::").at(-1) ?? "");
}

function internalFailure(resource: Resource, operation: Operation["operation"], name: string): string {
  const failure = new AwsError(
    "InternalFailure",
    "The request processing has failed because of an unknown error, exception or failure.",
    500,
  );
  const [verb, call] = (
    { create: ["creating", "create"], update: ["updating", "update"], delete: ["deleting", "remove"] } as const
  )[operation];
  return refusalText(resource, verb, call, failure, name);
}

function checkResponse(inputs: Properties, failures: readonly Failure[]) {
  const response = new messages.CheckResponse();
  response.setInputs(structOf(inputs));
  response.setFailuresList(
    failures.map(({ property, reason }) => {
      const failure = new messages.CheckFailure();
      failure.setProperty(property);
      failure.setReason(reason);
      return failure;
    }),
  );
  return response;
}

function diffResponse(changes: readonly Change[], deleteBeforeReplace = false) {
  const { DiffChanges } = messages.DiffResponse;
  const { Kind } = messages.PropertyDiff;
  const kinds = {
    add: [Kind.ADD, Kind.ADD_REPLACE],
    delete: [Kind.DELETE, Kind.DELETE_REPLACE],
    update: [Kind.UPDATE, Kind.UPDATE_REPLACE],
  } as const;
  const response = new messages.DiffResponse();
  response.setChanges(changes.length === 0 ? DiffChanges.DIFF_NONE : DiffChanges.DIFF_SOME);
  response.setDiffsList(properties(changes));
  response.setReplacesList(properties(changes.filter(({ replace }) => replace)));
  response.setDeletebeforereplace(deleteBeforeReplace);
  response.setHasdetaileddiff(true);
  for (const { path, kind, replace } of changes) {
    const property = new messages.PropertyDiff();
    property.setKind(kinds[kind][replace ? 1 : 0]);
    response.getDetaileddiffMap().set(path, property);
  }
  return response;
}

/** The top-level properties of the changes, each once. */
function properties(changes: readonly Change[]): string[] {
  return [...new Set(changes.map(({ path }) => path.split(".")[0] ?? path))];
}
