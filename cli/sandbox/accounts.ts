import { rulebook } from "../../rulebook";
import { rolesIn, type Aws } from "../../sandbox/aws";

/** An account, and the roles in it that this deployment made. */
export interface AccountRoles {
  readonly id: string;
  readonly name: string;
  /** The OUs from the top, "Workloads / Production"; "root" for an account directly below it. */
  readonly unit: string;
  readonly status: string;
  readonly roles: readonly string[];
  /** ARNs of the target roles that StackSets made; they make others besides, that no responder takes. */
  readonly targetRoleArns: readonly string[];
}

export function accountsWithRoles(aws: Aws): readonly AccountRoles[] {
  return Object.values(aws.accounts)
    .sort((one, other) => (one.id < other.id ? -1 : 1))
    .map(({ id, name, status, parentId }) => {
      const roles = rolesIn(aws, id).filter(({ madeBy }) => isMadeHere(madeBy));
      return {
        id,
        name,
        status,
        unit: unitPath(aws, parentId),
        roles: roles.map((role) => role.name).sort(),
        targetRoleArns: roles
          .filter(({ madeBy, name }) => madeBy.startsWith("stackset:") && targetRoleNames.has(name))
          .map(({ arn }) => arn)
          .sort(),
      };
    });
}

const targetRoleNames: ReadonlySet<string> = new Set(Object.values(rulebook.names.targetRole));

/** AWS's own roles are there before us: what a StackSet or a principal made is ours. */
function isMadeHere(madeBy: string): boolean {
  return madeBy.startsWith("stackset:") || madeBy.startsWith("arn:");
}

function unitPath(aws: Aws, unitId: string): string {
  const names: string[] = [];
  for (let unit = aws.units[unitId]; unit !== undefined; unit = aws.units[unit.parentId]) names.unshift(unit.name);
  return names.length === 0 ? "root" : names.join(" / ");
}
