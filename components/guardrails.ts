import * as organizations from "@pulumi/aws/organizations";
import * as pulumi from "@pulumi/pulumi";
import type { OrganizationPolicies, OrganizationPolicy } from "../rulebook";

/** SCPs and RCPs with their attachments. */
export class Guardrails extends pulumi.ComponentResource {
  constructor(name: string, policies: OrganizationPolicies, opts: pulumi.ComponentResourceOptions) {
    super("lifeline:organization:Guardrails", name, {}, opts);
    this.addChain(policies.guardrails);
    this.addChain(policies.resourceGuardrails);
    this.addPolicy(policies.emergencyAccount, []);
    this.registerOutputs({});
  }

  /**
   * Each policy waits for the attachments of the next: updates run from the last to the first, so that a statement
   * which moves stands in its new policy before it leaves the old one. The first is the one that is never removed.
   */
  private addChain(policies: readonly OrganizationPolicy[]): void {
    let later: pulumi.Resource[] = [];
    for (const policy of [...policies].reverse()) {
      later = this.addPolicy(policy, later, policy === policies[0]);
    }
  }

  private addPolicy(
    { name, type, description, content, attachments }: OrganizationPolicy,
    dependsOn: pulumi.Resource[],
    protect = true,
  ): pulumi.Resource[] {
    const policy = new organizations.Policy(
      name,
      { name, type, description, content },
      { parent: this, protect, dependsOn },
    );
    return attachments.map(
      (attachment) =>
        new organizations.PolicyAttachment(
          `${name}.guardrails.targets.${attachment.target}`,
          { policyId: policy.id, targetId: attachment.target },
          { parent: this, protect: protect && attachment.protect },
        ),
    );
  }
}
