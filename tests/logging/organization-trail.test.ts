import assert from "node:assert/strict";
import { organizationTrailFor, rulebook, secondPathFor } from "../../rulebook";
import { policyOf, service, session } from "../rulebook/evaluation";
import { sandboxFacts } from "../rulebook/sandbox-facts";
import type { Actor } from "../soc/account";
import { answerOf } from "./answer";
import { controlTower } from "./control-tower";

const management = "100000000001";
const trail = organizationTrailFor(rulebook, sandboxFacts) ?? assert.fail("no trail");
const group = `arn:aws:logs:eu-central-1:${management}:log-group:/lifeline/organization-trail`;

describe("The organization trail", () => {
  it("is of the whole organization, in every Region, reads and writes, signed and logging", () => {
    const { isOrganizationTrail, isMultiRegionTrail, managementEvents, includeGlobalServiceEvents } = trail;
    assert.deepEqual(
      { isOrganizationTrail, isMultiRegionTrail, managementEvents, includeGlobalServiceEvents },
      {
        isOrganizationTrail: true,
        isMultiRegionTrail: true,
        managementEvents: "All",
        includeGlobalServiceEvents: true,
      },
    );
    assert.equal(trail.enableLogFileValidation, true);
    assert.equal(trail.enableLogging, true);
  });

  it("has the name and the Region that the bucket's policy lets in", () => {
    assert.equal(trail.name, "lifeline-organization-trail");
    assert.equal(trail.region, "eu-central-1");
    assert.equal(trail.bucketName, "lifeline-log-archive-o-lifeline001");
  });

  it("writes to the log group that the second path reads, named as CloudTrail asks", () => {
    assert.equal(trail.logGroupArn, `${group}:*`);
    assert.deepEqual(secondPathFor(rulebook, sandboxFacts).logGroup, {
      mode: "own",
      name: "/lifeline/organization-trail",
      retentionDays: 30,
    });
  });

  it("is not made where one exists; the second path reads that one's log group", () => {
    const facts = { ...sandboxFacts, logArchive: controlTower };
    assert.equal(organizationTrailFor(rulebook, facts), undefined);
    assert.deepEqual(secondPathFor(rulebook, facts).logGroup, {
      mode: "existing",
      name: "aws-controltower/CloudTrailLogs",
    });
  });
});

describe("The role that writes the trail's events to the log group", () => {
  const { name, path, arn, trust, policy } = trail.logsRole;
  const trustPolicy = policyOf(trust, "trust", "trust");
  const cloudTrailsRole: Actor = {
    caller: session(management, "break-glass/BreakGlassTrailLogs"),
    identity: [policyOf(policy, "identity", "BreakGlassTrailLogs")],
  };
  const may = (action: string, resource: string): string =>
    answerOf(management, undefined, cloudTrailsRole, action, resource);

  it("is of the path, so that the same guards hold for it", () => {
    assert.deepEqual([path, name], ["/break-glass/", "BreakGlassTrailLogs"]);
    assert.equal(arn, `arn:aws:iam::${management}:role/break-glass/BreakGlassTrailLogs`);
  });

  it("is taken by CloudTrail, which sends no source, and by no other service", () => {
    const take = (caller: string): string =>
      answerOf(management, trustPolicy, { caller: service(caller), identity: [] }, "sts:AssumeRole", arn);
    assert.equal(take("cloudtrail.amazonaws.com"), "allowed");
    assert.equal(take("events.amazonaws.com"), "not allowed");
  });

  const streams = [`${management}_CloudTrail_eu-central-1`, "o-lifeline001_100000000011_CloudTrail_us-east-1"];
  for (const stream of streams) {
    it(`makes and writes the stream ${stream}`, () => {
      assert.equal(may("logs:CreateLogStream", `${group}:log-stream:${stream}`), "allowed");
      assert.equal(may("logs:PutLogEvents", `${group}:log-stream:${stream}`), "allowed");
    });
  }

  it("writes no stream of another kind, and to no other log group", () => {
    assert.equal(may("logs:PutLogEvents", `${group}:log-stream:200000000099_CloudTrail_eu-central-1`), "not allowed");
    const other = `arn:aws:logs:eu-central-1:${management}:log-group:/other:log-stream:o-lifeline001_x`;
    assert.equal(may("logs:PutLogEvents", other), "not allowed");
  });

  it("takes nothing away", () => {
    for (const action of ["logs:DeleteLogGroup", "logs:DeleteLogStream", "logs:PutRetentionPolicy"]) {
      assert.equal(may(action, `${group}:log-stream:${streams[0]}`), "not allowed");
      assert.equal(may(action, group), "not allowed");
    }
  });
});
