import assert from "node:assert/strict";
import { placesOf } from "../../proofs/diff/places";
import {
  changed,
  withForeign,
  withoutSid,
  withStatements,
  withProperties,
  withTrustOf,
  without,
} from "./changed-landing-zone";
import { access, lines } from "./diff-access";
import { landingZone } from "./landing-zone";

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
    const ofAttacker = found.filter(({ who }) => who === "any role that no document names");
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
          line.startsWith(`gained any role outside of the organization like ${stranger}`) &&
          line.endsWith("sts:AssumeRole"),
      ),
      found.join("\n"),
    );
    assert.ok(!found.some((line) => line.startsWith("gained any role that no document names:")));
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
    // Whom AWS cannot bind reaches whatever is there.
    assert.ok(!thing.some(({ who }) => /stacksets-exec|OrganizationAccountAccessRole/.test(who)));
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
