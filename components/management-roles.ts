import * as iam from "@pulumi/aws/iam";
import * as pulumi from "@pulumi/pulumi";
import type { PlainRole } from "../rulebook";

/** Target roles of the management account, which StackSets never reach. */
export class ManagementRoles extends pulumi.ComponentResource {
  constructor(name: string, roles: readonly PlainRole[], opts: pulumi.ComponentResourceOptions) {
    super("lifeline:organization:ManagementRoles", name, {}, opts);
    for (const { name: roleName, path, description, maxSessionSeconds, trust, policy, managedPolicyArns } of roles) {
      const role = new iam.Role(
        roleName,
        { name: roleName, path, description, maxSessionDuration: maxSessionSeconds, assumeRolePolicy: trust },
        { parent: this, protect: true },
      );
      new iam.RolePolicy(
        `${roleName}-policy`,
        { name: roleName, role: role.name, policy },
        { parent: this, protect: true },
      );
      for (const policyArn of managedPolicyArns) {
        new iam.RolePolicyAttachment(
          `${roleName}-${policyArn.split("/").at(-1)}`,
          { role: role.name, policyArn },
          { parent: this, protect: true },
        );
      }
    }
    this.registerOutputs({});
  }
}
