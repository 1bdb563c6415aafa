import assert from "node:assert/strict";
import { findingsFor } from "../../cli/check/run";
import { recordedIn } from "../../cli/check/resources";
import type { Recorded } from "../../proofs";
import { catalogue } from "../../policypack/catalogue";
import type { Rule } from "../../policypack/rule";
import type { Resource } from "../../policypack/judge/subject";
import type { Properties } from "../../proofs/model/value";
import { landingZone } from "../proofs/landing-zone";
import { isFullScale } from "../scale";
import { sandboxAws, updated } from "../program/landing-zone";
import { sandboxLaw } from "./examples";

const names = {
  guardrails: "lifeline-guardrails-1",
  emergency: "lifeline-emergency-account",
  rcp: "lifeline-resource-guardrails-1",
} as const;

type Change = (recorded: readonly Recorded[]) => readonly Recorded[];

/** Takes away what the predicate names. */
const without =
  (isGone: (resource: Resource) => boolean): Change =>
  (recorded) =>
    recorded.filter(({ asked }) => !isGone(asked));

/** Changes one resource, as asked for and as it stands. */
const withChanged =
  (isMeant: (resource: Resource) => boolean, change: (resource: Resource) => Resource): Change =>
  (recorded) =>
    recorded.map((one) => (isMeant(one.asked) ? { asked: change(one.asked), standing: change(one.standing) } : one));

const is = (kind: string, name?: string) => (resource: Resource) =>
  resource.type.endsWith(`:${kind}`) &&
  (name === undefined || resource.properties["name"] === name || resource.name === name);
const unprotected = (resource: Resource): Resource => ({ ...resource, protect: false });
const withProperties =
  (change: (properties: Properties) => Properties) =>
  (resource: Resource): Resource => ({
    ...resource,
    properties: { ...resource.properties, ...change(resource.properties) },
  });
const withText = (property: string, change: (text: string) => string) =>
  withProperties((properties) => ({ [property]: change(properties[property] as string) }));

interface Statement {
  readonly Sid: string;
}

/** The document without one statement. */
const withoutStatement = (property: string, sid: string) =>
  withText(property, (text) => {
    const document = JSON.parse(text) as { readonly Statement: readonly Statement[] };
    const left = document.Statement.filter((statement) => statement.Sid !== sid);
    assert.equal(left.length, document.Statement.length - 1, `no statement ${sid}`);
    return JSON.stringify({ ...document, Statement: left });
  });

const removals: readonly (readonly [title: string, change: Change, rule: string])[] = [
  ["a hub role", without(is("Role", "BreakGlassHubAdmin")), "keep-every-hub-role"],
  ["the identity provider", without(is("SamlProvider")), "keep-every-hub-role"],
  ["a responder", without(is("User", "bob")), "keep-every-responder"],
  [
    "a responder's grant",
    without((one) => is("UserPolicy")(one) && one.properties["user"] === "carol"),
    "keep-every-responder",
  ],
  [
    "the StackSet of the target roles",
    without(is("StackSet", "lifeline-target-roles")),
    "keep-target-roles-everywhere",
  ],
  ["every stack instance", without(is("StackInstances")), "keep-target-roles-everywhere"],
  [
    "a target role of the template",
    withChanged(
      is("StackSet", "lifeline-target-roles"),
      withText("templateBody", (text) => text.replaceAll("BreakGlassOperator", "AppOperator")),
    ),
    "keep-target-roles-everywhere",
  ],
  ["the management account's role", without(is("Role", "BreakGlassManagement")), "keep-the-management-role"],
  ["the password policy", without(is("AccountPasswordPolicy")), "keep-the-management-role"],
  ["the guardrails", without(is("Policy", names.guardrails)), "stop-tampering"],
  ["the emergency account's policy", without(is("Policy", names.emergency)), "close-the-emergency-account"],
  ["the resource guardrails", without(is("Policy", names.rcp)), "refuse-strangers"],
  [
    "an attachment",
    without((one) => is("PolicyAttachment")(one) && one.properties["targetId"] === "r-life"),
    "keep-guardrails-attached",
  ],
  ...[
    "ProtectStackSetsExecutionRoles",
    "ProtectBreakGlassRoles",
    "ProtectBreakGlassPolicies",
    "DenyLookAlikeRoles",
    "ProtectStackSetStacks",
    "ProtectForwardingRules",
    "DenyLeavingTheOrganization",
    "DenyClosingAccounts",
  ].map(
    (sid) =>
      [
        `the guardrail ${sid}`,
        withChanged(is("Policy", names.guardrails), withoutStatement("content", sid)),
        "stop-tampering",
      ] as const,
  ),
  ...["OnlyTheEmergencyPathAssumesTargetRoles", "OnlyRespondersAssumeHubRoles", "NoFederationIntoTargetRoles"].map(
    (sid) =>
      [
        `the resource guardrail ${sid}`,
        withChanged(is("Policy", names.rcp), withoutStatement("content", sid)),
        "refuse-strangers",
      ] as const,
  ),
  [
    "the closing of the emergency account",
    withChanged(is("Policy", names.emergency), withoutStatement("content", "OnlyTheEmergencyPath")),
    "close-the-emergency-account",
  ],
  [
    "protection of a hub role",
    withChanged(is("Role", "BreakGlassHubReadOnly"), unprotected),
    "keep-protected-resources-protected",
  ],
  [
    "protection of the StackSet",
    withChanged(is("StackSet", "lifeline-target-roles"), unprotected),
    "keep-protected-resources-protected",
  ],
  ["protection of the trail", withChanged(is("Trail"), unprotected), "keep-protected-resources-protected"],
  [
    "MFA in the trust of a hub role",
    withChanged(
      is("Role", "BreakGlassHubAdmin"),
      withText("assumeRolePolicy", (text) => text.replace(',"Bool":{"aws:MultiFactorAuthPresent":"true"}', "")),
    ),
    "trust-the-emergency-path-only",
  ],
  [
    "MFA in the template's trust",
    withChanged(
      is("StackSet", "lifeline-target-roles"),
      withText("templateBody", (text) => text.replaceAll(',"Bool":{"aws:MultiFactorAuthPresent":"true"}', "")),
    ),
    "trust-the-emergency-path-only",
  ],
  ["the trail", without(is("Trail")), "keep-trail-and-archive"],
  ["the archive's policy", without(is("BucketPolicy")), "keep-trail-and-archive"],
  ["the archive's Object Lock", without(is("BucketObjectLockConfiguration")), "keep-trail-and-archive"],
  ["the archive's versions", without(is("BucketVersioning")), "keep-trail-and-archive"],
  ["the archive's block of public access", without(is("BucketPublicAccessBlock")), "keep-trail-and-archive"],
  ["the central bus", without(is("EventBus")), "keep-the-alert-path"],
  ["the policies of the buses", without(is("EventBusPolicy")), "keep-the-alert-path"],
  ["the receiving rule", without(is("EventRule")), "keep-the-alert-path"],
  ["its target", without(is("EventTarget")), "keep-the-alert-path"],
  ["the triage function", without(is("Function")), "keep-the-alert-path"],
  ["the register", without(is("Table")), "keep-the-alert-path"],
  ["the SOC's topic", without(is("Topic", "lifeline-soc")), "keep-the-alert-path"],
  ["the SOC's subscriptions", without(is("TopicSubscription")), "keep-the-alert-path"],
  ["the detection StackSet", without(is("StackSet", "lifeline-detection")), "keep-the-alert-path"],
  ["the alarms of the security account", without(is("Stack", "lifeline-alarms")), "keep-the-alert-path"],
  ["the second path's topic", without(is("Topic", "lifeline-second-path")), "keep-the-second-path"],
  ["its alarm on tampering", without(is("MetricAlarm", "lifeline-second-path-tampering")), "keep-the-second-path"],
  ["its filters", without(is("LogMetricFilter")), "keep-the-second-path"],
  [
    "file validation of the trail",
    withChanged(
      is("Trail"),
      withProperties(() => ({ enableLogFileValidation: false })),
    ),
    "sign-log-files",
  ],
  [
    "every Region of the trail",
    withChanged(
      is("Trail"),
      withProperties(() => ({ isMultiRegionTrail: false })),
    ),
    "record-every-region",
  ],
  [
    "Object Lock of the archive",
    withChanged(
      is("Bucket"),
      withProperties(() => ({ objectLockEnabled: false })),
    ),
    "lock-the-log-archive",
  ],
  [
    "rotation of a key",
    withChanged(
      is("Key"),
      withProperties(() => ({ enableKeyRotation: false })),
    ),
    "rotate-keys",
  ],
  [
    "encryption of a password",
    withChanged(
      is("UserLoginProfile"),
      withProperties(() => ({ pgpKey: null })),
    ),
    "encrypt-console-passwords",
  ],
  [
    "the state of a receiving rule",
    withChanged(
      is("EventRule"),
      withProperties(() => ({ state: "DISABLED" })),
    ),
    "keep-event-rules-on",
  ],
  [
    "the dead-letter queue of a target",
    withChanged(
      is("EventTarget"),
      withProperties(() => ({ deadLetterConfig: null })),
    ),
    "keep-what-is-not-delivered",
  ],
  [
    "detection in a sign-in Region",
    without((one) => is("Stack")(one) && one.properties["region"] === "eu-north-1"),
    "watch-every-sign-in-region",
  ],
];

describe("the landing zone under its own pack", () => {
  let recorded: readonly Recorded[];
  before(async () => {
    const { state, ok } = await updated(sandboxAws());
    assert.ok(ok);
    recorded = recordedIn("state", JSON.stringify(state));
  });
  const law = { ...sandboxLaw, snapshotText: () => JSON.stringify(landingZone().snapshot) };
  // The proof takes a second, and has tests of its own.
  const others: readonly Rule[] = catalogue.filter(({ id }) => id !== "prove-the-landing-zone");
  const rulesFor = (resources: readonly Recorded[], rules = others) =>
    findingsFor(resources, law, "2026-11-28", false, rules).map(({ rule, message }) => ({ rule, message }));

  it("passes without an exception", () => {
    assert.ok(recorded.length > 60);
    assert.deepEqual(rulesFor(recorded, isFullScale ? catalogue : others), []);
  });

  for (const [title, change, rule] of removals) {
    it(`fails without ${title}: ${rule}`, () => {
      const found = rulesFor(change(recorded));
      assert.ok(
        found.some((finding) => finding.rule === rule),
        `found ${JSON.stringify([...new Set(found.map((finding) => finding.rule))])}`,
      );
    });
  }
});
