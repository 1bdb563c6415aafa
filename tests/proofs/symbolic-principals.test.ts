import assert from "node:assert/strict";
import * as fc from "fast-check";
import type { Policy } from "../../iam";
import { answerFor } from "../../proofs/ask";
import type { Act, Actor } from "../../proofs/claim";
import { acts, actOn, protectedThings } from "../../proofs/acts";
import type { OrganizationPolicy } from "../../proofs/model/organization";
import { attackersOf } from "../../proofs/symbolic/attackers";
import { classesOf } from "../../proofs/symbolic/classes";
import { outsidersOf } from "../../proofs/symbolic/outsiders";
import { principalPatternsFor } from "../../proofs/symbolic/principal-patterns";
import { languageOf, principalClassesOf, principalKinds } from "../../proofs/symbolic/principals";
import { literal } from "../../proofs/symbolic/sequence";
import { isTierZero, tierZeroOf } from "../../proofs/tier-zero";
import { runs, seed } from "../scale";
import { classOf, fullScp, management, organizationOf, outside, policyOf, roleOf, workload } from "./ask-organization";
import { landingZone } from "./landing-zone";

const sparing = (...arns: readonly string[]) =>
  policyOf("scp", "guard", {
    Sid: "Guard",
    Effect: "Deny",
    Action: "iam:*",
    Resource: "*",
    Condition: { ArnNotLike: { "aws:PrincipalArn": arns } },
  });

/** An SCP of the stack. */
const guardrailOf = (policy: Policy): OrganizationPolicy => ({
  kind: "organizationPolicy",
  arn: `arn:aws:organizations::${management}:policy/o-example001/service_control_policy/p-guard`,
  account: management,
  region: "",
  name: "guard",
  origin: { urn: "urn:guard" },
  type: "SERVICE_CONTROL_POLICY",
  policy,
  targets: ["r-root"],
});

describe("the principals of an account", () => {
  const scps = [[fullScp, sparing("arn:aws:iam::*:role/ci-*", `arn:aws:iam::${workload}:user/ops/eve`)], [fullScp]];
  const organization = organizationOf(classOf(workload, "workload", { scps }));
  const [only] = organization.classes;
  assert.ok(only !== undefined);
  const classes = principalClassesOf(organization, only);
  const named = (standing: string) =>
    classes.filter((one) => one.standing === standing).map(({ actor }) => actor.principal?.replace(workload, "…"));

  it("are one for each way in which documents tell them apart, with names that a person can read", () => {
    assert.deepEqual(named("anybody"), [
      "arn:aws:iam::…:role/attacker",
      "arn:aws:iam::…:role/ci-attacker",
      "arn:aws:iam::…:user/attacker",
      "arn:aws:iam::…:user/ops/eve",
      "arn:aws:sts::…:federated-user/attacker",
      "arn:aws:iam::…:root",
    ]);
    assert.match(classes[0]?.actor.says ?? "", /^any role of 222222222222 that no document names, such as /);
  });

  it("are tier 0 or the model's own where their names are", () => {
    assert.ok(named("tier-zero").includes("arn:aws:iam::…:role/stacksets-exec-attacker"));
    assert.ok(named("tier-zero").includes("arn:aws:iam::…:role/ci-/BreakGlass") === false);
    assert.ok(named("reserved").includes("arn:aws:iam::…:role/break-glass/attacker"));
    // A path can begin like the spared name, and the name like ours.
    assert.ok(named("reserved").some((arn) => arn?.startsWith("arn:aws:iam::…:role/ci-")));
  });

  it("act, but for those of tier 0, of names that nobody can make, of suspended accounts and of the management account", () => {
    const actors = attackersOf(organization, only).map(({ principal }) => principal?.replace(workload, "…"));
    assert.deepEqual(actors, named("anybody"));
    const suspended = classOf(workload, "workload", {});
    const asleep = { ...suspended, account: { ...suspended.account, isActive: false } };
    const managing = classOf(management, "management", {});
    const others = organizationOf(asleep, managing);
    assert.deepEqual(
      others.classes.flatMap((one) => attackersOf(others, one)),
      [],
    );
  });

  it("a user name that documents compare is a class of its own", () => {
    const byName = policyOf("scp", "names", {
      Effect: "Deny",
      Action: "iam:*",
      Resource: "*",
      Condition: { StringNotEquals: { "aws:username": "eve" } },
    });
    const other = organizationOf(classOf(workload, "workload", { scps: [[fullScp, byName]] }));
    const users = other.classes.flatMap((one) => attackersOf(other, one)).map(({ principal }) => principal);
    assert.ok(
      users.some((arn) => arn?.endsWith("/eve")),
      users.join(),
    );
  });

  it("a document that puts the user's name into a pattern stops the claim, and says so", () => {
    const variable = sparing("arn:aws:iam::*:user/${aws:username}");
    const other = organizationOf(classOf(workload, "workload", { scps: [[fullScp, variable]] }));
    assert.throws(() => other.classes.map((one) => attackersOf(other, one)), /no finite number of users/);
  });
});

describe("whoever is outside of the organization", () => {
  const trust = (...principals: readonly string[]) =>
    policyOf("trust", "t", { Effect: "Allow", Principal: { AWS: principals }, Action: "sts:AssumeRole" });

  it("is every principal of accounts that no document names, and of each that one names", () => {
    const things = [roleOf(workload, "Target", trust(`arn:aws:iam::${outside}:root`))];
    const organization = organizationOf(classOf(workload, "workload", { things }));
    const accounts = new Set(outsidersOf(organization).map(({ account }) => account));
    assert.ok(accounts.has(outside));
    assert.ok([...accounts].some((account) => account !== undefined && account !== outside));
    assert.ok(!accounts.has(workload));
  });

  it("is in another organization or in none, a service for such an account, a provider, or nobody known", () => {
    const service = policyOf("trust", "s", {
      Effect: "Allow",
      Principal: { Service: "events.amazonaws.com" },
      Action: "sts:AssumeRole",
    });
    const organization = organizationOf(classOf(workload, "workload", { things: [roleOf(workload, "S", service)] }));
    const outsiders = outsidersOf(organization);
    const roles = outsiders.filter(({ principal }) => principal?.endsWith(":role/attacker"));
    assert.deepEqual(
      roles.map(({ context }) => context["aws:PrincipalOrgID"]),
      ["o-foreign001", []],
    );
    const events = outsiders.find(({ principal }) => principal === "events.amazonaws.com");
    assert.equal(events?.context["aws:SourceAccount"], "210987654321");
    assert.ok(outsiders.some(({ principalKind }) => principalKind === "anonymous"));
    assert.ok(outsiders.some(({ principal }) => principal?.endsWith(":saml-provider/attacker")));
  });

  it("is not mistaken for a member where a pattern leaves some digits of the account open", () => {
    const vague = policyOf("resource", "bus", {
      Effect: "Allow",
      Principal: "*",
      Action: "sts:AssumeRole",
      Condition: { ArnLike: { "aws:PrincipalArn": "arn:aws:iam::22222222????:role/x" } },
    });
    const organization = organizationOf(
      classOf(workload, "workload", { things: [roleOf(workload, "V", { ...vague, kind: "trust" })] }),
    );
    const found = outsidersOf(organization).filter(({ principal }) => principal?.endsWith(":role/x"));
    assert.ok(found.length > 0);
    for (const { account } of found) assert.match(account ?? "", /^22222222(?!2222)\d{4}$/);
  });
});

describe("tier 0", () => {
  it("of the landing zone is whoever the design says", () => {
    const { organization } = landingZone();
    const ids = tierZeroOf(organization).map(({ id }) => id);
    assert.deepEqual(ids.sort(), [
      "deployer-100000000002-OrganizationAccountAccessRole",
      "deployer-100000000003-OrganizationAccountAccessRole",
      "deployer-100000000004-OrganizationAccountAccessRole",
      "identity-provider-EmergencyIdP",
      "management-account",
      "service-linked-roles",
      "stack-sets-execution-roles",
      "triage",
    ]);
  });

  it("has delegated administrators: those with power, and what nobody can say of the others", () => {
    const base = organizationOf(classOf(workload, "workload", {}));
    const withAdministrator = (servicePrincipal: string) =>
      tierZeroOf({ ...base, delegatedAdministrators: [{ accountId: workload, servicePrincipal }] }).filter(({ id }) =>
        id.startsWith("delegated"),
      );
    const [stackSets] = withAdministrator("member.org.stacksets.cloudformation.amazonaws.com");
    assert.match(stackSets?.why ?? "", /deploys any resource/);
    assert.equal(stackSets?.missing, undefined);
    assert.deepEqual(withAdministrator("guardduty.amazonaws.com"), []);
    assert.match(withAdministrator("new.amazonaws.com")[0]?.missing ?? "", /new\.amazonaws\.com/);
    const untold = tierZeroOf({ ...base, delegatedAdministrators: undefined });
    assert.ok(untold.some(({ missing }) => missing?.includes("only a snapshot tells them") === true));
  });

  it("has Control Tower's execution role where a document of the stack spares it, and not otherwise", () => {
    const rowsWith = (...arns: readonly string[]) =>
      tierZeroOf(organizationOf(classOf(management, "management", { things: [guardrailOf(sparing(...arns))] }))).map(
        ({ id }) => id,
      );
    assert.ok(rowsWith("arn:aws:iam::*:role/AWSControlTowerExecution").includes("control-tower-execution-roles"));
    assert.ok(!rowsWith("arn:aws:iam::*:role/other").includes("control-tower-execution-roles"));
    const foreign = { scps: [[fullScp, sparing("arn:aws:iam::*:role/AWSControlTowerExecution")]] };
    const ids = tierZeroOf(organizationOf(classOf(workload, "workload", foreign))).map(({ id }) => id);
    assert.ok(!ids.includes("control-tower-execution-roles"));
  });
});

describe("in the landing zone", () => {
  const { organization } = landingZone();
  const accountOf = (id: string) => {
    const found = organization.classes.find(({ account }) => account.id === id);
    assert.ok(found !== undefined);
    return found;
  };
  const pieces = ["a", "x/", "/", "break-glass/", "break-glass-hub/", "BreakGlass", "breakglass", "Admin", "Forwarder"];
  const others = [
    "stacksets-exec-",
    "OrganizationAccountAccessRole",
    "ticket-system/",
    "Declare",
    "Heartbeat",
    "alice",
  ];
  const name = fc
    .array(fc.constantFrom(...pieces, ...others), { minLength: 1, maxLength: 5 })
    .map((parts) => `${parts.join("")}z`.replace(/^\/+/, "").replace(/\/z$/, "z"));

  it("every principal, whatever the name, answers every act like one of the classes", () => {
    const property = fc.property(
      fc.constantFrom("100000000002", "100000000004", "100000000011", "100000000013"),
      fc.constantFrom("role", "user"),
      fc.tuple(name, fc.boolean()),
      (account, kind, [text, isCut]) => {
        const about = accountOf(account);
        const principal = `arn:aws:iam::${account}:${kind}/${isCut ? text.slice(0, -1) || "a" : text}`;
        const actor: Actor = {
          says: principal,
          principal,
          principalKind: kind === "role" ? "assumedRole" : "user",
          account,
          permissions: "everything",
          context: {},
          side: "attacker",
        };
        const asked = samples(about.account.id);
        const answers = (one: Actor) => asked.map((act) => answerFor(organization, one, act).answer).join();
        const own = answers(actor);
        const isFound = principalClassesOf(organization, about).some(
          (one) =>
            one.actor.principalKind === actor.principalKind &&
            isTierZero(organization, one.actor) === isTierZero(organization, actor) &&
            answers(one.actor) === own,
        );
        assert.ok(isFound, principal);
      },
    );
    fc.assert(property, { numRuns: runs(400), seed });
  });

  const known = new Map<string, readonly Act[]>();

  /** One act on each kind of thing of the account, and assuming the path's roles elsewhere. */
  function samples(account: string): readonly Act[] {
    const found =
      known.get(account) ??
      [...new Map(protectedThings(organization).map((thing) => [`${thing.kind} ${thing.account}`, thing])).values()]
        .filter((thing) => thing.account === account || thing.kind === "targetRole" || thing.kind === "bus")
        .flatMap((thing) =>
          acts
            .filter(({ on }) => on === thing.kind)
            .slice(0, 3)
            .map((row) => actOn(row, thing)),
        );
    known.set(account, found);
    return found;
  }

  it("classes need few states: far below the guard", () => {
    for (const about of organization.classes) {
      const patterns = principalPatternsFor(organization, about).map(({ sequence }) => sequence);
      for (const kind of principalKinds) {
        const language = languageOf(kind, literal(about.account.id));
        classesOf({ language, patterns, maximumStates: 5_000 });
      }
    }
  });
});
