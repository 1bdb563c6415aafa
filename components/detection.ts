import * as cloudformation from "@pulumi/aws/cloudformation";
import * as cloudwatch from "@pulumi/aws/cloudwatch";
import * as lambda from "@pulumi/aws/lambda";
import * as pulumi from "@pulumi/pulumi";
import type { Detection as Record } from "../rulebook";
import { accountRole } from "./parts/account-role";
import { memberStackSet } from "./parts/member-stack-set";

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
    const role = accountRole(record.forwarderRole, this, `${name}-forwarder`);
    for (const { name: stackName, region, template } of record.managementStacks) {
      new cloudformation.Stack(
        `${name}-${region}`,
        { name: stackName, region, templateBody: template },
        { parent: this, protect: true, dependsOn: [...role] },
      );
    }
    memberStackSet(name, record.stackSet, this);
    this.registerOutputs({});
  }
}
