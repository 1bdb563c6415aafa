import assert from "node:assert/strict";
import fc from "fast-check";
import {
  attachmentIssuesFor,
  organizationPoliciesFor,
  rulebook,
  type OrganizationPolicy,
  type SettledFacts,
} from "../../rulebook";
import { packingFor } from "../../rulebook/derive/packing";
import { runs, seed } from "../scale";
import { sandboxFacts } from "./sandbox-facts";

/** Policies at one target by name, each as the Sids that it holds. */
type State = ReadonlyMap<string, readonly string[]>;
type Chain = readonly (readonly [name: string, sids: readonly string[]])[];

/**
 * Every state that an update passes through: policies are created and updated from the last to the first, and what is
 * no longer wanted is deleted after all of that. `components/guardrails.ts` asks for this order by `dependsOn`.
 */
function statesBetween(before: Chain, after: Chain): readonly State[] {
  const state = new Map(before);
  const states: State[] = [new Map(state)];
  for (const [name, sids] of [...after].reverse()) {
    state.set(name, sids);
    states.push(new Map(state));
  }
  const wanted = new Set(after.map(([name]) => name));
  for (const [name] of [...before].reverse().filter(([old]) => !wanted.has(old))) {
    state.delete(name);
    states.push(new Map(state));
  }
  return states;
}

/** Protections that stand before and after an update, and are absent in some state between. */
function gapsBetween(before: Chain, after: Chain, states = statesBetween(before, after)): readonly string[] {
  const later = new Set(after.flatMap(([, sids]) => sids));
  const lasting = before.flatMap(([, sids]) => sids).filter((sid) => later.has(sid));
  return lasting.filter((sid) => states.some((state) => ![...state.values()].flat().includes(sid)));
}

function chainOf(policies: readonly Pick<OrganizationPolicy, "name" | "content">[]): Chain {
  return policies.map(({ name, content }) => [
    name,
    (JSON.parse(content) as { Statement: { Sid: string }[] }).Statement.map(({ Sid }) => Sid),
  ]);
}

function guardrailsWith(deployers: number): readonly OrganizationPolicy[] {
  return organizationPoliciesFor(rulebook, factsWith(deployers)).guardrails;
}

function factsWith(deployers: number): SettledFacts {
  return {
    ...sandboxFacts,
    deployers: [
      ...sandboxFacts.deployers,
      ...Array.from({ length: deployers }, (_, index) => ({
        name: `team/Deployer${index}`,
        account: "100000000013",
        managedBy: { kind: "manual", principal: "arn:aws:iam::100000000013:role/Maintainer" } as const,
      })),
    ],
  };
}

describe("An update that moves guardrails between policies", () => {
  it("grows from one policy to several, and back, without a gap in any state", () => {
    const sizes = [0, 20, 40, 80, 120, 160];
    const chains = sizes.map((size) => chainOf(guardrailsWith(size)));
    const counts = chains.map((chain) => chain.length);
    assert.equal(counts[0], 1);
    assert.ok(Math.max(...counts) >= 4, `policies: ${counts.join(", ")}`);
    let moved = 0;
    for (const before of chains) {
      for (const after of chains) {
        assert.deepEqual(gapsBetween(before, after), []);
        const places = new Map(after.flatMap(([name, sids]) => sids.map((sid) => [sid, name] as const)));
        moved += before.flatMap(([name, sids]) => sids.filter((sid) => (places.get(sid) ?? name) !== name)).length;
      }
    }
    assert.ok(moved > 0, "no statement moved: the walk proved nothing");
  });

  it("would open a gap in the opposite order, so that the walk can tell", () => {
    const [before, after] = [chainOf(guardrailsWith(0)), chainOf(guardrailsWith(160))];
    const wrong = [...after].reduce<State[]>(
      (states, [name, sids]) => {
        return [...states, new Map([...(states.at(-1) ?? []), [name, sids]])];
      },
      [new Map(before)],
    );
    assert.notDeepEqual(gapsBetween(before, after, wrong), []);
  });

  it("opens no gap between any two packings of any statements", () => {
    const statement = fc.record({
      Sid: fc.stringMatching(/^[A-Z]$/),
      Resource: fc.stringMatching(/^[a-z]{0,150}$/),
    });
    const list = fc.uniqueArray(statement, { selector: ({ Sid }) => Sid, minLength: 1, maxLength: 26 });
    fc.assert(
      fc.property(list, list, (one, other) => {
        const [before, after] = [one, other].map((statements) =>
          packingFor(statements, { characters: 600, policies: 8 }),
        );
        if (before?.fits !== true || after?.fits !== true) return;
        const [old, next] = [before, after].map(({ documents }) =>
          chainOf(documents.map((content, index) => ({ name: `policy-${index + 1}`, content }))),
        );
        assert.deepEqual(gapsBetween(old ?? [], next ?? []), []);
      }),
      { numRuns: runs(3_000), seed },
    );
  });
});

describe("The quotas of organization policies", () => {
  it("are those that AWS documents", () => {
    const { scpCharacters, scpsPerTarget, rcpCharacters, rcpsPerTarget } = rulebook.limits;
    assert.deepEqual(
      [scpCharacters, scpsPerTarget, rcpCharacters, rcpsPerTarget].map(({ value }) => value),
      [10_240, 10, 5_120, 4],
    );
  });

  it("hold for every document, of the sandbox and of an organization with many deployers", () => {
    for (const deployers of [0, 160]) {
      const { emergencyAccount, guardrails, resourceGuardrails } = organizationPoliciesFor(
        rulebook,
        factsWith(deployers),
      );
      for (const { content, name } of [emergencyAccount, ...guardrails]) assert.ok(content.length <= 10_240, name);
      for (const { content, name } of resourceGuardrails) assert.ok(content.length <= 5_120, name);
      // FullAWSAccess and the emergency account's own policy take a place each.
      assert.ok(guardrails.length <= 8 && resourceGuardrails.length <= 4);
    }
  });

  const policies = organizationPoliciesFor(rulebook, sandboxFacts);
  const names = (count: number) => Array.from({ length: count }, (_, index) => `theirs-${index + 1}`);
  const foreign = (scps: number, rcps: number) => ({
    SERVICE_CONTROL_POLICY: names(scps),
    RESOURCE_CONTROL_POLICY: names(rcps),
  });

  it("are met by a target with exactly enough places", () => {
    const seen = [
      { target: "r-life", foreign: foreign(9, 3) },
      { target: "100000000002", foreign: foreign(8, 3) },
    ];
    assert.deepEqual(attachmentIssuesFor(rulebook, policies, seen), []);
  });

  it("are exceeded by a target that is full already, and the issue names what stands there", () => {
    assert.deepEqual(attachmentIssuesFor(rulebook, policies, [{ target: "r-life", foreign: foreign(10, 4) }]), [
      {
        where: "lifeline:guardrails.targets: r-life",
        found: `10 other SERVICE_CONTROL_POLICY attached (${names(10).join(", ")}) and 1 to come`,
        allowed: "10 for each root, OU and account",
        fix: "detach or merge some of them, or choose another target",
      },
      {
        where: "lifeline:guardrails.targets: r-life",
        found: "4 other RESOURCE_CONTROL_POLICY attached (theirs-1, theirs-2, theirs-3, theirs-4) and 1 to come",
        allowed: "4 for each root, OU and account",
        fix: "detach or merge some of them, or choose another target",
      },
    ]);
  });

  it("count both policies at the emergency account", () => {
    const [issue, ...others] = attachmentIssuesFor(rulebook, policies, [
      { target: "100000000002", foreign: foreign(9, 0) },
    ]);
    assert.match(issue?.found ?? "", /^9 other SERVICE_CONTROL_POLICY attached \(.*\) and 2 to come$/);
    assert.deepEqual(others, []);
  });
});
