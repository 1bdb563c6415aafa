import { rolesIn, type Aws } from "../../sandbox/aws";
import { attemptOf, attemptsOf, type Attempt } from "./attempts";
import type { AccountRoles } from "./accounts";
import type { Route } from "./way-in";

const administratorAccess = "arn:aws:iam::aws:policy/AdministratorAccess";

/** The account that is attacked: the first of those that hold the most target roles. */
export function victimAmong(accounts: readonly AccountRoles[]): AccountRoles | undefined {
  const candidates = accounts.filter(({ status, targetRoleArns }) => status === "ACTIVE" && targetRoleArns.length > 0);
  const most = Math.max(0, ...candidates.map(({ targetRoleArns }) => targetRoleArns.length));
  return candidates.find(({ targetRoleArns }) => targetRoleArns.length === most);
}

/** Another account of the same kind, whose administrator tries to come over. */
function neighbourOf(victim: AccountRoles, accounts: readonly AccountRoles[]): AccountRoles | undefined {
  return accounts.find(({ id, roles }) => id !== victim.id && roles.join() === victim.roles.join());
}

/**
 * What must be refused. The intruders can do everything in their account that no organization policy forbids: they
 * are evaluated in a copy of the sandbox's AWS, where one more role has been made up.
 */
export function refusalsFor(aws: Aws, victim: AccountRoles, accounts: readonly AccountRoles[]): readonly Attempt[] {
  const scene = structuredClone(aws);
  const administrator = administratorOf(scene, victim.id);
  const neighbour = neighbourOf(victim, accounts);
  const lookAlike = addLookAlike(scene, victim.id);
  return attemptsOf(
    scene,
    [
      { who: `account administrator of ${victim.name}`, arn: administrator },
      { who: `root user of ${victim.name}`, arn: `arn:aws:iam::${victim.id}:root` },
      { who: `StackSets look-alike in ${victim.name}`, arn: lookAlike },
      ...(neighbour === undefined
        ? []
        : [{ who: `account administrator of ${neighbour.name}`, arn: administratorOf(scene, neighbour.id) }]),
    ],
    victim.targetRoleArns,
  );
}

/** What must be allowed by the same documents: otherwise the refusals would prove too little. */
export function contrastsFor(aws: Aws, victim: AccountRoles, route: Route | undefined): readonly Attempt[] {
  const [target] = victim.targetRoleArns;
  const execution = executionRoleOf(aws, victim.id);
  const maintained =
    execution === undefined || target === undefined
      ? []
      : [attemptOf(aws, "StackSets' own execution role", execution, "iam:UpdateAssumeRolePolicy", target)];
  if (route === undefined) return maintained;
  const { responder, hubRoleArn, targetRoleArn, tier } = route;
  const withMfa = { "aws:MultiFactorAuthPresent": "true" };
  return [
    attemptOf(aws, `${responder.name} with MFA, console`, responder.arn, "sts:AssumeRole", targetRoleArn, withMfa),
    attemptOf(aws, `${responder.name} with MFA, command line`, responder.arn, "sts:AssumeRole", hubRoleArn, withMfa),
    attemptOf(aws, `hub role of ${tier}, command line`, hubRoleArn, "sts:AssumeRole", targetRoleArn),
    ...maintained,
  ];
}

/** A responder whose second factor is missing is an intruder as well. */
export function refusalsWithoutMfa(aws: Aws, { responder, hubRoleArn, targetRoleArn }: Route): readonly Attempt[] {
  const without = { "aws:MultiFactorAuthPresent": "false" };
  return [targetRoleArn, hubRoleArn].map((target) =>
    attemptOf(aws, `${responder.name} without MFA`, responder.arn, "sts:AssumeRole", target, without),
  );
}

/** The role by which an account's owner enters it, with AdministratorAccess. */
function administratorOf(aws: Aws, accountId: string): string {
  const administrators = Object.values(aws.iam[accountId]?.roles ?? {}).filter(({ managedPolicyArns }) =>
    managedPolicyArns.includes(administratorAccess),
  );
  const role = administrators.find(({ path }) => path === "/");
  if (role === undefined) throw new Error(`account ${accountId} of the sandbox has no administrator`);
  return `arn:aws:iam::${accountId}:role${role.path}${role.name}`;
}

/** Named as StackSets' execution roles are, but in a path of its own: an administrator could have made it long ago. */
function addLookAlike(aws: Aws, accountId: string): string {
  const roles = aws.iam[accountId]?.roles;
  const original = Object.values(roles ?? {}).find(({ managedPolicyArns }) =>
    managedPolicyArns.includes(administratorAccess),
  );
  if (roles === undefined || original === undefined) throw new Error(`account ${accountId} has no administrator`);
  const [path, name] = ["/team/", "stacksets-exec-0123456789abcdef0123456789abcdef"];
  roles[name] = { ...original, path, name };
  return `arn:aws:iam::${accountId}:role${path}${name}`;
}

/** Made by StackSets in each account it works in; its exact path is what the guardrails exempt. */
function executionRoleOf(aws: Aws, accountId: string): string | undefined {
  return rolesIn(aws, accountId).find(({ path, name }) => path === "/" && name.startsWith("stacksets-exec-"))?.arn;
}
