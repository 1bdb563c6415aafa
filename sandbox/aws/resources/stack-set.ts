import { executionRoleName } from "../cloudformation/member-stacks";
import {
  createStackSet,
  deleteStackSet,
  findStackSet,
  stackSetArn,
  stackSetIdOf,
  stackSetRules,
  updateStackSet,
  type NewStackSet,
} from "../cloudformation/stack-sets";
import type { Failure } from "../provider/schema";
import { hasUnknowns, type Properties } from "../provider/values";
import { preferencesOf, regionIssue, stackSetPreferences } from "./cloudformation-fields";
import { arnIssue } from "./iam-identity-policies";
import { flag, kept, object, tagOutputs, tags, tagsField, text, texts, refusalAt, type Resource } from "./resource";

/** https://github.com/hashicorp/terraform-provider-aws/blob/main/internal/service/cloudformation/stack_set.go */
export const stackSet: Resource = {
  type: "aws:cloudformation/stackSet:StackSet",
  title: "CloudFormation StackSet",
  service: "CloudFormation",
  operations: { create: "CreateStackSet", update: "UpdateStackSet", remove: "DeleteStackSet" },
  inputs: {
    administrationRoleArn: { type: "string", conflictsWith: ["autoDeployment"], check: arnIssue },
    autoDeployment: {
      type: "object",
      forceNew: true,
      conflictsWith: ["administrationRoleArn", "executionRoleName"],
      fields: {
        dependsOnStackSets: {
          type: "list",
          check: (sets: readonly string[]) =>
            sets.length === 0
              ? undefined
              : "the sandbox deploys stack sets in no order of their own: leave dependsOnStackSets out",
        },
        enabled: { type: "boolean" },
        retainStacksOnAccountRemoval: { type: "boolean" },
      },
    },
    callAs: { type: "string", default: "SELF", oneOf: ["SELF", "DELEGATED_ADMIN"] },
    capabilities: {
      type: "set",
      items: { type: "string", oneOf: ["CAPABILITY_IAM", "CAPABILITY_NAMED_IAM", "CAPABILITY_AUTO_EXPAND"] },
    },
    description: {
      type: "string",
      check: (value: string) =>
        value.length <= 1024
          ? undefined
          : `expected length of description to be in the range (0 - 1024), got ${value.length}`,
    },
    executionRoleName: { type: "string", computed: true, conflictsWith: ["autoDeployment"] },
    managedExecution: { type: "object", fields: { active: { type: "boolean", default: false } } },
    name: { type: "string", required: true, forceNew: true, check: nameIssue },
    operationPreferences: { type: "object", fields: stackSetPreferences },
    parameters: { type: "map", items: { type: "string" } },
    permissionModel: { type: "string", default: "SELF_MANAGED", oneOf: ["SERVICE_MANAGED", "SELF_MANAGED"] },
    region: { type: "string", computed: true, forceNew: true, check: regionIssue },
    tags: tagsField,
    templateBody: { type: "string", computed: true, json: "document", conflictsWith: ["templateUrl"] },
    templateUrl: {
      type: "string",
      conflictsWith: ["templateBody"],
      check: () => "the sandbox reads no bucket: give templateBody",
    },
  },
  computed: ["arn", "executionRoleName", "region", "stackSetId", "tagsAll"],
  subject: (inputs) => text(inputs, "name"),
  check: (inputs) => {
    const reads = ["name", "templateBody", "permissionModel", "callAs", "capabilities", "parameters", "autoDeployment"];
    if (reads.some((name) => hasUnknowns(inputs[name]))) return [];
    const wanted = wantedStackSet(inputs);
    const failures: Failure[] = [];
    for (const { property, readsTemplate, check } of stackSetRules) {
      // A template that cannot be read is told once, not again by every rule that reads it.
      const unreadable = failures.some((failure) => failure.property === "templateBody");
      if (!(readsTemplate && unreadable)) failures.push(...refusalAt(property, () => check(wanted)));
    }
    return failures;
  },
  create: (session, inputs) => createStackSet(session, wantedStackSet(inputs)).name,
  read(session, id, state) {
    const found = findStackSet(session, id);
    if (found === undefined) return undefined;
    const stackSetId = stackSetIdOf(session, found);
    return {
      ...kept(state, "callAs", "operationPreferences"),
      arn: stackSetArn(session, found.name, stackSetId.slice(found.name.length + 1)),
      autoDeployment: found.autoDeployment,
      ...(found.capabilities.length === 0 ? {} : { capabilities: found.capabilities }),
      ...(found.description === "" ? {} : { description: found.description }),
      executionRoleName: executionRoleName(session.aws),
      managedExecution: { active: found.managedExecution },
      name: found.name,
      ...(Object.keys(found.parameters).length === 0 ? {} : { parameters: found.parameters }),
      permissionModel: "SERVICE_MANAGED",
      region: found.region,
      stackSetId,
      templateBody: found.templateBody,
      ...tagOutputs(found.tags),
    };
  },
  update: (session, _id, inputs) => updateStackSet(session, wantedStackSet(inputs), preferencesOf(inputs)),
  remove: (session, id) => deleteStackSet(session, id),
  idFor: (session, inputs) => findStackSet(session, text(inputs, "name"))?.name,
};

function wantedStackSet(inputs: Properties): NewStackSet {
  const autoDeployment = object(inputs, "autoDeployment");
  return {
    name: text(inputs, "name"),
    description: text(inputs, "description"),
    templateBody: text(inputs, "templateBody"),
    parameters: object(inputs, "parameters") as Readonly<Record<string, string>>,
    capabilities: texts(inputs, "capabilities"),
    permissionModel: text(inputs, "permissionModel"),
    callAs: text(inputs, "callAs"),
    autoDeployment:
      inputs["autoDeployment"] === undefined
        ? undefined
        : {
            enabled: flag(autoDeployment, "enabled"),
            retainStacksOnAccountRemoval: flag(autoDeployment, "retainStacksOnAccountRemoval"),
          },
    managedExecution: flag(object(inputs, "managedExecution"), "active"),
    tags: tags(inputs),
  };
}

function nameIssue(name: string): string | undefined {
  if (name.length < 1 || name.length > 128) return `expected length of name to be in the range (1 - 128), got ${name}`;
  if (!/^[A-Za-z]/.test(name)) return "invalid value for name (must begin with alphabetic character)";
  return /^[0-9A-Za-z-]+$/.test(name)
    ? undefined
    : "invalid value for name (must contain only alphanumeric and hyphen characters)";
}
