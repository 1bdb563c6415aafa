import type { EmergencyRequirementId, Requirement, RequirementId, RequirementSource } from "./requirement";

const wellArchitected = "https://docs.aws.amazon.com/wellarchitected/latest/security-pillar/";

export const requirementSources = [
  {
    letter: "E",
    title: "Emergency access (SEC03-BP03)",
    source: `${wellArchitected}sec_permissions_emergency_process.html`,
  },
  {
    letter: "T",
    title: "Third parties (SEC03-BP09)",
    source: `${wellArchitected}sec_permissions_share_securely_third_party.html`,
  },
  {
    letter: "C",
    title: "Credentials (SEC02-BP05)",
    source: `${wellArchitected}sec_identities_audit.html`,
  },
  {
    letter: "A",
    title: "IAM practice (security best practices in IAM)",
    source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html",
  },
  {
    letter: "G",
    title: "Organization guardrails (SEC03-BP05 and the rest of the Security Pillar)",
    source: `${wellArchitected}sec_permissions_define_guardrails.html`,
  },
] as const satisfies readonly RequirementSource[];

/** All but those of emergency access, which are in a table of their own. */
export const requirements = {
  T1: {
    asked: "A cross-account role and temporary credentials for each third party, no long-lived keys.",
    status: "planned",
    note: "Third parties are not facts yet.",
  },
  T2: {
    asked: "An external ID that is unguessable, unique and never reused.",
    status: "planned",
    note: "Not built.",
  },
  T3: {
    asked: "Trust never without conditions, and least privilege.",
    status: "partly",
    built: ["policypack/catalogue/third-parties/trust.ts"],
    tests: ["tests/policypack/examples.test.ts"],
    note: "The policy pack refuses trust in everyone, in unlisted accounts and without an external id; roles for third parties are planned.",
  },
  T4: { asked: "Roles Anywhere for machines outside AWS.", status: "planned", note: "Not built." },
  T5: {
    asked: "Automated, auditable set-up of third parties, with detection of drift.",
    status: "partly",
    built: ["policypack/catalogue/third-parties"],
    tests: ["tests/policypack/examples.test.ts", "tests/policypack/trust-cases.test.ts"],
    note: "The policy pack refuses external trust that no fact lists; the set-up and the schedule are planned.",
  },
  T6: {
    asked: "Revoke a third party for a while or for good, and know the impact.",
    status: "planned",
    note: "Not built.",
  },

  C1: {
    asked: "Audit credentials regularly, by credential report and Access Analyzer.",
    status: "planned",
    note: "The emergency account's SCP already lets readiness fetch the report; the audit is not built.",
  },
  C2: {
    asked: "Keys rotated at most every 90 days, unused ones removed.",
    status: "partly",
    built: ["policypack/catalogue/credentials/things.ts"],
    tests: ["tests/policypack/examples.test.ts"],
    note: "The policy pack refuses new access keys; Config rules are planned.",
  },
  C3: {
    asked: "MFA is enforced and monitored.",
    status: "partly",
    built: [
      "rulebook/derive/responder-policies.ts",
      "rulebook/derive/trust-policies.ts",
      "rulebook/identity-alerts.ts",
    ],
    tests: ["tests/rulebook/emergency-account-denials.test.ts", "tests/detection/recorded-events.test.ts"],
    note: "Enforced for responders, by their policy and by every trust; a change of a device in the emergency account alerts. That each has two is for readiness, which is planned.",
  },
  C4: {
    asked: "Alarms on chosen API calls; GuardDuty.",
    status: "partly",
    built: [
      "rulebook/identity-alerts.ts",
      "rulebook/path-alerts.ts",
      "rulebook/archive-alerts.ts",
      "rulebook/log-tampering.ts",
    ],
    tests: ["tests/detection/rows.test.ts", "tests/detection/near-misses.test.ts", "tests/logging/filters.test.ts"],
    note: "Changes of credentials, MFA devices, guardrails, trail, archive and alerting page on both paths; GuardDuty is planned.",
  },
  C5: {
    asked: "Roles Anywhere instead of keys, with certificates watched for expiry.",
    status: "planned",
    note: "Not built.",
  },
  C6: {
    asked: "Dormant emergency users fail the unused-credential rule by design: a named, dated exception.",
    status: "planned",
    note: "Passwords do not expire, so that disuse locks nobody out; the exception as a row is planned.",
  },

  A1: {
    asked:
      "Against six anti-patterns: long-term credentials, no MFA, root use, excess, unreviewed access, no analyzer.",
    status: "partly",
    built: ["policypack/catalogue"],
    tests: ["tests/policypack/examples.test.ts"],
    note: "Rules for the first four, by evaluation; unreviewed access and the analyzer are planned.",
  },
  A2: {
    asked: "Least privilege in four steps: needed actions, unacceptable impact, their overlap, control.",
    status: "planned",
    note: "Each tier's grants and limits are rows with a reason; the page by impact class is not written.",
  },
  A3: {
    asked: "Identity Center: separate permission sets for management and members, under the quota.",
    status: "planned",
    note: "Not built.",
  },
  A4: {
    asked: "An Access Analyzer archive rule for the roles of Identity Center.",
    status: "planned",
    note: "Not built.",
  },
  A5: {
    asked: "IMDSv2 against theft of credentials.",
    status: "partly",
    built: ["policypack/catalogue/platform/machines.ts"],
    tests: ["tests/policypack/examples.test.ts"],
    note: "The policy pack demands it of instances, templates and the account's default; the declarative policy is planned.",
  },

  G1: {
    asked: "Common guardrails such as allowed Regions, which spare the emergency path.",
    status: "planned",
    note: "The README says what a Region denial of others must spare; one of our own is not built.",
  },
  G2: { asked: "Continuous reduction of permissions.", status: "planned", note: "Not built." },
  G3: {
    asked: "Public and cross-account access is analysed.",
    status: "partly",
    built: ["policypack/catalogue/third-parties/resources.ts"],
    tests: ["tests/policypack/examples.test.ts"],
    note: "The policy pack refuses public resources and unlisted accounts; the external-access analyzer is planned.",
  },
  G4: {
    asked: "Responses to events are automated, such as stopping a compromised responder.",
    status: "planned",
    note: "A responder can be stopped by leaving: true in the facts; the rehearsed command is not built.",
  },
  G5: {
    asked: "Security controls of the pipeline are tested automatically.",
    status: "partly",
    built: [".ci/run", ".github/workflows/ci.yml"],
    tests: ["tests/policypack/examples.test.ts", "tests/boundaries.test.ts"],
    note: "All checks run in CI on three versions of Node; `npm run mutate` removes each rule of the pack in turn and expects red. The guardrails' rows are not mutated yet.",
  },
  G6: {
    asked: "Alternate contacts are set on every account.",
    status: "planned",
    note: "Not built.",
  },
  G7: { asked: "The SOC sees: GuardDuty, Security Hub.", status: "planned", note: "Not built." },
  G8: {
    asked: "Encryption at rest and in transit.",
    status: "partly",
    built: [
      "components/emergency-access.ts",
      "components/log-archive.ts",
      "components/soc.ts",
      "components/incidents.ts",
      "components/second-path.ts",
    ],
    tests: [
      "tests/logging/log-archive-key.test.ts",
      "tests/logging/components.test.ts",
      "tests/soc/components.test.ts",
      "tests/soc/topics.test.ts",
    ],
    note: "Bucket, trail, its log group, topics and register have keys of their own, queues are encrypted by SQS; bucket, topics and queues of dead letters refuse plain connections. Console passwords reach the state encrypted to the responder's PGP key. The log of the triage function has CloudWatch's own encryption.",
  },
} as const satisfies Record<Exclude<RequirementId, EmergencyRequirementId>, Requirement>;
