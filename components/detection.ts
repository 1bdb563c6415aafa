import * as cloudformation from "@pulumi/aws/cloudformation";
import * as cloudwatch from "@pulumi/aws/cloudwatch";
import * as iam from "@pulumi/aws/iam";
import * as lambda from "@pulumi/aws/lambda";
import * as pulumi from "@pulumi/pulumi";
import type { AccountRole, Detection as Record } from "../rulebook";

/** Where events arrive: the central bus with triage behind it, and the standby bus with the small topic behind it. */
export class EventBuses extends pulumi.ComponentResource {
  constructor(
    name: string,
    record: Pick<Record, "central" | "standby" | "permission">,
    opts: pulumi.ComponentResourceOptions,
  ) {
    super("lifeline:security:EventBuses", name, {}, opts);
    this.bus(`${name}-central`, record.central);
    this.bus(`${name}-standby`, record.standby);
    new lambda.Permission(
      `${name}-permission`,
      {
        region: record.central.region,
        statementId: record.permission.statementId,
        action: "lambda:InvokeFunction",
        function: record.permission.functionName,
        principal: record.permission.principal,
        sourceArn: record.permission.sourceArn,
        sourceAccount: record.permission.sourceAccount,
      },
      { parent: this },
    );
    this.registerOutputs({});
  }

  private bus(name: string, record: Record["central"]): void {
    const { region, rule } = record;
    const bus = new cloudwatch.EventBus(
      name,
      { name: record.name, description: record.description, region },
      { parent: this, protect: true },
    );
    new cloudwatch.EventBusPolicy(
      `${name}-policy`,
      { eventBusName: bus.name, policy: record.policy, region },
      { parent: this, protect: true },
    );
    const eventRule = new cloudwatch.EventRule(
      `${name}-rule`,
      {
        name: rule.name,
        description: rule.description,
        eventBusName: bus.name,
        eventPattern: rule.pattern,
        // Not `isEnabled`, which knows no state that lets read events through.
        state: rule.state,
        region,
      },
      { parent: this, protect: true },
    );
    const { target } = rule;
    new cloudwatch.EventTarget(
      `${name}-target`,
      {
        rule: eventRule.name,
        eventBusName: bus.name,
        targetId: target.id,
        arn: target.arn,
        ...(target.roleArn === undefined ? {} : { roleArn: target.roleArn }),
        deadLetterConfig: { arn: target.deadLetterArn },
        retryPolicy: {
          maximumEventAgeInSeconds: target.maximumEventAgeSeconds,
          maximumRetryAttempts: target.maximumRetryAttempts,
        },
        region,
      },
      { parent: this, protect: true },
    );
  }
}

/** Where events come from: the second StackSet in the members, and a stack for each Region of the management account. */
export class Detection extends pulumi.ComponentResource {
  constructor(
    name: string,
    record: Pick<Record, "stackSet" | "managementStacks" | "forwarderRole">,
    opts: pulumi.ComponentResourceOptions,
  ) {
    super("lifeline:organization:Detection", name, {}, opts);
    const { stackSet } = record;
    const role = roleOf(`${name}-forwarder`, record.forwarderRole, this);
    for (const { name: stackName, region, template } of record.managementStacks) {
      new cloudformation.Stack(
        `${name}-${region}`,
        { name: stackName, region, templateBody: template },
        { parent: this, protect: true, dependsOn: [...role] },
      );
    }
    const set = new cloudformation.StackSet(
      `${name}-stack-set`,
      {
        name: stackSet.name,
        description: stackSet.description,
        permissionModel: "SERVICE_MANAGED",
        callAs: "SELF",
        region: stackSet.region,
        templateBody: stackSet.template,
        // docs/adr/0006 holds for this StackSet too.
        autoDeployment: { enabled: true, retainStacksOnAccountRemoval: false },
        managedExecution: { active: true },
        operationPreferences: tolerant,
      },
      {
        parent: this,
        protect: true,
        // Computed for the self-managed model: https://github.com/hashicorp/terraform-provider-aws/pull/45992
        ignoreChanges: ["administrationRoleArn"],
        customTimeouts: { update: "2h" },
      },
    );
    new cloudformation.StackInstances(
      `${name}-instances`,
      {
        stackSetName: set.name,
        callAs: "SELF",
        region: stackSet.region,
        regions: [...stackSet.regions],
        deploymentTargets: { organizationalUnitIds: [...stackSet.organizationalUnitIds] },
        operationPreferences: { ...tolerant, concurrencyMode: "SOFT_FAILURE_TOLERANCE" },
        // Must stand in the state before a deletion to have effect.
        retainStacks: true,
      },
      { parent: this, protect: true, customTimeouts: { create: "2h", update: "2h", delete: "2h" } },
    );
    this.registerOutputs({});
  }
}

/**
 * A suspended account, or one that lacks a Region, fails its instance and must not fail the others.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_StackSetOperationPreferences.html
 */
const tolerant: pulumi.Unwrap<cloudformation.StackSetArgs["operationPreferences"]> = {
  failureTolerancePercentage: 100,
  maxConcurrentPercentage: 100,
  regionConcurrencyType: "PARALLEL",
};

function roleOf(logicalName: string, record: AccountRole, parent: pulumi.Resource): readonly pulumi.Resource[] {
  const { name, path, description, trust, policy } = record;
  const role = new iam.Role(
    logicalName,
    { name, path, description, assumeRolePolicy: trust },
    { parent, protect: true },
  );
  return [
    role,
    new iam.RolePolicy(`${logicalName}-policy`, { name, role: role.name, policy }, { parent, protect: true }),
  ];
}
