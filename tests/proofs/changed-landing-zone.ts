import type { Organization } from "../../proofs/model/organization";
import { landingZone, organizationOf } from "./landing-zone";

type Json = Record<string, unknown>;

interface Resource {
  readonly urn: string;
  readonly type: string;
  readonly inputs?: Json;
  readonly outputs?: Json;
}

export interface Statement extends Json {
  Sid?: string;
  Effect: string;
  Action?: unknown;
  NotAction?: unknown;
  Resource?: unknown;
  Condition?: Record<string, Record<string, unknown>>;
}

interface Document {
  Statement: Statement[];
}

interface SnapshotFile {
  readonly organization: Json;
  readonly policies: Json[];
  readonly attachments: { policyId: string; targetId: string }[];
}

/** One change of the landing zone's state or snapshot, made by hand. */
export interface Change {
  readonly resources: Resource[];
  readonly snapshot: SnapshotFile;
}

/** The landing zone's organization after some changes. The fixture stays as it is. */
export function changed(...edits: readonly ((change: Change) => void)[]): Organization {
  const { state, snapshot } = edited(edits);
  return organizationOf(state, snapshot);
}

/** The same, of which no snapshot was taken. */
export function changedAlone(...edits: readonly ((change: Change) => void)[]): Organization {
  return organizationOf(edited(edits).state);
}

function edited(edits: readonly ((change: Change) => void)[]): { readonly state: unknown; readonly snapshot: unknown } {
  const zone = landingZone();
  const { state, snapshot } = structuredClone({ state: zone.state, snapshot: zone.snapshot }) as {
    state: { deployment: { resources: Resource[] } };
    snapshot: SnapshotFile;
  };
  for (const edit of edits) edit({ resources: state.deployment.resources, snapshot });
  return { state, snapshot };
}

/** `iam/role:Role BreakGlassManagement`: the end of the type, and of the URN. */
function resourceNamed({ resources }: Change, named: string): Resource {
  const [type = "", name = ""] = named.split(" ");
  const found = resources.filter((one) => one.type.endsWith(type) && one.urn.endsWith(`::${name}`));
  const [resource] = found;
  if (resource === undefined || found.length > 1) throw new Error(`${found.length} resources are ${named}`);
  return resource;
}

export function withProperties(named: string, edit: (properties: Json) => void): (change: Change) => void {
  return (change) => {
    const { inputs, outputs } = resourceNamed(change, named);
    for (const properties of [inputs, outputs]) if (properties !== undefined) edit(properties);
  };
}

export function without(named: string): (change: Change) => void {
  return (change) => {
    change.resources.splice(change.resources.indexOf(resourceNamed(change, named)), 1);
  };
}

/** Edits the statements of a document that stands as text in a property. */
export function withStatements(
  named: string,
  property: string,
  edit: (statements: Statement[]) => Statement[] | void,
): (change: Change) => void {
  return withProperties(named, (properties) => {
    const text = properties[property];
    if (typeof text !== "string") return;
    const document = JSON.parse(text) as Document;
    document.Statement = edit(document.Statement) ?? document.Statement;
    properties[property] = JSON.stringify(document);
  });
}

export function withTemplate(
  stackSet: string,
  edit: (resources: Record<string, { Properties: Json; Condition?: string }>) => void,
): (change: Change) => void {
  return withProperties(`cloudformation/stackSet:StackSet ${stackSet}`, (properties) => {
    const template = JSON.parse(properties["templateBody"] as string) as { Resources: never };
    edit(template.Resources);
    properties["templateBody"] = JSON.stringify(template);
  });
}

/** Edits the trust of a role that the StackSet of the target roles makes. */
export function withTrustOf(
  role: string,
  edit: (statements: Statement[]) => Statement[] | void,
): (change: Change) => void {
  return withTemplate("target-roles-stack-set", (resources) => {
    const document = resources[role]?.Properties["AssumeRolePolicyDocument"] as Document | undefined;
    if (document === undefined) throw new Error(`there is no ${role}`);
    document.Statement = edit(document.Statement) ?? document.Statement;
  });
}

/** Edits the inline policy of a role that the StackSet of the target roles makes. */
export function withPolicyOf(
  role: string,
  edit: (statements: Statement[]) => Statement[] | void,
): (change: Change) => void {
  return withTemplate("target-roles-stack-set", (resources) => {
    const policies = resources[role]?.Properties["Policies"] as { PolicyDocument: Document }[] | undefined;
    const [policy] = policies ?? [];
    if (policy === undefined) throw new Error(`${role} has no policy`);
    policy.PolicyDocument.Statement = edit(policy.PolicyDocument.Statement) ?? policy.PolicyDocument.Statement;
  });
}

export function withSid(sid: string, edit: (statement: Statement) => void): (statements: Statement[]) => void {
  return (statements) => {
    const statement = statements.find((one) => one.Sid === sid);
    if (statement === undefined) throw new Error(`no statement ${sid}`);
    edit(statement);
  };
}

export function withoutSid(sid: string): (statements: Statement[]) => Statement[] {
  return (statements) => {
    const kept = statements.filter((one) => one.Sid !== sid);
    if (kept.length === statements.length) throw new Error(`no statement ${sid}`);
    return kept;
  };
}

/** A policy of somebody else, attached to the root, an OU or an account. */
export function withForeign(
  type: "scp" | "rcp",
  name: string,
  target: string,
  ...statements: readonly Json[]
): (change: Change) => void {
  return ({ snapshot }) => {
    const id = `p-${name}`;
    snapshot.policies.push({
      id,
      name,
      type: type === "scp" ? "SERVICE_CONTROL_POLICY" : "RESOURCE_CONTROL_POLICY",
      content: JSON.stringify({ Version: "2012-10-17", Statement: statements }),
    });
    snapshot.attachments.push({ policyId: id, targetId: target });
  };
}
