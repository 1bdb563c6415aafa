import * as cloudformation from "@pulumi/aws/cloudformation";
import type * as pulumi from "@pulumi/pulumi";

export interface MemberStackSet {
  readonly name: string;
  readonly description: string;
  readonly template: string;
  /** Where the StackSet is managed. */
  readonly region: string;
  /** Where its stacks stand. */
  readonly regions: readonly string[];
  readonly organizationalUnitIds: readonly string[];
  readonly capabilities?: readonly "CAPABILITY_NAMED_IAM"[];
}

/**
 * A StackSet that CloudFormation keeps in every member account, present and future.
 * `StackInstances`, not `StackSetInstance`: there a change of the targets replaces the instance, and create-before-delete
 * ends by removing every stack. https://github.com/hashicorp/terraform-provider-aws/issues/40675
 */
export function memberStackSet(name: string, record: MemberStackSet, parent: pulumi.Resource): void {
  const stackSet = new cloudformation.StackSet(
    `${name}-stack-set`,
    {
      name: record.name,
      description: record.description,
      permissionModel: "SERVICE_MANAGED",
      callAs: "SELF",
      region: record.region,
      ...(record.capabilities === undefined ? {} : { capabilities: [...record.capabilities] }),
      templateBody: record.template,
      // docs/adr/0006: leaving accounts lose the stacks; moving accounts stay below the root.
      autoDeployment: { enabled: true, retainStacksOnAccountRemoval: false },
      managedExecution: { active: true },
      operationPreferences: tolerant,
    },
    {
      parent,
      protect: true,
      // Computed for the self-managed model; a perpetual difference in older providers.
      // https://github.com/hashicorp/terraform-provider-aws/pull/45992
      ignoreChanges: ["administrationRoleArn"],
      customTimeouts: { update: "2h" },
    },
  );
  new cloudformation.StackInstances(
    `${name}-instances`,
    {
      stackSetName: stackSet.name,
      callAs: "SELF",
      region: record.region,
      regions: [...record.regions],
      deploymentTargets: { organizationalUnitIds: [...record.organizationalUnitIds] },
      // The set's own preferences have no such mode in the provider.
      operationPreferences: { ...tolerant, concurrencyMode: "SOFT_FAILURE_TOLERANCE" },
      // Must stand in the state before a deletion to have effect: whoever removes this resource keeps the stacks.
      retainStacks: true,
    },
    { parent, protect: true, customTimeouts: { create: "2h", update: "2h", delete: "2h" } },
  );
}

/**
 * A suspended account, or one that lacks a Region, fails its instance and must not fail the others, nor `pulumi up`.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_StackSetOperationPreferences.html
 */
const tolerant: pulumi.Unwrap<cloudformation.StackSetArgs["operationPreferences"]> = {
  failureTolerancePercentage: 100,
  maxConcurrentPercentage: 100,
  regionConcurrencyType: "PARALLEL",
};
