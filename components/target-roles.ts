import * as cloudformation from "@pulumi/aws/cloudformation";
import * as pulumi from "@pulumi/pulumi";
import type { TargetRoles as Record } from "../rulebook";

/**
 * The StackSet that puts the target roles into every member account, present and future.
 * `StackInstances`, not `StackSetInstance`: there a change of the targets replaces the instance, and create-before-delete
 * ends by removing every role. https://github.com/hashicorp/terraform-provider-aws/issues/40675
 */
export class TargetRoles extends pulumi.ComponentResource {
  constructor(name: string, record: Record, opts: pulumi.ComponentResourceOptions) {
    super("lifeline:organization:TargetRoles", name, {}, opts);

    const stackSet = new cloudformation.StackSet(
      `${name}-stack-set`,
      {
        name: record.stackSetName,
        description: record.description,
        permissionModel: "SERVICE_MANAGED",
        callAs: "SELF",
        region: record.region,
        capabilities: ["CAPABILITY_NAMED_IAM"],
        templateBody: record.template,
        // docs/adr/0006: leaving accounts lose the roles; moving accounts stay below the root.
        autoDeployment: { enabled: true, retainStacksOnAccountRemoval: false },
        managedExecution: { active: true },
        operationPreferences: tolerant,
      },
      {
        parent: this,
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
        // IAM is global: one Region.
        regions: [record.region],
        deploymentTargets: { organizationalUnitIds: [...record.organizationalUnitIds] },
        // The set's own preferences have no such mode in the provider.
        operationPreferences: { ...tolerant, concurrencyMode: "SOFT_FAILURE_TOLERANCE" },
        // Must stand in the state before a deletion to have effect: whoever removes this resource keeps the roles.
        retainStacks: true,
      },
      { parent: this, protect: true, customTimeouts: { create: "2h", update: "2h", delete: "2h" } },
    );
    this.registerOutputs({});
  }
}

/**
 * A suspended account fails its instance and must not fail the others, nor `pulumi up`.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_StackSetOperationPreferences.html
 */
const tolerant: pulumi.Unwrap<cloudformation.StackSetArgs["operationPreferences"]> = {
  failureTolerancePercentage: 100,
  maxConcurrentPercentage: 100,
  regionConcurrencyType: "PARALLEL",
};
