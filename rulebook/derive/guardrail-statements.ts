import type { Deployer, Facts, SettledFacts } from "../facts";
import type { Exemption, Guardrail, ProtectedResource } from "../guardrails";
import type { Names } from "../names";
import type { Rulebook } from "../rulebook";
import type { Conditions, ScpStatement } from "../types";
import { everyHubRoleArn, everyResponderArn, iamArn } from "./arns";
import { sidFor } from "./document";
import { mapNonEmpty } from "./non-empty";
import { triageRoleArn } from "./security-account-arns";

/** The SCP statements that keep everyone from the path: one per row, one per deployer, and one for each maker that has a name. */
export function guardrailStatementsFor(rulebook: Rulebook, facts: SettledFacts): readonly ScpStatement[] {
  return [
    ...rulebook.guardrails.map((row) => statementFor(row, rulebook, facts)),
    ...facts.deployers.map((deployer) => deployerStatementFor(deployer, rulebook, facts)),
    ...controlTowerStatements(rulebook, facts),
    ...makerStatements(facts),
  ];
}

/** Principal patterns that an exemption names; empty for nobody. */
export function exemptArnsFor(exempt: Exemption, rulebook: Rulebook, facts: SettledFacts): readonly string[] {
  switch (exempt) {
    case "nobody":
      return [];
    case "stacksets":
      return [iamArn(facts, "*", rulebook.makers.stacksets)];
    case "responders":
      return [everyResponderArn(rulebook.names, facts)];
    case "emergencyPath":
      return [everyResponderArn(rulebook.names, facts), everyHubRoleArn(rulebook.names, facts)];
    case "detectionDeployers":
      return [
        iamArn(facts, "*", rulebook.makers.stacksets),
        ...detectionDeployersOf(facts).map(({ account, name }) => iamArn(facts, account, `role/${name}`)),
      ];
    case "triage":
      return [...exemptArnsFor("detectionDeployers", rulebook, facts), triageRoleArn(rulebook.names, facts)];
    default:
      return exempt satisfies never;
  }
}

function statementFor(row: Guardrail, rulebook: Rulebook, facts: SettledFacts): ScpStatement {
  const condition = conditionFor(row, rulebook, facts);
  const guarded = condition === undefined ? {} : { Condition: condition };
  switch (row.kind) {
    case "freeze":
      return {
        Sid: sidFor(row.id),
        Effect: "Deny",
        NotAction: row.spared,
        Resource: mapNonEmpty(row.resources, (resource) => arnOf(resource, rulebook, facts)),
        ...guarded,
      };
    case "forbid":
      return {
        Sid: sidFor(row.id),
        Effect: "Deny",
        Action: row.actions,
        Resource:
          row.resources === "everything"
            ? "*"
            : mapNonEmpty(row.resources, (resource) => arnOf(resource, rulebook, facts)),
        ...guarded,
      };
    default:
      return row satisfies never;
  }
}

function conditionFor(row: Guardrail, rulebook: Rulebook, facts: SettledFacts): Conditions | undefined {
  const exempt = exemptArnsFor(row.exempt, rulebook, facts);
  const conditions: Conditions = {
    ...(exempt.length === 0 ? {} : { ArnNotLike: { "aws:PrincipalArn": exempt } }),
    ...scopeConditionFor(row.scope, facts),
    ...(row.kind === "forbid" && row.alias !== undefined
      ? { "ForAnyValue:StringLike": { "kms:ResourceAliases": named(row.alias, rulebook.names) } }
      : {}),
  };
  return Object.keys(conditions).length === 0 ? undefined : conditions;
}

function scopeConditionFor(scope: Guardrail["scope"], facts: SettledFacts): Conditions {
  switch (scope) {
    case "everyAccount":
      return {};
    case "allButEmergencyAccount":
      return { StringNotEquals: { "aws:PrincipalAccount": facts.emergencyAccount.id } };
    case "securityAccount":
      return { StringEquals: { "aws:PrincipalAccount": facts.accounts.security } };
    default:
      return scope satisfies never;
  }
}

function arnOf({ service, resource }: ProtectedResource, { names }: Rulebook, facts: SettledFacts): string {
  const what = named(resource, names);
  if (service === "iam") return iamArn(facts, "*", what);
  // A bucket's name is unique in all of AWS: its ARN has neither Region nor account.
  return service === "s3" ? `arn:${facts.partition}:s3:::${what}` : `arn:${facts.partition}:${service}:*:*:${what}`;
}

function named(text: string, names: Names): string {
  return text.replaceAll(/\{(\w+)\}/g, (_, name: string) => nameFor(name, names));
}

function nameFor(key: string, names: Names): string {
  const [, name] = Object.entries(names).find(([known]) => known === key) ?? [];
  if (typeof name !== "string") throw new Error(`rulebook/guardrails.ts: {${key}} is no name of rulebook/names.ts.`);
  return name;
}

/**
 * A deployer may change protected things, so it is one itself: only its maker changes it.
 * Sessions of the deployer are not its maker; a deployer that could widen its own trust would be a hole.
 */
function deployerStatementFor(deployer: Deployer, rulebook: Rulebook, facts: SettledFacts): ScpStatement {
  const exempt = makerArnsFor(deployer, rulebook, facts);
  return {
    Sid: `ProtectDeployer${deployer.account}${sidPartFor(deployer)}`,
    Effect: "Deny",
    NotAction: ["iam:Get*", "iam:List*", "sts:*"],
    Resource: iamArn(facts, deployer.account, `role/${deployer.name}`),
    ...(exempt.length === 0 ? {} : { Condition: { ArnNotLike: { "aws:PrincipalArn": exempt } } }),
  };
}

/**
 * Where Control Tower makes a deployer, its role is exempt by name: whoever could make or take one of that name would
 * inherit the exemption. Control Tower makes it with the account; an existing account is enrolled, and the role made there
 * by hand, before it is listed: https://docs.aws.amazon.com/controltower/latest/userguide/enroll-account.html
 */
function controlTowerStatements({ makers }: Rulebook, facts: SettledFacts): readonly ScpStatement[] {
  const accounts = facts.deployers
    .filter(({ managedBy }) => managedBy.kind === "controlTower")
    .map(({ account }) => account);
  const [first, ...others] = [...new Set(accounts)]
    .sort()
    .map((account) => iamArn(facts, account, makers.controlTower));
  return first === undefined
    ? []
    : [
        {
          Sid: "ProtectControlTowerExecutionRoles",
          Effect: "Deny",
          NotAction: ["iam:Get*", "iam:List*", "sts:*"],
          Resource: [first, ...others],
        },
      ];
}

/** Whoever makes a deployer by hand is spared for it: nobody else may become that one. It keeps itself. */
function makerStatements(facts: SettledFacts): readonly ScpStatement[] {
  const principals = facts.deployers.flatMap(({ managedBy }) =>
    managedBy.kind === "manual" ? [managedBy.principal] : [],
  );
  return [...new Set(principals)].sort().map((principal) => ({
    Sid: `Protect${principal.includes(":user/") ? "User" : "Role"}${principal.split(":")[4] ?? ""}${sidPartFor({ name: principal })}`,
    Effect: "Deny",
    NotAction: ["iam:Get*", "iam:List*", "sts:*"],
    Resource: principal,
    Condition: { ArnNotLike: { "aws:PrincipalArn": [principal] } },
  }));
}

/** The role's name, which is unique in its account; what a Sid does not take is written as its character code. */
function sidPartFor({ name }: Pick<Deployer, "name">): string {
  const [roleName = name] = name.split("/").slice(-1);
  return roleName.replaceAll(/[^A-Za-z0-9]/g, (character) => `x${character.charCodeAt(0).toString(16)}`);
}

function makerArnsFor({ account, managedBy }: Deployer, rulebook: Rulebook, facts: SettledFacts): readonly string[] {
  switch (managedBy.kind) {
    case "management":
      return [];
    case "stacksets":
      return [iamArn(facts, "*", rulebook.makers.stacksets)];
    case "controlTower":
      return [iamArn(facts, account, rulebook.makers.controlTower)];
    case "manual":
      return [managedBy.principal];
    case "deployer":
      return [iamArn(facts, account, `role/${managedBy.name}`)];
    default:
      return managedBy satisfies never;
  }
}

/** Roles that deploy into the emergency account: Lifeline's own is the first of them. */
export function emergencyDeployersOf(facts: SettledFacts): readonly Deployer[] {
  return deployersOf(facts, facts.emergencyAccount.id);
}

export function deployersOf(facts: Pick<Facts, "deployers">, account: string): readonly Deployer[] {
  return facts.deployers.filter((deployer) => deployer.account === account);
}

/** The first one of each account, by which Lifeline enters: the fewer are spared, the better, and each costs room in every row. */
function detectionDeployersOf(facts: SettledFacts): readonly Deployer[] {
  return [facts.accounts.security, facts.accounts.logArchive].flatMap((account) =>
    deployersOf(facts, account).slice(0, 1),
  );
}

/**
 * Whom a guardrail spares, or a key's or the bucket's policy: who changes one of these inherits that. In other accounts it
 * is those alone that make another.
 */
export function sparedDeployersOf(facts: SettledFacts): readonly Deployer[] {
  const { emergencyAccount, accounts, deployers } = facts;
  const own = [emergencyAccount.id, accounts.security, accounts.logArchive];
  const isMaker = ({ name, account }: Deployer): boolean =>
    deployers.some(
      (made) => made.account === account && made.managedBy.kind === "deployer" && made.managedBy.name === name,
    );
  return [
    ...deployers.filter((deployer) => own.includes(deployer.account) || isMaker(deployer)),
    ...deployers.flatMap(makerByHandOf),
  ];
}

/** A user's changes are seen where he is made and given keys; it is roles that are taken. */
function makerByHandOf({ account, managedBy }: Deployer): readonly Deployer[] {
  if (managedBy.kind !== "manual") return [];
  const [, name] = managedBy.principal.split(":role/");
  return name === undefined ? [] : [{ name, account, managedBy }];
}
