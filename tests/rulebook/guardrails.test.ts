import assert from "node:assert/strict";
import { rulebook, type Rulebook } from "../../rulebook";
import { administratorAccess, managementAccount, root, session, verdictOf, wordsFor } from "./evaluation";
import { factsWithDeployers, guardrailCallersIn } from "./guardrail-callers";
import { levelsOf, policiesBetween } from "./organization";
import { protectedDetectionIn } from "./protected-detection";
import { deployersIn, protectedThingsIn, roleWrites, type ProtectedThing } from "./protected-things";

const workload = "100000000011";
const frozen = [...protectedThingsIn(workload), ...protectedDetectionIn(workload)];
const things = [...frozen, ...deployersIn(workload)];
const callers = guardrailCallersIn(workload);
const levels = levelsOf();

/** Every caller tries every action on every thing; what AWS decides against expectation, in words. */
function surprisesOf(law: Rulebook, among: readonly ProtectedThing[] = things): readonly string[] {
  const policies = levelsOf(law, factsWithDeployers(workload))(workload);
  return among.flatMap((thing) =>
    callers.flatMap(({ who, caller, identity, holds }) => {
      const mayWrite = holds === "unbound" || thing.exempt.some((exempt) => exempt === holds);
      const attempts = [
        ...thing.writes.map((action) => [action, mayWrite] as const),
        ...thing.reads.map((action) => [action, true] as const),
      ];
      return thing.arns.flatMap((arn) =>
        attempts.flatMap(([action, may]) => {
          if (action.startsWith("sts:") && may) return [];
          const verdict = verdictOf(caller, action, arn, { ...policies, identity });
          const sids = verdict.by.map(({ statement }) => statement);
          const isAsExpected = may
            ? !sids.some((sid) => sid.startsWith("Protect") || sid.startsWith("Pass"))
            : verdict.decision === "explicitDeny" && sids.includes(thing.sid);
          return isAsExpected ? [] : [`${who}: ${action} on ${arn}: ${wordsFor(verdict)}`];
        }),
      );
    }),
  );
}

describe("The guardrails of a member account", () => {
  for (const thing of things) {
    it(`deny every change of ${thing.what} except by the exemption chain, and no read`, () => {
      assert.deepEqual(surprisesOf(rulebook, [thing]), []);
    });
  }

  it("deny adding a role of the path to an instance profile, because that passes the role", () => {
    const policies = { ...levels(workload), identity: [administratorAccess] };
    const administrator = session(workload, "Administrator");
    const role = `arn:aws:iam::${workload}:role/break-glass/BreakGlassAdmin`;
    // AddRoleToInstanceProfile acts on the profile and depends on iam:PassRole.
    assert.equal(wordsFor(verdictOf(administrator, "iam:PassRole", role, policies)), "denied by PassNoBreakGlassRoles");
  });

  it("leave the other roles of the account alone", () => {
    const policies = { ...levels(workload), identity: [administratorAccess] };
    for (const name of ["Application", "x/Application", "aws-service-role/ecs.amazonaws.com/AWSServiceRoleForECS"]) {
      for (const action of [...roleWrites, "iam:CreateServiceLinkedRole"]) {
        const arn = `arn:aws:iam::${workload}:role/${name}`;
        assert.equal(wordsFor(verdictOf(session(workload, "Administrator"), action, arn, policies)), "allowed");
      }
    }
  });

  it("never bind the management account, which detection has to watch instead", () => {
    const policies = { ...levels(managementAccount), identity: [administratorAccess] };
    const role = `arn:aws:iam::${managementAccount}:role/break-glass/BreakGlassManagement`;
    const administrator = session(managementAccount, "Administrator");
    assert.equal(wordsFor(verdictOf(administrator, "iam:DeleteRole", role, policies)), "allowed");
  });

  const forbidden = [
    ["leaving the organization", "organizations:LeaveOrganization", "denied by DenyLeavingTheOrganization"],
    ["closing the account", "account:CloseAccount", "denied by DenyClosingAccounts"],
    ["closing an account", "organizations:CloseAccount", "denied by DenyClosingAccounts"],
    ["a sign-in policy", "signin:PutResourcePermissionStatement", "denied by DenySignInConfiguration"],
    ["taking a sign-in policy away", "signin:DeleteResourcePermissionStatement", "denied by DenySignInConfiguration"],
    ["sign-in policies in force", "signin:PutConsoleAuthorizationConfiguration", "denied by DenySignInConfiguration"],
    [
      "sign-in policies out of force",
      "signin:DeleteConsoleAuthorizationConfiguration",
      "denied by DenySignInConfiguration",
    ],
  ] as const;
  for (const [title, action, expected] of forbidden) {
    it(`deny ${title} to everyone whom SCPs bind`, () => {
      const policies = levels(workload);
      for (const { who, caller, identity, holds } of callers) {
        const words = wordsFor(verdictOf(caller, action, "*", { ...policies, identity }));
        assert.equal(words, holds === "unbound" ? "allowed" : expected, who);
      }
      const words = wordsFor(verdictOf(root("100000000002"), action, "*", policiesOf("100000000002")));
      assert.match(words, new RegExp(expected.slice("denied by ".length)));
    });
  }

  const lookAlikes = [
    "breakglassadmin",
    "breakGlassAdmin",
    "BreakglassAdmin",
    "Breakglassadmin",
    "BREAKGLASSADMIN",
    "x/breakglassadmin",
    "x/BREAKGLASSADMIN",
  ];
  for (const name of lookAlikes) {
    it(`deny creating ${name}, which would keep StackSets from making the role it imitates`, () => {
      const arn = `arn:aws:iam::${workload}:role/${name}`;
      for (const { who, caller, identity, holds } of callers) {
        const words = wordsFor(verdictOf(caller, "iam:CreateRole", arn, { ...policiesOf(workload), identity }));
        const isFree = holds === "unbound" || holds === "stacksets";
        assert.equal(words, isFree ? "allowed" : "denied by DenyLookAlikeRoles", who);
      }
    });
  }

  it("leave ordinary names with similar words free", () => {
    for (const name of ["GlassBreaker", "BreakfastClass", "Break-Glass-Reports"]) {
      const arn = `arn:aws:iam::${workload}:role/${name}`;
      const policies = { ...policiesOf(workload), identity: [administratorAccess] };
      assert.equal(wordsFor(verdictOf(session(workload, "Administrator"), "iam:CreateRole", arn, policies)), "allowed");
    }
  });

  for (const { id } of rulebook.guardrails.filter(({ kind }) => kind === "freeze")) {
    it(`lose a protection that these cases notice when ${id} is removed`, () => {
      const without = { ...rulebook, guardrails: rulebook.guardrails.filter((row) => row.id !== id) };
      assert.notDeepEqual(surprisesOf(without, frozen), []);
    });
  }
});

function policiesOf(account: string) {
  return { ...policiesBetween(levels, account, account), identity: [] };
}
