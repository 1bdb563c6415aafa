import * as organizations from "@pulumi/aws/organizations";
import * as pulumi from "@pulumi/pulumi";
import { nextStepFor, type EmergencyAccount as Choice } from "../rulebook";

/**
 * The emergency account, where it is Lifeline's: vended or adopted. A given account is nobody's business here.
 * Never closed by deleting a resource, never replaced: AWS takes 90 days to close an account and gives no second.
 */
export class EmergencyAccount extends pulumi.ComponentResource {
  /** What to do once the account exists and its id is not yet a fact. */
  readonly nextStep: pulumi.Output<string>;

  constructor(name: string, choice: Choice, opts: pulumi.ComponentResourceOptions) {
    super("lifeline:organization:EmergencyAccount", name, {}, opts);
    const accountId = this.accountIdOf(name, choice);
    this.nextStep = accountId.apply((id) => nextStepFor(id).nextStep);
    this.registerOutputs({ accountId });
  }

  private accountIdOf(name: string, choice: Choice): pulumi.Output<string> {
    switch (choice.mode) {
      case "vended":
        return new organizations.Account(
          `${name}-account`,
          { name: choice.name, email: choice.email, parentId: choice.parentId, roleName, closeOnDeletion: false },
          { parent: this, protect: true, retainOnDelete: true, ignoreChanges: unreadable },
        ).id;
      case "adopted":
        return new organizations.Account(
          `${name}-account`,
          { name: choice.name, email: choice.email, parentId: choice.parentId, closeOnDeletion: false },
          { parent: this, protect: true, retainOnDelete: true, ignoreChanges: unreadable, import: choice.id },
        ).id;
      case "given":
        return pulumi.output(choice.id);
      default:
        return choice satisfies never;
    }
  }
}

const roleName = "OrganizationAccountAccessRole";

/**
 * AWS does not tell these of an account that exists: without this an import differs forever, or proposes replacement.
 * https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/organizations_account#import
 */
const unreadable = ["roleName", "iamUserAccessToBilling"];
