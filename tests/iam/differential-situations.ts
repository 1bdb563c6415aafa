import fc from "fast-check";
import type { Context, PolicyKind } from "../../iam";
import type { Situation } from "../../bench/evaluate-rival";
import {
  callers,
  oidcCaller,
  OTHER,
  ownRoot,
  samlCaller,
  strangers,
  type GeneratedCaller,
} from "./differential-callers";
import { generatedContext } from "./differential-conditions";
import {
  documentsFor,
  oidcTarget,
  ownersTargets,
  rootsTargets,
  samlTarget,
  targets,
  type Target,
} from "./differential-statements";

const FULL = { Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }] };
const RCP_FULL = {
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Principal: "*", Action: "*", Resource: "*" }],
};

/** Keys that any request, or one of the kind, can carry; each is there or not. */
const environment: fc.Arbitrary<Context> = fc
  .record(
    {
      "aws:MultiFactorAuthPresent": fc.constantFrom("true", "false"),
      "aws:MultiFactorAuthAge": fc.constantFrom("60", "900", "7200"),
      "aws:SourceIp": fc.constantFrom("203.0.113.7", "198.51.100.9", "2001:db8::1"),
      "aws:CurrentTime": fc.constantFrom("2025-12-31T23:59:59Z", "2026-03-01T12:00:00Z", "2026-11-01T00:00:00Z"),
      "aws:SecureTransport": fc.constantFrom("true", "false"),
      "aws:PrincipalTag/team": fc.constantFrom("red", "jdoe", "*"),
      "aws:SourceIdentity": fc.constantFrom("jdoe", "anna"),
      "aws:RequestedRegion": fc.constantFrom("eu-west-1", "us-east-1", "ap-south-1"),
      "aws:ResourceOrgID": fc.constantFrom("o-exampleorgid", "o-otherorgid0"),
      "aws:SourceArn": fc.constantFrom(`arn:aws:events:eu-west-1:${OTHER}:rule/r`, "arn:aws:s3:::b"),
      "aws:SourceAccount": fc.constantFrom("111111111111", OTHER),
      "aws:CalledVia": fc.constantFrom([""], ["athena.amazonaws.com"], ["cloudformation.amazonaws.com"]),
      "aws:TagKeys": fc.constantFrom(["team"], ["team", "cost"], ["team", "other"]),
      "sts:ExternalId": fc.constantFrom("ticket-1", "ticket-2"),
      "sts:RoleSessionName": fc.constantFrom("jdoe", "s1"),
      "iam:PassedToService": fc.constantFrom("ec2.amazonaws.com", "lambda.amazonaws.com"),
      "kms:ViaService": fc.constantFrom("s3.eu-west-1.amazonaws.com", "ec2.eu-west-1.amazonaws.com"),
      "s3:prefix": fc.constantFrom("reports/2026", "x"),
    },
    { requiredKeys: [] },
  )
  .map((record) => Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined)) as Context);

const asked: fc.Arbitrary<readonly [GeneratedCaller, Target]> = fc.oneof(
  { weight: 30, arbitrary: fc.tuple(callers, targets) },
  { weight: 1, arbitrary: fc.constant([samlCaller, samlTarget] as const) },
  { weight: 1, arbitrary: fc.constant([oidcCaller, oidcTarget] as const) },
  { weight: 1, arbitrary: fc.tuple(fc.constant(ownRoot), fc.constantFrom(...rootsTargets)) },
  { weight: 14, arbitrary: fc.tuple(fc.constantFrom(...strangers), fc.constantFrom(...ownersTargets)) },
);

/** The caller's and the resource's documents, with levels of SCPs and RCPs above them. */
export const situations: fc.Arbitrary<Situation> = asked.chain(([caller, target]) => {
  const documents = (kind: PolicyKind) => documentsFor(kind, target);
  const maybe = (kind: PolicyKind, freq: number) => fc.option(documents(kind), { freq, nil: undefined });
  const isProvider = caller === samlCaller || caller === oidcCaller;
  const isEntity = !["root", "service", "anonymous"].includes(caller.principalKind) && !isProvider;
  const hasAccount = isEntity || caller.principalKind === "root";
  const isSession = isEntity && caller.principalKind !== "user";
  const none = fc.constant(undefined);
  const level = (kind: "scp" | "rcp", full: object) =>
    fc.option(documents(kind), { freq: 2, nil: undefined }).map((own) => (own === undefined ? [full] : [full, own]));
  return fc
    .record({
      environment: fc.tuple(environment, generatedContext).map(([plain, odd]) => ({ ...odd, ...plain })),
      identity: isEntity ? fc.array(documents("identity"), { minLength: 1, maxLength: 2 }) : fc.constant([]),
      // A role has always a trust policy.
      resource:
        target.policy === undefined ? none : target.policy === "trust" ? documents("trust") : maybe(target.policy, 4),
      scps: hasAccount
        ? fc.array(
            fc.oneof(
              level("scp", FULL),
              documents("scp").map((one) => [one]),
            ),
            { maxLength: 2 },
          )
        : fc.constant([]),
      rcps: fc.array(level("rcp", RCP_FULL), { maxLength: 2 }),
      boundary: isEntity && caller.principalKind !== "federatedUser" ? maybe("boundary", 2) : none,
      session: isSession ? maybe("session", 2) : none,
      management: fc.oneof({ weight: 9, arbitrary: none }, { weight: 1, arbitrary: fc.constant(target.account) }),
    })
    .map(({ environment: more, identity, resource, scps, rcps, boundary, session, management }) => ({
      request: {
        principal: caller.principal,
        principalKind: caller.principalKind,
        action: target.action,
        resource: target.resource,
        resourceAccount: target.account,
        context: { ...more, ...caller.context },
      },
      documents: {
        identity,
        scps,
        rcps,
        ...(resource === undefined ? {} : { resource }),
        ...(boundary === undefined ? {} : { boundary }),
        ...(session === undefined ? {} : { session }),
      },
      ...(management === undefined ? {} : { surroundings: { managementAccount: management } }),
    }));
});
