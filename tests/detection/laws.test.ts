import assert from "node:assert/strict";
import fc from "fast-check";
import { rulebook } from "../../rulebook";
import { runs, seed } from "../scale";
import { accounts, caughtBy, recordedFacts, recordedLaw, rulesFrom, type DeliveredEvent } from "./organization";
import { recorded } from "./recorded";

const rulesAt = rulesFrom(rulebook, recordedFacts);
const recordedRulesAt = rulesFrom(recordedLaw, recordedFacts);
const parameters = (full: number) => ({ numRuns: runs(full), seed });

const member = fc.constantFrom(accounts.security, accounts.logArchive, accounts.identity, accounts.workload);
const memberRegion = fc.constantFrom("eu-central-1", "us-east-1");
const detectionRegion = fc.constantFrom("eu-central-1", "us-east-1", "us-east-2", "eu-north-1", "ap-southeast-2");
const role = fc.constantFrom(
  "BreakGlassReadOnly",
  "BreakGlassOperator",
  "BreakGlassAdmin",
  "BreakGlassIdentityAdmin",
  "BreakGlassManagement",
);
/** Whatever else stands in the event; the fields that a rule reads are laid over it. */
const anything = fc.dictionary(fc.stringMatching(/^[a-z]{1,12}$/), fc.jsonValue({ maxDepth: 2 }), { maxKeys: 4 });
const service = fc.stringMatching(/^[a-z]{2,12}$/);
const eventName = fc.stringMatching(/^[A-Z][A-Za-z]{2,20}$/);

function event(account: string, region: string, source: string, detail: DeliveredEvent["detail"]): DeliveredEvent {
  return { account, region, source, "detail-type": "AWS API Call via CloudTrail", detail };
}

describe("Whatever else stands in the event, the rules catch", () => {
  it("every call of a session of a target role, read or not, in each member and in management", () => {
    const place = fc.oneof(fc.tuple(member, memberRegion), fc.tuple(fc.constant(accounts.management), detectionRegion));
    fc.assert(
      fc.property(
        place,
        role,
        service,
        eventName,
        fc.boolean(),
        anything,
        ([account, region], name, of, call, readOnly, more) => {
          const userIdentity = { type: "AssumedRole", sessionContext: { sessionIssuer: { userName: name } } };
          const made = event(account, region, `aws.${of}`, { ...more, userIdentity, eventName: call, readOnly });
          assert.ok(caughtBy(made, rulesAt(made)).includes("BreakGlassWatchTargetRoleActivity"));
        },
      ),
      parameters(2_000),
    );
  });

  it("every sign-in event of the emergency account, in each detection Region", () => {
    const spelling = fc.constantFrom("AWS Console Sign In via CloudTrail", "AWS Console Signin via CloudTrail");
    fc.assert(
      fc.property(detectionRegion, spelling, anything, (region, detailType, more) => {
        const made = { ...event(accounts.emergency, region, "aws.signin", more), "detail-type": detailType };
        assert.ok(caughtBy(made, rulesAt(made)).includes("BreakGlassWatchEmergencySignIns"));
      }),
      parameters(1_000),
    );
  });

  it("every assumption of a target role, whoever's and in whatever account the role is", () => {
    const target = fc.stringMatching(/^\d{12}$/);
    fc.assert(
      fc.property(member, memberRegion, target, role, anything, (account, region, owner, name, more) => {
        const roleArn = `arn:aws:iam::${owner}:role/break-glass/${name}`;
        const made = event(account, region, "aws.sts", {
          ...more,
          eventName: "AssumeRole",
          readOnly: true,
          requestParameters: { roleArn },
        });
        assert.ok(caughtBy(made, rulesAt(made)).includes("BreakGlassWatchAssumedRoles"));
      }),
      parameters(1_000),
    );
  });
});

describe("Whatever it looks like, no rule forwards", () => {
  it("an event of a source that a customer can send, in any account that is not the emergency account", () => {
    const source = fc.string({ minLength: 1 }).filter((text) => !text.startsWith("aws."));
    fc.assert(
      fc.property(fc.constantFrom(...recorded), fc.oneof(source, fc.constant("lifeline.incident")), (sample, from) => {
        const forged = { ...sample.event, source: from };
        assert.deepEqual(caughtBy(forged, recordedRulesAt(forged)), []);
      }),
      parameters(1_000),
    );
  });
});
