import { hasStackSetsAccess } from "../aws-for";
import { AwsError } from "../errors";
import { endIncarnation, incarnationOf, uuid } from "../ids";
import type { StackInstance, StackSet, Tags } from "../model";
import { permit, type Session } from "../session";
import { deployedInstance, failureIn } from "./member-stacks";
import { runOperation, type OperationPreferences } from "./operation";
import { checkCapabilities, parameterValues, templateOf, validationError } from "./template";

export interface NewStackSet {
  readonly name: string;
  readonly description: string;
  readonly templateBody: string;
  readonly parameters: Readonly<Record<string, string>>;
  readonly capabilities: readonly string[];
  readonly permissionModel: string;
  readonly callAs: string;
  readonly autoDeployment?: StackSet["autoDeployment"] | undefined;
  readonly managedExecution: boolean;
  readonly tags: Tags;
}

export function createStackSet(session: Session, wanted: NewStackSet): StackSet {
  const { aws, region } = session;
  const { permissionModel: _model, callAs: _callAs, autoDeployment, ...rest } = wanted;
  checkStackSet(wanted);
  refuseWithoutOrganization(session);
  permit(session, "cloudformation:CreateStackSet", stackSetArn(session, wanted.name, "*"), {
    "aws:RequestedRegion": region,
  });
  const key = keyOf(region, wanted.name);
  if (aws.stackSets[key] !== undefined) {
    throw new AwsError("NameAlreadyExistsException", `StackSet ${wanted.name} already exists`, 409);
  }
  const stackSet: StackSet = {
    ...rest,
    region,
    autoDeployment: autoDeployment ?? noAutoDeployment,
    incarnation: incarnationOf(aws, "stack-set", key),
    targets: [],
    instances: {},
  };
  aws.stackSets[key] = stackSet;
  return stackSet;
}

const noAutoDeployment = { enabled: false, retainStacksOnAccountRemoval: false };

/** What can be wrong whatever else the organization has, and the property that it is about. */
export const stackSetRules: readonly {
  readonly property: string;
  readonly readsTemplate?: boolean;
  readonly check: (wanted: NewStackSet) => void;
}[] = [
  {
    property: "permissionModel",
    check({ permissionModel }) {
      if (permissionModel === "SERVICE_MANAGED") return;
      throw validationError(
        "The sandbox has stack sets with service-managed permissions only: PermissionModel must be SERVICE_MANAGED",
      );
    },
  },
  {
    property: "callAs",
    check({ callAs }) {
      if (callAs !== "SELF") throw validationError("Account used is not a delegated administrator");
    },
  },
  {
    property: "autoDeployment",
    check({ autoDeployment }) {
      if (autoDeployment === undefined) {
        throw validationError("AutoDeployment must be specified for stack sets with service-managed permissions");
      }
      if (!autoDeployment.enabled && autoDeployment.retainStacksOnAccountRemoval) {
        throw validationError("RetainStacksOnAccountRemoval must not be specified when AutoDeployment is disabled");
      }
    },
  },
  {
    property: "templateBody",
    check({ templateBody }) {
      if (templateBody === "") throw validationError("Exactly one of TemplateBody or TemplateUrl must be specified");
      templateOf(templateBody);
    },
  },
  {
    property: "capabilities",
    readsTemplate: true,
    check: ({ templateBody, capabilities }) => checkCapabilities(templateOf(templateBody), capabilities),
  },
  {
    property: "parameters",
    readsTemplate: true,
    check: ({ templateBody, parameters }) => void parameterValues(templateOf(templateBody), parameters),
  },
];

function checkStackSet(wanted: NewStackSet): void {
  for (const { check } of stackSetRules) check(wanted);
}

/** A change of the template, or of its parameters, goes to every instance; the StackSet keeps it even if some fail. */
export function updateStackSet(session: Session, wanted: NewStackSet, preferences: OperationPreferences): void {
  const { aws, region } = session;
  const key = keyOf(region, wanted.name);
  const old = stackSetOrRefusal(session, wanted.name);
  checkStackSet(wanted);
  permit(session, "cloudformation:UpdateStackSet", stackSetArn(session, old.name, "*"), {
    "aws:RequestedRegion": region,
  });
  const { permissionModel: _model, callAs: _callAs, autoDeployment, ...rest } = wanted;
  const stackSet: StackSet = { ...old, ...rest, autoDeployment: autoDeployment ?? noAutoDeployment };
  const instances: Record<string, StackInstance> = { ...old.instances };
  aws.stackSets[key] = { ...stackSet, instances };
  const targets = Object.keys(instances)
    .sort()
    .map((id) => ({ accountId: id.split("/")[0] ?? "", region: id.split("/")[1] ?? "" }));
  runOperation(
    targets,
    preferences,
    (accountId, inRegion) => {
      const id = `${accountId}/${inRegion}`;
      const instance = instances[id];
      if (instance === undefined) return undefined;
      instances[id] = deployedInstance(aws, stackSet, accountId, inRegion, instance);
      return failureIn(instances[id]);
    },
    (accountId, inRegion, reason) => {
      const instance = instances[`${accountId}/${inRegion}`];
      if (instance !== undefined)
        instances[`${accountId}/${inRegion}`] = {
          ...instance,
          status: "OUTDATED",
          detailedStatus: "CANCELLED",
          reason,
        };
    },
  );
}

export function deleteStackSet(session: Session, name: string): void {
  const { aws, region } = session;
  const stackSet = stackSetOrRefusal(session, name);
  permit(session, "cloudformation:DeleteStackSet", stackSetArn(session, name, "*"), { "aws:RequestedRegion": region });
  if (Object.keys(stackSet.instances).length > 0)
    throw new AwsError("StackSetNotEmptyException", "StackSet is not empty", 409);
  delete aws.stackSets[keyOf(region, name)];
  endIncarnation(aws, "stack-set", keyOf(region, name));
}

export function findStackSet({ aws, region }: Session, name: string): StackSet | undefined {
  return aws.stackSets[keyOf(region, name)];
}

export function stackSetOrRefusal(session: Session, name: string): StackSet {
  refuseWithoutOrganization(session);
  const stackSet = findStackSet(session, name);
  if (stackSet !== undefined) return stackSet;
  throw new AwsError("StackSetNotFoundException", `StackSet ${name} not found`, 404);
}

export function keyOf(region: string, name: string): string {
  return `${region}/${name}`;
}

export function stackSetIdOf({ aws }: Session, { name, incarnation }: StackSet): string {
  return `${name}:${uuid("stack-set", aws.organization.id, name, incarnation)}`;
}

export function stackSetArn({ accountId, region }: Session, name: string, id: string): string {
  return `arn:aws:cloudformation:${region}:${accountId}:stackset/${name}:${id}`;
}

/** Service-managed stack sets are the management account's, and need trusted access. */
function refuseWithoutOrganization({ aws, accountId }: Session): void {
  if (accountId !== aws.organization.managementAccountId) {
    throw validationError(
      "You must be the management account or delegated admin account of an organization before operating a SERVICE_MANAGED stack set",
    );
  }
  if (!hasStackSetsAccess(aws)) {
    throw validationError("You must enable organizations access to operate a service managed stack set");
  }
}
