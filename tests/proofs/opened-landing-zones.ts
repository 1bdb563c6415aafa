import assert from "node:assert/strict";
import type { Organization } from "../../proofs/model/organization";
import { changed, withProperties, withStatements, withTemplate, type Change } from "./changed-landing-zone";
import { sparing, withGuardrail, withoutGuardrail } from "./guardrail-edits";

const security = "100000000004";
const emergency = "100000000002";
const stranger = "100000000013";
const ci = "arn:aws:iam::*:role/ci-*";

/** Accounts of each kind once are enough to refute; the landing zone itself is proven whole. */
function small(...edits: readonly ((change: Change) => void)[]): Organization {
  const organization = changed(...edits);
  const kept = new Set(["100000000001", emergency, "100000000003", security, stranger]);
  return { ...organization, classes: organization.classes.filter(({ account }) => kept.has(account.id)) };
}

function listed(statement: Record<string, unknown>, element: string): string[] {
  const values = statement[element];
  if (!Array.isArray(values)) throw new Error(`${element} is no list`);
  return values as string[];
}

/** Each of them opens what one claim is about, and nothing of another's: they are judged together to save time. */
export const once = lazily(() =>
  small(
    withStatements("iam/role:Role BreakGlassManagement", "assumeRolePolicy", (statements) => {
      const [first] = statements;
      assert.ok(first !== undefined);
      first["Principal"] = { AWS: stranger };
      delete first.Condition;
    }),
    withoutGuardrail("ProtectStackSetStacks"),
    withGuardrail("ProtectBreakGlassRoles", (statement) => ({
      ...statement,
      Resource: listed(statement, "Resource").filter((arn) => !arn.endsWith(":role/*/BreakGlass*")),
    })),
    withTemplate("detection-stack-set", (resources) => {
      const rule = resources["WatchNameSquatting"];
      assert.ok(rule !== undefined);
      rule.Properties["EventPattern"] = JSON.parse(
        JSON.stringify(rule.Properties["EventPattern"]).replaceAll(
          '{"equals-ignore-case":"BreakGlass"}',
          '"BreakGlass"',
        ),
      );
    }),
    withoutGuardrail("PassNoBreakGlassRoles"),
    withoutGuardrail("ProtectLogArchive"),
    withGuardrail("DenyUnsubscribing", (statement) => ({
      ...statement,
      Condition: { ...statement.Condition, StringEquals: { "aws:PrincipalAccount": "100000000003" } },
    })),
    withoutGuardrail("DenyLeavingTheOrganization"),
    withoutGuardrail("ProtectStackSetsExecutionRoles"),
    sparing("ProtectForwardingRules", ci),
  ),
);

/** And another way for each. */
export const again = lazily(() =>
  small(
    withStatements("iam/userPolicy:UserPolicy responders.carol.tiers", "policy", (statements) => {
      for (const statement of statements) {
        statement.Resource = JSON.parse(
          JSON.stringify(statement.Resource).replaceAll("BreakGlassOperator", "BreakGlassAdmin"),
        );
      }
    }),
    withGuardrail("OnlyTheEmergencyPath", (statement) => {
      listed(statement, "NotAction").push("iam:UpdateLoginProfile", "iam:CreateUser");
      return statement;
    }),
    withProperties("cloudwatch/logMetricFilter:LogMetricFilter lifeline-second-path-tampering-2", (properties) => {
      const pattern = String(properties["pattern"]);
      properties["pattern"] = pattern.replaceAll("%^[Bb][Rr][Ee][Aa][Kk]", "%^[Bb][Rr][Ee]ak");
      assert.notEqual(properties["pattern"], pattern);
    }),
    sparing("PassNoBreakGlassRoles", ci),
    sparing("ProtectKeyAliases", ci),
    sparing("ProtectRegister", `arn:aws:iam::${security}:role/*`),
    withGuardrail("DenyClosingAccounts", (statement) => ({ ...statement, Action: ["organizations:CloseAccount"] })),
    withGuardrail(`ProtectDeployer${security}OrganizationAccountAccessRole`, (statement) => {
      listed(statement, "NotAction").push("iam:UpdateAssumeRolePolicy");
      return statement;
    }),
    sparing("ProtectBreakGlassRoles", "arn:aws:iam::*:role/break-glass/*"),
  ),
);

function lazily(make: () => Organization): () => Organization {
  let made: Organization | undefined;
  return () => (made ??= make());
}
