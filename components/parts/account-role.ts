import * as iam from "@pulumi/aws/iam";
import type * as pulumi from "@pulumi/pulumi";
import type { AccountRole } from "../../rulebook";

/** A role with its one policy: whatever acts by it waits for both. */
export function accountRole(
  record: AccountRole,
  parent: pulumi.Resource,
  logicalName = record.name,
): pulumi.Resource[] {
  const { name, path, description, trust, policy } = record;
  const opts = { parent, protect: true };
  const role = new iam.Role(logicalName, { name, path, description, assumeRolePolicy: trust }, opts);
  return [role, new iam.RolePolicy(`${logicalName}-policy`, { name, role: role.name, policy }, opts)];
}
