import { Stack } from "@pulumi/aws/cloudformation/stack";
import * as pulumi from "@pulumi/pulumi";
import type { AlarmStack } from "../rulebook";

/** The alarms on the way of an alert, and the dashboard; docs/adr/0013 says why they are a stack. */
export class Alarms extends pulumi.ComponentResource {
  constructor(name: string, { stackName, region, template }: AlarmStack, opts: pulumi.ComponentResourceOptions) {
    super("lifeline:security:Alarms", name, {}, opts);
    new Stack(stackName, { name: stackName, region, templateBody: template }, { parent: this, protect: true });
    this.registerOutputs({});
  }
}
