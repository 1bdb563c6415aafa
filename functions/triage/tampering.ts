import type { Trail } from "./trail";
import type { Kind, TriageSettings } from "./types";

/** Whose calls of a service touch the path: any in these accounts, elsewhere those that name a thing of ours. */
interface Watch {
  readonly calls: RegExp;
  readonly anyIn: readonly (keyof TriageSettings["accounts"])[] | "every account";
  readonly kind?: Kind;
}

/**
 * By event source. An event name may carry the API's date (DeleteFunction20150331), so names are matched at the start.
 * Source: https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-aws-service-specific-topics.html
 */
const watched: Readonly<Record<string, Watch>> = {
  "events.amazonaws.com": {
    calls:
      /^(Put(Rule|Targets|Permission)|(Delete|Disable|Enable)Rule|Remove(Targets|Permission)|(Create|Update|Delete)EventBus|TagResource|UntagResource|.*Archive$|.*Replay$)/,
    anyIn: ["security", "emergency", "management"],
  },
  "scheduler.amazonaws.com": { calls: /^(Create|Update|Delete)/, anyIn: ["security", "emergency"] },
  "sns.amazonaws.com": { calls: /^(?!Publish|List|Get)/, anyIn: ["security"] },
  "sqs.amazonaws.com": { calls: /^(?!SendMessage|ReceiveMessage|List|Get)/, anyIn: ["security"] },
  "lambda.amazonaws.com": { calls: /^(?!Invoke|List|Get)/, anyIn: ["security"] },
  "dynamodb.amazonaws.com": {
    calls: /^(?!Describe|List|Get|Query|Scan)/,
    anyIn: ["security"],
    kind: "register-change",
  },
  "kms.amazonaws.com": {
    calls:
      /^(ScheduleKeyDeletion|Disable|PutKeyPolicy|DeleteAlias|UpdateAlias|CreateAlias|DeleteImportedKeyMaterial|CancelKeyDeletion|EnableKey$|UpdatePrimaryRegion|ReplicateKey)/,
    anyIn: ["security", "logArchive", "management"],
  },
  "logs.amazonaws.com": { calls: /^(Delete|Put|Associate|Disassociate)/, anyIn: ["management", "security"] },
  "monitoring.amazonaws.com": { calls: /^(Delete|Disable|Put|Set)/, anyIn: ["management", "security"] },
  "cloudtrail.amazonaws.com": {
    calls:
      /^(StopLogging|StartLogging|Delete|Update|PutEventSelectors|PutInsightSelectors|CreateTrail|RemoveTags|(Deregister|Register)OrganizationDelegatedAdmin)/,
    anyIn: ["management", "emergency", "logArchive", "security"],
  },
  "s3.amazonaws.com": { calls: /^(?!Get|List|Head|PutObject$|UploadPart)/, anyIn: ["logArchive"] },
  "organizations.amazonaws.com": {
    calls:
      /^((Attach|Detach|Update|Delete)Policy|(Enable|Disable)PolicyType|(Enable|Disable)AWSServiceAccess|(Register|Deregister)DelegatedAdministrator|(Put|Delete)ResourcePolicy|RemoveAccountFromOrganization|MoveAccount|LeaveOrganization|CloseAccount|DeleteOrganization)/,
    anyIn: ["management"],
  },
  "cloudformation.amazonaws.com": {
    calls:
      /^((Create|Update|Delete|Import|Stop).*StackSet|(Create|Update|Delete)StackInstances|(Update|Delete)Stack$|(Activate|Deactivate)OrganizationsAccess|CreateChangeSet|ExecuteChangeSet|SetStackPolicy|UpdateTerminationProtection)/,
    anyIn: ["management", "emergency", "security", "logArchive"],
  },
  // An account that closes itself says so here, and no longer has anything to be entered for.
  "account.amazonaws.com": { calls: /^CloseAccount/, anyIn: "every account" },
  // Sign-in policies and their enforcement can lock responders out; nobody sets them by the way.
  "signin.amazonaws.com": { calls: /^(Put|Delete|Update)/, anyIn: "every account" },
  "iam.amazonaws.com": {
    calls: /^(?!Get|List|Simulate|Generate)/,
    anyIn: ["emergency"],
  },
};

export interface Tampering {
  readonly kind: "tamper" | "credential-change" | "squatting" | "register-change";
  readonly what: string;
}

/** A change of something on the path, if the call is one. */
export function tamperingOf(trail: Trail, settings: TriageSettings): Tampering | undefined {
  const watch = Object.hasOwn(watched, trail.eventSource) ? watched[trail.eventSource] : undefined;
  if (watch === undefined || trail.isRead || !watch.calls.test(trail.name)) return undefined;
  const { anyIn } = watch;
  const isOurAccount =
    anyIn === "every account" || anyIn.some((account) => settings.accounts[account] === trail.account);
  const isChain = namesChain(trail, settings);
  const names = isChain || namesOurThing(trail, settings) || namesNothing(trail);
  if (!isOurAccount && !names) return undefined;
  const done = `${trail.name} in account ${trail.account}`;
  if (trail.eventSource === "iam.amazonaws.com" && !isChain) {
    if (trail.account === settings.accounts.emergency) {
      return { kind: "credential-change", what: `identities or credentials of the emergency account changed: ${done}` };
    }
    if (/^Create(Role|User|Group|Policy|InstanceProfile)$/.test(trail.name) && names) {
      return { kind: "squatting", what: `something with a protected name was created: ${done}` };
    }
  }
  const kind = watch.kind === "register-change" ? "register-change" : "tamper";
  return {
    kind,
    what: `${kind === "tamper" ? "a part of the emergency path" : "the incident register"} was changed: ${done}`,
  };
}

/** A change of nobody knows what: neither parameters nor a message tell. */
function namesNothing({ request, errorMessage }: Trail): boolean {
  return Object.keys(request).length === 0 && errorMessage === undefined;
}

/** A denied call has no request parameters: what it was about stands in the error message only. */
export function namesOurThing(trail: Trail, { marks }: TriageSettings): boolean {
  return namesAny(trail, marks);
}

/** Who may change the path: changing them is changing it. */
export function namesChain(trail: Trail, { chain }: TriageSettings): boolean {
  return namesAny(trail, chain);
}

function namesAny({ request, errorMessage }: Trail, marks: readonly string[]): boolean {
  const about = errorMessage === undefined ? "" : aboutOf(errorMessage);
  const text = `${JSON.stringify(request)} ${about}`.toLowerCase();
  return marks.some((mark) => text.includes(mark));
}

/** The part after "on resource:"; before it stands the caller. */
function aboutOf(message: string): string {
  const at = message.indexOf("on resource:");
  return at < 0 ? message : message.slice(at);
}
