import { nameOfResource } from "../arns";
import { AwsError } from "../errors";
import type { StackResource } from "../model";
import { iamOf, type Session } from "../session";
import { shared } from "../shared";
import { digestsOf } from "./digests";
import { conditionHolds, expanded, isObject, templateError, type Scope } from "./intrinsics";
import { checkProperties, type Place, type Properties, type ResourceType } from "./resource-type";
import { resourceTypes } from "./resource-types";
import { restore, stateOf } from "./stack-state";
import type { Template, TemplateResource } from "./template";

type StackResources = Readonly<Record<string, StackResource>>;

/** One stack to be: what of the template exists in this account, with everything filled in. */
export interface Stack {
  readonly name: string;
  readonly id: string;
  readonly template: Template;
  readonly parameters: Readonly<Record<string, string>>;
}

interface PlannedResource {
  readonly logicalId: string;
  readonly type: string;
  readonly physicalId: string;
  readonly properties: Properties;
  readonly digest: string;
  readonly replacing: string;
}

/**
 * Creates or updates the stack's resources. Like CloudFormation it makes and changes first, then removes what the
 * template no longer has; when something fails, everything is as it was before.
 */
export function deployStack(session: Session, stack: Stack, old: StackResources): StackResources {
  const before = stateOf(session);
  try {
    const planned = plannedResources(session, stack);
    for (const resource of planned) applyResource(session, resource, old[resource.logicalId]);
    const kept = new Set(planned.map(({ logicalId, type, physicalId }) => `${logicalId} ${type} ${physicalId}`));
    for (const [logicalId, { type, physicalId }] of Object.entries(old).reverse()) {
      if (!kept.has(`${logicalId} ${type} ${physicalId}`)) removeResource(session, logicalId, type, physicalId);
    }
    shareRoles(session, planned);
    return shared(
      session.aws,
      "stack",
      Object.fromEntries(
        planned.map(({ logicalId, type, physicalId, digest, replacing }) => [
          logicalId,
          { type, physicalId, digest, replacing },
        ]),
      ),
    );
  } catch (error) {
    restore(session, before);
    throw error;
  }
}

export function removeStack(session: Session, resources: StackResources): void {
  const before = stateOf(session);
  try {
    for (const [logicalId, { type, physicalId }] of Object.entries(resources).reverse()) {
      removeResource(session, logicalId, type, physicalId);
    }
  } catch (error) {
    restore(session, before);
    throw error;
  }
}

/** The values of the template's outputs. */
export function outputsOf(session: Session, stack: Stack): Readonly<Record<string, string>> {
  const scope = scopeOf(session, stack);
  const held = Object.entries(stack.template.outputs).filter(
    ([, { condition }]) => condition === undefined || scope.holds(condition),
  );
  return Object.fromEntries(held.map(([name, { value }]) => [name, String(expanded(value, scope) as string)]));
}

function plannedResources(session: Session, stack: Stack): readonly PlannedResource[] {
  const scope = scopeOf(session, stack);
  return stack.template.resources
    .filter(({ condition }) => condition === undefined || scope.holds(condition))
    .map((resource) => {
      const { logicalId, type } = resource;
      const properties = propertiesOf(resource, scope);
      const resourceType = typeOf(type);
      checkProperties(logicalId, resourceType, properties);
      const physicalId = resourceType.physicalId(placeInStack(session, stack, logicalId), properties);
      return { logicalId, type, physicalId, properties, ...digestsOf(session, resourceType, properties) };
    });
}

function applyResource(session: Session, resource: PlannedResource, old: StackResource | undefined): void {
  const { logicalId, type, physicalId, properties, digest } = resource;
  const same = old?.type === type && old.physicalId === physicalId;
  const resourceType = typeOf(type);
  refuseReplacement(resourceType, resource, old);
  try {
    if (!same) resourceType.create(session, physicalId, properties);
    else if (old.digest !== digest) resourceType.update(session, physicalId, properties);
  } catch (error) {
    throw resourceFailure(logicalId, type, error);
  }
}

/** A resource with a name of one's own cannot stand beside the one that it is to replace. */
function refuseReplacement(
  { customName = "" }: ResourceType,
  resource: PlannedResource,
  old: StackResource | undefined,
): void {
  const name = resource.properties[customName];
  if (old?.type !== resource.type || old.replacing === resource.replacing || typeof name !== "string") return;
  if (nameOfResource(old.physicalId) !== name) return;
  throw new AwsError(
    "ValidationError",
    `CloudFormation cannot update a stack when a custom-named resource requires replacing. Rename ${name} and update the stack again.`,
  );
}

function removeResource(session: Session, logicalId: string, type: string, physicalId: string): void {
  try {
    typeOf(type).remove(session, physicalId);
  } catch (error) {
    // What is gone already is removed: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/troubleshooting.html
    if (error instanceof AwsError && isGone.has(error.code)) return;
    throw resourceFailure(logicalId, type, error);
  }
}

const isGone = new Set(["NoSuchEntity", "ResourceNotFoundException", "QueueDoesNotExist"]);

/** As in the status reason of a stack instance. */
function resourceFailure(logicalId: string, type: string, error: unknown): unknown {
  if (!(error instanceof AwsError)) return error;
  const [, name = ""] = type.split("::");
  const service = `${serviceNames[name] ?? name}, Status Code: ${error.code.startsWith("AccessDenied") ? 403 : error.status}`;
  return new AwsError(
    error.code,
    `ResourceLogicalId:${logicalId}, ResourceType:${type}, ResourceStatusReason:Resource handler returned message: "${error.message} (Service: ${service})".`,
    error.status,
  );
}

/** As the AWS SDK for Java calls them. */
const serviceNames: Readonly<Record<string, string>> = { IAM: "Iam", Events: "EventBridge", SQS: "Sqs" };

interface StackScope extends Scope {
  /** Whether the condition of that name holds; asked once, as many resources have the same. */
  readonly holds: (condition: string) => boolean;
}

function scopeOf(session: Session, stack: Stack): StackScope {
  const { template } = stack;
  const known = new Map<string, boolean>();
  const holds = (condition: string): boolean => {
    const answer = known.get(condition) ?? conditionHolds({ Condition: condition }, scope);
    known.set(condition, answer);
    return answer;
  };
  const scope: StackScope = {
    holds,
    pseudo: {
      "AWS::AccountId": session.accountId,
      "AWS::Partition": "aws",
      "AWS::Region": session.region,
      "AWS::URLSuffix": "amazonaws.com",
      "AWS::StackName": stack.name,
      "AWS::StackId": stack.id,
    },
    parameters: stack.parameters,
    conditions: template.conditions,
    ref: (logicalId) => attribute(logicalId, "Ref"),
    attribute: (logicalId, name) => attribute(logicalId, name),
  };
  const attribute = (logicalId: string, name: string): string => {
    const resource = template.resources.find((candidate) => candidate.logicalId === logicalId);
    if (resource === undefined)
      throw templateError(`Unresolved resource dependencies [${logicalId}] in the Resources block of the template`);
    if (resource.condition !== undefined && !holds(resource.condition)) {
      throw templateError(`Unresolved resource dependencies [${logicalId}] in the Resources block of the template`);
    }
    const value = typeOf(resource.type).attribute(
      placeInStack(session, stack, logicalId),
      propertiesOf(resource, scope),
      name,
    );
    if (value !== undefined) return value;
    throw templateError(`resource ${logicalId} does not support attribute type ${name} in Fn::GetAtt`);
  };
  return scope;
}

function propertiesOf({ properties, constant }: TemplateResource, scope: Scope): Properties {
  if (constant) return properties;
  const result = expanded(properties, scope);
  return isObject(result) ? result : {};
}

function placeInStack({ accountId, region }: Session, { name }: Stack, logicalId: string): Place {
  return { stackName: name, logicalId, accountId, region };
}

function typeOf(type: string) {
  const resourceType = resourceTypes[type];
  if (resourceType === undefined) throw templateError(`Unrecognized resource types: [${type}]`);
  return resourceType;
}

/** A role made alike in many accounts is one record. */
function shareRoles(session: Session, planned: readonly PlannedResource[]): void {
  const { roles } = iamOf(session);
  for (const { type, physicalId } of planned) {
    const key = physicalId.toLowerCase();
    const role = type === "AWS::IAM::Role" ? roles[key] : undefined;
    if (role !== undefined) roles[key] = shared(session.aws, `role ${key}`, role);
  }
}
