import { rolesIn, snapshotOf, usersIn, type Aws } from "../sandbox/aws";

/** All that stands in AWS, without ids and order: AWS counts those of failed attempts too. */
export function standingIn(aws: Aws): object {
  const { accounts, policies, attachments } = snapshotOf(aws);
  const nameOf = (policyId: string) => policies.find(({ id }) => id === policyId)?.name ?? policyId;
  return {
    roles: accounts.map(({ id }) => sorted(rolesIn(aws, id).map(({ arn, trust }) => `${arn} ${trust}`))),
    users: accounts.map(({ id }) => sorted(usersIn(aws, id).map(({ arn, hasPassword }) => `${arn} ${hasPassword}`))),
    policies: sorted(policies.map(({ name, type, content }) => `${name} ${type} ${content}`)),
    attachments: sorted(attachments.map(({ policyId, targetId }) => `${nameOf(policyId)} ${targetId}`)),
  };
}

function sorted(lines: readonly string[]): readonly string[] {
  return [...lines].sort();
}
