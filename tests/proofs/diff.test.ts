import assert from "node:assert/strict";
import fc from "fast-check";
import { changesOf, type Change } from "../../proofs/diff/access";
import { merged } from "../../proofs/diff/merging";
import { peopleOf } from "../../proofs/diff/people";
import { placesOf } from "../../proofs/diff/places";
import { standingIn } from "../../proofs/diff/things";
import { verdictChanges } from "../../proofs/diff/verdicts";
import type { ProtectedKind } from "../../proofs/acts";
import type { Organization } from "../../proofs/model/organization";
import type { ClaimResult, Proof } from "../../proofs/prove";
import { runs, seed } from "../scale";
import {
  changed,
  withForeign,
  withoutSid,
  withStatements,
  withProperties,
  withTrustOf,
  without,
} from "./changed-landing-zone";
import { landingZone } from "./landing-zone";

/** Access gained and lost to things of one kind, so that a test takes a moment. */
function access(before: Organization, after: Organization, kind: ProtectedKind): readonly Change[] {
  const places = placesOf(before, after);
  const people = peopleOf(before, after, places);
  const standing = standingIn(before, after, places).filter((thing) => thing.kind === kind);
  assert.ok(people.length > 50 && standing.length > 0, `${people.length} people, ${standing.length} things`);
  return changesOf(before, after, people, standing);
}

/** `gained any role like role/attacker: iam:DeleteRole`, each once. */
function lines(changes: readonly Change[]): readonly string[] {
  return [
    ...new Set(
      changes.map(({ change, who, action, detail }) => [`${change} ${who}: ${action}`, detail].join(" ").trim()),
    ),
  ].sort();
}

describe("access gained and lost", () => {
  const before = () => landingZone().organization;

  it("is none where nothing changes, also if the state is read twice", () => {
    for (const kind of ["targetRole", "hubRole", "bucket"] as const)
      assert.deepEqual(access(before(), changed(), kind), []);
  });

  it("is none where only what decides nothing changes, though every question is asked again", () => {
    const administrator = { accountId: "100000000004", servicePrincipal: "config.amazonaws.com" };
    const after = changed(({ snapshot }) => {
      const { delegatedAdministrators } = snapshot.organization as { delegatedAdministrators: object[] };
      delegatedAdministrators.push(administrator);
    });
    assert.deepEqual(access(before(), after, "hubRole"), []);
  });

  it("tells who gains what where a guardrail lacks a statement, in every account below it and in no other", () => {
    const after = changed(
      withStatements(
        "organizations/policy:Policy lifeline-guardrails-1",
        "content",
        withoutSid("ProtectBreakGlassRoles"),
      ),
    );
    const found = access(before(), after, "targetRole");
    assert.deepEqual(new Set(found.map(({ change }) => change)), new Set(["gained"]));
    const ofAttacker = found.filter(({ who }) => who === "any role like role/attacker");
    assert.ok(
      ofAttacker.some(({ action, on }) => action === "iam:UpdateAssumeRolePolicy" && on.name === "BreakGlassAdmin"),
    );
    // SCPs bind nobody in the management account, and the emergency account has no target roles.
    const places = new Set(ofAttacker.map(({ from }) => from.replace(/ \(.*/, "")));
    assert.ok(places.has("any new account") && places.has("the log-archive account 100000000003"), [...places].join());
    assert.ok(![...places].some((place) => /management|emergency/.test(place)));
    // A role that is spared could do it before.
    assert.ok(!found.some(({ who }) => who.includes("stacksets-exec-")));
  });

  it("is lost by whoever a new guardrail stops", () => {
    const statement = { Sid: "NoOperators", Effect: "Deny", Action: "sts:AssumeRole", Resource: "*" };
    const found = access(before(), changed(withForeign("scp", "quarantine", "100000000002", statement)), "targetRole");
    assert.deepEqual(new Set(found.map(({ change }) => change)), new Set(["lost"]));
    assert.ok(
      found.some(
        ({ who, action, from }) =>
          who === "responder alice" && action === "sts:AssumeRole" && from.startsWith("the emergency account"),
      ),
    );
    assert.ok(found.some(({ who }) => who === "BreakGlassHubReadOnly"));
  });

  it("is gained from outside where a trust lets in somebody else, by name", () => {
    const stranger = "arn:aws:iam::222222222222:role/stranger";
    const after = changed(
      withTrustOf("Admin", (statements) => [
        ...statements,
        { Sid: "Stranger", Effect: "Allow", Action: "sts:AssumeRole", Principal: { AWS: stranger } },
      ]),
      // The RCP would stop him all the same.
      without(
        "organizations/policyAttachment:PolicyAttachment lifeline-resource-guardrails-1.guardrails.targets.r-life",
      ),
    );
    const found = lines(access(before(), after, "targetRole"));
    assert.ok(
      found.some(
        (line) =>
          line.startsWith("gained arn:aws:iam::222222222222:role/stranger outside of the organization") &&
          line.endsWith("sts:AssumeRole"),
      ),
      found.join("\n"),
    );
    assert.ok(!found.some((line) => line.startsWith("gained any role like role/attacker:")));
  });

  it("is lost with the person, and with the thing", () => {
    const person = access(before(), changed(without("iam/user:User responders.carol")), "targetRole");
    assert.deepEqual(new Set(person.map(({ change, who }) => `${change} ${who}`)), new Set(["lost responder carol"]));
    const thing = access(before(), changed(without("iam/role:Role BreakGlassHubAdmin")), "hubRole");
    assert.ok(
      thing.some(
        ({ change, who, action, on }) =>
          change === "lost" &&
          who === "responder alice" &&
          action === "sts:AssumeRole" &&
          on.name === "BreakGlassHubAdmin",
      ),
      lines(thing).join("\n"),
    );
  });

  it("shows on what it hangs, where that changes", () => {
    const after = changed(
      withStatements("iam/userPolicy:UserPolicy responders.alice.tiers", "policy", (statements) => {
        for (const statement of statements) {
          if (statement.Sid === "AssumeWithMfa")
            statement.Condition = { IpAddress: { "aws:SourceIp": "192.0.2.0/24" } };
        }
      }),
    );
    const found = lines(access(before(), after, "targetRole").filter(({ who }) => who === "responder alice"));
    assert.ok(
      found.some((line) =>
        /^altered responder alice: sts:AssumeRole depending on .*aws:sourceip.*, before on aws:multifactorauthpresent$/.test(
          line,
        ),
      ),
      found.join("\n"),
    );
  });

  it("cannot be told where a document cannot be read", () => {
    const after = changed(
      withProperties("iam/role:Role BreakGlassHubAdmin", (properties) => {
        properties["assumeRolePolicy"] = '{"Version":"2012-10-17","Statement":[{"Effect":"Perhaps"}]}';
      }),
    );
    const found = access(before(), after, "hubRole").filter(({ on }) => on.name === "BreakGlassHubAdmin");
    const untold = found.filter(({ change }) => change === "untold");
    assert.ok(
      untold.some(({ who, detail }) => who === "responder alice" && detail.startsWith("cannot be told: ")),
      lines(found).join("\n"),
    );
    assert.ok(!found.some(({ change, action }) => change === "gained" && action === "sts:AssumeRole"));
  });

  it("tells nothing of who takes a role that another makes, whose trust no stack of ours changes", () => {
    const statement = { Sid: "NoRoles", Effect: "Deny", Action: "sts:*", Resource: "*" };
    const after = changed(withForeign("scp", "quarantine", "100000000003", statement));
    assert.deepEqual(access(before(), after, "deployerRole"), []);
  });

  it("knows accounts that come and go", () => {
    const closed = changed(({ snapshot }) => {
      const accounts = (snapshot as unknown as { accounts: { id: string; status: string }[] }).accounts;
      for (const account of accounts) if (account.id === "100000000012") account.status = "SUSPENDED";
    });
    const [place, ...others] = placesOf(before(), closed).filter(({ members }) => members.includes("100000000012"));
    assert.deepEqual([place?.members, others], [["100000000012"], []]);
    const found = access(before(), closed, "targetRole");
    assert.ok(found.every(({ change }) => change === "lost") && found.length > 0);
    assert.ok(
      found.some(({ who, at }) => who === "responder alice" && at === "workload account 100000000012"),
      lines(found).join("\n"),
    );
  });
});

describe("changes of access, merged for a reader", () => {
  const change = fc.record({
    change: fc.constantFrom("gained" as const, "lost" as const),
    who: fc.constantFrom("alice", "bob", "any role"),
    from: fc.constantFrom("", "A", "B"),
    action: fc.constantFrom("iam:A", "iam:B", "iam:C"),
    on: fc.record({
      kind: fc.constant("targetRole" as const),
      name: fc.constantFrom("X", "Y"),
      region: fc.constantFrom("", "r1", "r2"),
    }),
    at: fc.constantFrom("", "A"),
    detail: fc.constantFrom("", "depending on k"),
  });
  /** Every combination that a line stands for. */
  const spread = (rows: ReturnType<typeof merged>) =>
    rows.flatMap((row) => {
      const some = (list: readonly string[]) => (list.length === 0 ? [""] : list);
      return row.who.flatMap((who) =>
        some(row.from).flatMap((from) =>
          row.actions.flatMap((action) =>
            row.on.flatMap((on) =>
              some(row.regions).flatMap((region) =>
                some(row.at).map((at) => JSON.stringify([row.change, who, from, action, on, region, at, row.detail])),
              ),
            ),
          ),
        ),
      );
    });

  it("say neither more nor less than the single ones, each once, whatever their order", () => {
    fc.assert(
      fc.property(fc.array(change, { maxLength: 30 }), (changes) => {
        const single = changes.map((one) =>
          JSON.stringify([
            one.change,
            one.who,
            one.from,
            one.action,
            `target role ${one.on.name}`,
            one.on.region,
            one.at,
            one.detail,
          ]),
        );
        const rows = merged(changes);
        assert.deepEqual(spread(rows).sort(), [...new Set(single)].sort());
        assert.deepEqual(spread(merged([...changes].reverse())).sort(), spread(rows).sort());
      }),
      { numRuns: runs(1_000), seed },
    );
  });
});

describe("claims with another verdict", () => {
  const claim = (id: string, verdict: ClaimResult["verdict"], more: Partial<ClaimResult> = {}): ClaimResult => ({
    id,
    question: "Is it?",
    about: "way-in",
    scope: "organization",
    covered: { principals: 1, accounts: 1, actions: 1 },
    evidence: [],
    verdict,
    ...more,
  });
  const proof = (...claims: readonly ClaimResult[]): Proof => ({
    organization: "o-1",
    scope: "organization",
    snapshotTaken: undefined,
    claims,
    tierZero: [],
    outside: [],
    gaps: [],
    exitCode: 0,
  });
  const order = ["proven", "proven-under-assumptions", "not-applicable", "unknown", "refuted"] as const;

  it("are worse the less they say, and none where the verdict stays", () => {
    order.forEach((was, index) => {
      order.forEach((is, other) => {
        const found = verdictChanges(proof(claim("a", was)), proof(claim("a", is)));
        assert.deepEqual(
          found.map(({ isWorse }) => isWorse),
          index === other ? [] : [other > index],
          `${was} → ${is}`,
        );
      });
    });
  });

  it("say why: what is missing, or the first counterexample with its fix", () => {
    const refuted = claim("a", "refuted", {
      counterexamples: [{ kind: "setting", says: "It is off.", fix: "Switch it on.", where: "x", found: "off" }],
    });
    const unknown = claim("b", "unknown", { missing: ["the policy"] });
    const found = verdictChanges(proof(claim("a", "proven"), claim("b", "proven")), proof(refuted, unknown));
    assert.deepEqual(
      found.map(({ because }) => because),
      [["It is off. To do: Switch it on."], ["the policy"]],
    );
  });
});
