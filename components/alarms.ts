import { Stack } from "@pulumi/aws/cloudformation/stack";
import * as iam from "@pulumi/aws/iam";
import * as pulumi from "@pulumi/pulumi";
import type { AccountRole, AlarmStack } from "../rulebook";

/** The alarms on the way of an alert, and the dashboard (docs/adr/0013: why a stack); and who else reads their metrics. */
export class Alarms extends pulumi.ComponentResource {
  constructor(name: string, record: AlarmStack, opts: pulumi.ComponentResourceOptions) {
    super("lifeline:security:Alarms", name, {}, opts);
    const { stackName, region, template } = record;
    new Stack(stackName, { name: stackName, region, templateBody: template }, { parent: this, protect: true });
    this.addSharingRole(record.sharingRole);
    this.registerOutputs({});
  }

  private addSharingRole({ name, path, description, trust, policy }: AccountRole): void {
    const opts = { parent: this, protect: true };
    const role = new iam.Role(name, { name, path, description, assumeRolePolicy: trust }, opts);
    new iam.RolePolicy(`${name}-policy`, { name, role: role.name, policy }, opts);
  }
}
