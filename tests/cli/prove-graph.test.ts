import assert from "node:assert/strict";
import { evidenceRows } from "../../proofs/view/evidence";
import { graphFor } from "../../proofs/view/graph";
import { handMadeProof } from "./hand-made-proof";

describe("the access graph", () => {
  const edge = (who: string, on: string, by: readonly string[], does = "sts:AssumeRole") => ({
    who,
    does,
    on,
    decision: "allowed" as const,
    by,
  });
  const role = (account: string) => `arn:aws:iam::${account}:role/break-glass/BreakGlassAdmin`;

  it("draws the same way in several accounts once, with the accounts, acts and claims that it stands for", () => {
    const { who, by, on, reaches } = graphFor([
      {
        id: "a",
        evidence: [
          edge("alice", role("100000000011"), ["RCPFullAWSAccess: #0", "trust: S"]),
          edge("alice", role("100000000012"), ["trust: S"], "sts:TagSession"),
        ],
      },
      { id: "b", evidence: [edge("alice", role("100000000011"), ["trust: S"])] },
    ]);
    assert.deepEqual([who, by, on], [["alice"], ["trust: S"], ["iam role/break-glass/BreakGlassAdmin"]]);
    assert.deepEqual(
      reaches.map(({ does, accounts, claims: of }) => [does, accounts, of]),
      [
        [
          ["sts:AssumeRole", "sts:TagSession"],
          ["100000000011", "100000000012"],
          ["a", "b"],
        ],
      ],
    );
  });

  it("knows a thing by its name without account and id, and a key by its id", () => {
    const id = "0f6bb5d2-1f0c-4f4e-9a3c-111122223333";
    const names = [
      `arn:aws:cloudformation:eu-central-1:100000000001:stackset/lifeline-detection:${id}`,
      `arn:aws:cloudformation:eu-central-1:100000000011:stack/StackSet-lifeline-detection-${id}/${id}`,
      `arn:aws:kms:eu-central-1:100000000004:key/${id}`,
      "*",
    ].map((thing) => graphFor([{ id: "a", evidence: [edge("alice in 100000000002", thing, ["trust: S"])] }]));
    assert.deepEqual(
      names.map(({ who, on }) => [...who, ...on]),
      [
        ["alice", "cloudformation stackset/lifeline-detection"],
        ["alice", "cloudformation stack/StackSet-lifeline-detection"],
        ["alice", `kms key/${id}`],
        ["alice", "any resource"],
      ],
    );
  });

  it("shows what refutes, and leaves out what is denied", () => {
    const { reaches } = graphFor(handMadeProof.claims);
    assert.deepEqual(
      reaches.map(({ who, decision, refutes }) => `${who}: ${decision}${refutes ? ", wrong" : ""}`).sort(),
      ["alice: allowed", "an administrator of …: allowed, wrong", "bob: allowed"],
    );
  });

  it("leaves out what no statement decides", () => {
    assert.deepEqual(graphFor([{ id: "a", evidence: [edge("a rule", "a bus", [])] }]).reaches, []);
  });

  it("orders columns so that parallel ways do not cross", () => {
    const { by, on } = graphFor([
      { id: "a", evidence: [edge("a", "z", ["2"]), edge("b", "y", ["1"]), edge("c", "x", ["0"])] },
    ]);
    assert.deepEqual(
      [by, on],
      [
        ["2", "1", "0"],
        ["z", "y", "x"],
      ],
    );
  });
});

describe("evidence as rows", () => {
  it("merges what is the same for every act, thing and person, and nothing else", () => {
    const one = (who: string, does: string, on: string) => ({
      who,
      does,
      on,
      decision: "explicitDeny" as const,
      by: ["FullAWSAccess: #0", "scp: S"],
    });
    const all = ["a", "b"].flatMap((who) => ["x", "y"].flatMap((does) => ["1", "2"].map((on) => one(who, does, on))));
    assert.deepEqual(evidenceRows(all), [
      { who: ["a", "b"], does: ["x", "y"], on: ["1", "2"], decision: "explicitDeny", by: ["scp: S"] },
    ]);
    assert.equal(evidenceRows(all.slice(1)).length, 3);
  });
});
