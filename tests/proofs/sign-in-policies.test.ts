import assert from "node:assert/strict";
import { snapshotFrom } from "../../proofs";
import type { Claim } from "../../proofs/claim";
import { noStepNeedsWhatIsDown } from "../../proofs/claims/no-step-needs-what-is-down";
import { responderEntersByCommandLine } from "../../proofs/claims/responder-enters-by-command-line";
import { responderEntersByConsole } from "../../proofs/claims/responder-enters-by-console";
import { responderEntersBySaml } from "../../proofs/claims/responder-enters-by-saml";
import { signInIsNotLocked } from "../../proofs/claims/sign-in-is-not-locked";
import type { Organization } from "../../proofs/model/organization";
import { changed, changedAlone, type Change } from "./changed-landing-zone";
import { assumptionsOf, counterexamplesOf, reasonsIn, sayingsIn } from "./refuted";
import { classOf, modelOf, snapshotWith } from "./small-state";

const emergency = "100000000002";
const ways = [responderEntersByConsole, responderEntersByCommandLine, responderEntersBySaml];

function withSignIn(policies: unknown): (change: Change) => void {
  return ({ snapshot }) => void Object.assign(snapshot, { signInPolicies: policies });
}

/** AWS's own example: two statements, each with its own key for whoever is excluded. */
function fromTheOffice(before: readonly string[], afterwards: readonly string[]): string {
  const statement = (Action: readonly string[], key: string, excluded: readonly string[]) => ({
    Effect: "Deny",
    Principal: { AWS: "*" },
    Action,
    Resource: "*",
    Condition: {
      ArnNotEquals: { [key]: excluded },
      NotIpAddress: { "aws:SourceIp": "203.0.113.0/24" },
      StringEquals: { "aws:ResourceAccount": emergency },
    },
  });
  return JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      statement(["signin:Authenticate"], "signin:PrincipalArn", before),
      statement(["signin:CreateOAuth2Token", "signin:AuthorizeOAuth2Access"], "aws:PrincipalArn", afterwards),
    ],
  });
}

const root = `arn:aws:iam::${emergency}:root`;
const ours = [`arn:aws:iam::${emergency}:user/break-glass/*`, `arn:aws:iam::${emergency}:role/break-glass-hub/*`];

function changedBy(accountId: string, content: string): Organization {
  return changed(withSignIn([{ accountId, content }]));
}

/** https://docs.aws.amazon.com/signin/latest/userguide/console-access-control.html */
describe("a policy of AWS Sign-In in the emergency account", () => {
  it("that lets in the office network alone locks out responders at home, by every way", () => {
    const locked = changedBy(emergency, fromTheOffice([root], [root]));
    for (const claim of [signInIsNotLocked, ...ways]) {
      assert.deepEqual(reasonsIn(counterexamplesOf(claim, locked)), [
        `AWS Sign-In of ${emergency}: #0`,
        `AWS Sign-In of ${emergency}: #1`,
      ]);
    }
    assert.match(
      sayingsIn(counterexamplesOf(signInIsNotLocked, locked)),
      /^alice, by the console with MFA, cannot sign in through eu-central-1: signin:Authenticate is denied/m,
    );
    const found = counterexamplesOf(noStepNeedsWhatIsDown, locked);
    assert.match(found[0]?.fix ?? "", /signin:Authenticate: statement #0 of the resource policy AWS Sign-In of 1000/);
  });

  it("that excludes the path before and after the password locks nobody of it out", () => {
    const spared = changedBy(emergency, fromTheOffice(ours, ours));
    for (const claim of [signInIsNotLocked, noStepNeedsWhatIsDown, ...ways]) assumptionsOf(claim, spared);
  });

  it("that excludes the path before the password alone locks it out afterwards", () => {
    const halfway = changedBy(emergency, fromTheOffice(ours, [root]));
    assert.deepEqual(reasonsIn(counterexamplesOf(signInIsNotLocked, halfway)), [`AWS Sign-In of ${emergency}: #1`]);
  });

  it("that denies by an address may deny any responder: nobody knows where he is", () => {
    const fromThere = { "aws:SourceIp": "198.51.100.0/24" };
    const statement = { Sid: "There", Effect: "Deny", Principal: { AWS: "*" }, Action: "signin:*", Resource: "*" };
    const organization = changedBy(
      emergency,
      JSON.stringify({ Version: "2012-10-17", Statement: [{ ...statement, Condition: { IpAddress: fromThere } }] }),
    );
    const found = counterexamplesOf(signInIsNotLocked, organization);
    assert.deepEqual(reasonsIn(found), [`AWS Sign-In of ${emergency}: There`]);
    assert.match(found[0]?.fix ?? "", /not hang on aws:sourceip, which nobody can rely on in an emergency/);
  });

  it("that excludes the users alone locks out whom the identity provider asserts", () => {
    const users = ours.slice(0, 1);
    const organization = changedBy(emergency, fromTheOffice(users, users));
    assumptionsOf(responderEntersByConsole, organization);
    assert.equal(responderEntersBySaml.findingFor(organization).kind, "refuted");
  });

  it("is another account's affair where it stands there", () => {
    assumptionsOf(signInIsNotLocked, changedBy("100000000011", fromTheOffice([root], [root])));
  });

  it("tells its account from others that are like it in all else", () => {
    const [one, other] = ["333333333331", "333333333332"] as const;
    const accounts = [one, other].map((id) => [id, "r-root"] as const);
    const content = JSON.stringify({
      Statement: [{ Effect: "Deny", Principal: "*", Action: "signin:*", Resource: "*" }],
    });
    const signInPolicies = [{ accountId: one, content }];
    const organization = modelOf([], { ...snapshotWith({ accounts }), signInPolicies });
    assert.equal(classOf(organization, one).signIn?.statements.length, 1);
    assert.equal(classOf(organization, other).signIn, undefined);
  });

  it("that cannot be read leaves open whether anybody signs in", () => {
    const organization = changedBy(emergency, JSON.stringify({ Statement: [{ Effect: "Perhaps" }] }));
    const finding = signInIsNotLocked.findingFor(organization);
    assert.deepEqual(finding.kind === "unknown" && finding.missing, [`AWS Sign-In of ${emergency}`]);
    assert.deepEqual(
      organization.gaps.map(({ where }) => where),
      ["snapshot: signInPolicies[0].content"],
    );
  });
});

describe("policies of AWS Sign-In that a snapshot", () => {
  const assumed = "no-sign-in-policy-stops-responders";
  const all: readonly Claim[] = [signInIsNotLocked, noStepNeedsWhatIsDown, ...ways];

  it("does not tell are assumed to stop nobody", () => {
    for (const claim of all)
      assert.ok(assumptionsOf(claim, changed(withSignIn(undefined))).includes(assumed), claim.id);
  });

  it("tells, or that are without a snapshot no part of the claim, are not assumed", () => {
    for (const organization of [changed(withSignIn([])), changedAlone()]) {
      for (const claim of all) assert.ok(!assumptionsOf(claim, organization).includes(assumed), claim.id);
    }
    assert.ok(changedAlone().outside.includes("Resource policies of AWS Sign-In: only a snapshot tells them."));
  });

  it("tells wrongly are refused, all at once", () => {
    const id = "333333333333";
    const read = snapshotFrom({
      ...snapshotWith({ accounts: [[id, "r-root"]] }),
      signInPolicies: [
        { accountId: id, content: "{}" },
        { accountId: id, content: "{}" },
        { accountId: "444444444444", content: "{}" },
      ],
    });
    assert.deepEqual(read.ok ? [] : read.issues, [
      {
        path: "signInPolicies[1].accountId",
        message: `${id} stands there twice: an account has one policy of AWS Sign-In`,
      },
      { path: "signInPolicies[2].accountId", message: "444444444444 is not among the accounts" },
    ]);
    const other = snapshotFrom({ ...snapshotWith(), signInPolicies: [{ accountId: 1 }, "x"] });
    assert.deepEqual(other.ok ? [] : other.issues.map(({ path }) => path), [
      "signInPolicies[0].accountId",
      "signInPolicies[0].content",
      "signInPolicies[1]",
    ]);
  });
});
