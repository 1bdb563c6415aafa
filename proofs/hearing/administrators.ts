import { administrator } from "../actors";
import type { Actor } from "../claim";
import type { AccountClass, Organization } from "../model/organization";
import { sparedDeployersOf } from "../tier-zero/spared-deployers";

const lookAlike = "stacksets-exec-0123456789abcdef0123456789abcdef";

/** Whom no policy binds in an account: in the management account everybody, elsewhere its declared deployers. */
export function administratorsIn(organization: Organization, accountClass: AccountClass): readonly Actor[] {
  const { id } = accountClass.account;
  if (id !== organization.managementAccount) {
    return sparedDeployersOf(organization)
      .filter(({ account }) => accountClass.members.includes(account))
      .map(({ arn, account }) => administrator("assumedRole", arn, account));
  }
  return [
    administrator("assumedRole", `arn:aws:iam::${id}:role/administrator`, id),
    administrator("user", `arn:aws:iam::${id}:user/administrator`, id),
    administrator("root", `arn:aws:iam::${id}:root`, id),
    // Detection passes over what StackSets does in members; there is no such role of AWS's in the management account.
    {
      ...administrator("assumedRole", `arn:aws:iam::${id}:role/${lookAlike}`, id),
      says: `a role of the management account that is called ${lookAlike}, by CloudFormation`,
      context: { "aws:CalledVia": ["cloudformation.amazonaws.com"] },
    },
  ];
}
