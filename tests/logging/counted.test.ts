import assert from "node:assert/strict";
import fc from "fast-check";
import { compileFilterPattern, matchesFilter } from "../../events";
import { isCounted } from "../../functions/triage/counted";
import { trailOf } from "../../functions/triage/trail";
import { rulebook, secondPathFor, triageSettingsFor, type SettledFacts } from "../../rulebook";
import { sandboxFacts } from "../rulebook/sandbox-facts";
import { runs, seed } from "../scale";
import { accounts, recordFor, sessionOf } from "./log-records";
import { fixtureFacts, recorded, recordOf, type CloudTrailRecord } from "./recorded-events";
import { tamperingCases } from "./tampering-cases";
import { unseenCases } from "./unseen-cases";
import { useCases } from "./use-cases";

interface Counts {
  readonly seen: boolean;
  readonly handled: boolean;
}

/** Whether the second path sees a use in a record, and whether triage would count it as handled. */
function counterFor(facts: SettledFacts): (record: CloudTrailRecord) => Counts {
  const settings = triageSettingsFor(rulebook, facts);
  const filters = secondPathFor(rulebook, facts).filters.flatMap(({ metric, pattern }) => {
    const compiled = compileFilterPattern(pattern);
    if (!compiled.ok) assert.fail(pattern);
    return metric === "SeenUses" ? [compiled.pattern] : [];
  });
  return (record) => {
    const trail = trailOf({
      id: "1",
      source: "aws.any",
      type: "AWS API Call via CloudTrail",
      account: String(record["recipientAccountId"]),
      region: "eu-central-1",
      at: undefined,
      detail: record,
    });
    return {
      seen: filters.some((filter) => matchesFilter(filter, record)),
      handled: trail !== undefined && isCounted(trail, settings),
    };
  };
}

const agrees = ({ seen, handled }: Counts): void => assert.equal(handled, seen);

describe("Triage counts as handled exactly what the second path sees:", () => {
  it("in every recorded event", () => {
    const countsOf = counterFor(fixtureFacts);
    for (const { file } of recorded) agrees(countsOf(recordOf(file)));
  });

  const countsOf = counterFor(sandboxFacts);
  for (const [what, record] of [
    ...[...useCases, ...tamperingCases].map(([, what, record]) => [what, record] as const),
    ...unseenCases,
  ]) {
    it(what, () => agrees(countsOf(record)));
  }

  it("in any record that is put together of the same parts", () => {
    const roles = [
      "BreakGlassAdmin",
      "BreakGlassCanary",
      "BreakGlassReadiness",
      "BreakGlassTriage",
      "BreakGlassAdmins",
    ];
    const paths = ["/", "/break-glass/", "/break-glass-hub/", "/break-glass-reports/", "/team/break-glass/"];
    const account = fc.constantFrom(...Object.values(accounts));
    const role = fc
      .tuple(account, fc.constantFrom(...paths), fc.constantFrom(...roles, "BreakGlassHubOperator", "Application"))
      .map(([id, path, name]) => ({ id, path, name, arn: `arn:aws:iam::${id}:role${path}${name}` }));
    const identity = fc.oneof(
      role.map(({ id, path, name }) => sessionOf(id, path, name)),
      role.map(({ id, name }) => ({ type: "AssumedRole", arn: `arn:aws:sts::${id}:assumed-role/${name}/x` })),
      fc
        .tuple(account, fc.constantFrom("break-glass/alice", "alice", "team/break-glass/alice"))
        .map(([id, name]) => ({ type: "IAMUser", arn: `arn:aws:iam::${id}:user/${name}` })),
      fc.constantFrom({ type: "Root" }, { type: "AWSService" }, { type: "AWSAccount" }, { type: "SAMLUser" }),
    );
    const message = role.map(
      ({ arn }) => `User: somebody is not authorized to perform: sts:AssumeRole on resource: ${arn}`,
    );
    const record = fc
      .record({
        recipient: fc.constantFrom(...(Object.keys(accounts) as (keyof typeof accounts)[])),
        action: fc.constantFrom(
          "signin:SwitchRole",
          "signin:ConsoleLogin",
          "sts:AssumeRole",
          "sts:AssumeRoot",
          "s3:GetObject",
        ),
        role: fc.option(role, { nil: undefined }),
        identity,
        message: fc.option(message, { nil: undefined }),
        from: fc.option(
          fc.constantFrom(`arn:aws:iam::${accounts.emergency}:user/break-glass/alice`, "arn:aws:iam::1:user/x"),
          {
            nil: undefined,
          },
        ),
      })
      .map(({ recipient, action, role: taken, identity: userIdentity, message: errorMessage, from }) =>
        recordFor(recipient, action, taken === undefined ? null : { roleArn: taken.arn }, {
          userIdentity,
          ...(errorMessage === undefined ? {} : { errorMessage, errorCode: "AccessDenied" }),
          ...(from === undefined ? {} : { additionalEventData: { SwitchFrom: from } }),
        }),
      );
    fc.assert(
      fc.property(record, (one) => agrees(countsOf(one))),
      { numRuns: runs(20_000), seed },
    );
  });
});
