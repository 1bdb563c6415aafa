import type { Requirement, RequirementId, RequirementSource } from "./requirement";

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

export const requirements = {
  E1: {
    asked: "An account for emergency access only, which nobody enters in normal times.",
    status: "partly",
    built: ["components/emergency-account.ts", "rulebook/derive/emergency-account-statements.ts"],
    tests: [
      "tests/rulebook/emergency-account.test.ts",
      "tests/rulebook/emergency-account-denials.test.ts",
      "tests/program/emergency-account.test.ts",
    ],
    note: "Account and SCP are built; that every sign-in alerts is planned.",
  },
  E2: {
    asked: "Everything needed exists before the emergency; no control-plane write is on the path.",
    status: "partly",
    built: ["components/emergency-access.ts", "components/target-roles.ts"],
    tests: ["tests/program/deployment.test.ts"],
    note: "Users, roles and provider stand beforehand and nothing is toggled; runbooks, and their evaluation with control planes down, are planned.",
  },
  E3: {
    asked: "One IAM user per emergency administrator, few of them, with a strong password and MFA.",
    status: "partly",
    built: ["rulebook/credentials.ts", "rulebook/derive/responder-policies.ts"],
    tests: [
      "tests/rulebook/emergency-account.test.ts",
      "tests/rulebook/emergency-account-denials.test.ts",
      "tests/program/deployment.test.ts",
    ],
    note: "Users, MFA by policy, no access keys; that each has two devices will be checked by readiness, which is planned.",
  },
  E4: {
    asked: "Or the root user of that account, vaulted, with several MFA devices and a monitored mailbox and phone.",
    status: "partly",
    built: ["facts/rules.ts"],
    tests: ["tests/facts/responders.test.ts"],
    note: "AWS refuses AssumeRole to root, so root repairs and never responds; facts without two responders are refused. Contacts and the alert on root sign-in are planned.",
  },
  E5: {
    asked: "Emergency roles in the emergency account that may assume the cross-account roles.",
    status: "done",
    built: ["rulebook/derive/hub-policies.ts", "rulebook/derive/trust-policies.ts", "rulebook/roles.ts"],
    tests: [
      "tests/rulebook/emergency-account.test.ts",
      "tests/rulebook/emergency-account-denials.test.ts",
      "tests/rulebook/roles.test.ts",
    ],
    note: "Hub roles, one for each tier; both ways in are evaluated, and the guidance's own example, raising an Auto Scaling maximum.",
  },
  E6: {
    asked: "Cross-account roles in every workload account, by StackSets with Organizations.",
    status: "done",
    built: ["components/target-roles.ts", "components/management-roles.ts", "rulebook/derive/target-roles-template.ts"],
    tests: ["tests/rulebook/target-roles.test.ts", "tests/program/deployment.test.ts"],
    note: "One StackSet at the root with automatic deployment; the management account gets its role from the program.",
  },
  E7: {
    asked: "SCPs deny deleting and modifying those roles.",
    status: "done",
    built: ["rulebook/guardrails.ts", "rulebook/derive/guardrail-statements.ts", "rulebook/derive/packing.ts"],
    tests: [
      "tests/rulebook/guardrails.test.ts",
      "tests/rulebook/resource-guardrails.test.ts",
      "tests/rulebook/packing.test.ts",
      "tests/rulebook/packing-updates.test.ts",
      "tests/program/moves.test.ts",
    ],
    note: "Complete by NotAction, exemptions as a chain; look-alike names beyond the denied spellings are for detection, which is planned.",
  },
  E8: {
    asked: "CloudTrail of the emergency account to the central bucket in the log-archive account.",
    status: "planned",
    note: "Own trail and bucket, or those of Control Tower; not built.",
  },
  E9: {
    asked: "An EventBridge rule per emergency role for console sign-in and API activity.",
    status: "done",
    built: ["rulebook/use-alerts.ts", "rulebook/derive/detection-template.ts", "components/detection.ts"],
    tests: ["tests/detection/recorded-events.test.ts", "tests/detection/rows.test.ts"],
    note: "Sign-ins, switches, assumptions and sessions of every emergency role, where AWS logs each; other member accounts in the Regions that facts name.",
  },
  E10: {
    asked: "Notify the SOC of activity outside an emergency that the incident system tracks.",
    status: "planned",
    note: "Triage and the incident register are not built.",
  },
  E11: {
    asked: "Successful and failed attempts are logged and watched, and the request process too.",
    status: "planned",
    note: "No session of a target role may stop a trail; watching is not built.",
  },
  E12: {
    asked: "Requests tied to an incident, approved by a peer or manager at any hour, with escalation.",
    status: "planned",
    note: "The incident register is not built; access will never wait for it.",
  },
  E13: {
    asked: "Failure modes documented: when to use which, when not, alternatives, how to declare.",
    status: "planned",
    note: "The stack's outputs hold the real ids and links; the runbook generated from them is not built.",
  },
  E14: {
    asked: "Tested regularly, as part of incident and disaster-recovery exercises.",
    status: "planned",
    note: "Drills are not built.",
  },
  E15: {
    asked: "Failure mode 1: the identity provider is down.",
    status: "partly",
    built: ["components/emergency-access.ts", "rulebook/derive/way-in.ts"],
    tests: ["tests/rulebook/emergency-account.test.ts"],
    note: "The path needs no identity provider; the proof of it is planned.",
  },
  E16: {
    asked: "Failure mode 2: the identity provider's configuration was changed or its certificate expired.",
    status: "partly",
    built: ["rulebook/roles.ts"],
    tests: ["tests/rulebook/target-roles.test.ts"],
    note: "The tier IdentityAdmin repairs federation; the proof that it mints no access, and the warning before expiry, are planned.",
  },
  E17: {
    asked: "Failure mode 3: Identity Center or its Region is down.",
    status: "partly",
    built: ["rulebook/derive/trust-policies.ts", "facts/saml.ts", "facts/rules.ts"],
    tests: ["tests/rulebook/emergency-account.test.ts", "tests/facts/responders.test.ts"],
    note: "SAML into the hub roles, with an audience outside the home Region; the proof is planned.",
  },
  E18: {
    asked: "Normal and emergency access share no dependency.",
    status: "partly",
    built: ["rulebook/derive/way-in.ts"],
    tests: [],
    note: "Sign-in links carry the numeric account id and a Region; the list of dependencies and its proofs are planned.",
  },
  E19: {
    asked: "Misuse, easier than the pipeline, is discouraged and seen.",
    status: "partly",
    built: ["rulebook/limits.ts"],
    tests: ["tests/rulebook/target-roles.test.ts", "tests/program/deployment.test.ts"],
    note: "Sessions end after an hour; counting and the report are planned.",
  },
  E20: { asked: "Credentials are rotated after use.", status: "planned", note: "Not built." },

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
    note: "The policy pack refuses trust in everyone; roles for third parties are planned.",
  },
  T4: { asked: "Roles Anywhere for machines outside AWS.", status: "planned", note: "Not built." },
  T5: {
    asked: "Automated, auditable set-up of third parties, with detection of drift.",
    status: "planned",
    note: "Not built.",
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
    built: ["rulebook/derive/responder-policies.ts", "rulebook/derive/trust-policies.ts"],
    tests: ["tests/rulebook/emergency-account-denials.test.ts"],
    note: "Enforced for responders, by their policy and by every trust; monitoring is planned.",
  },
  C4: { asked: "Alarms on chosen API calls; GuardDuty.", status: "planned", note: "Not built." },
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
    note: "Three rules: access keys, passwords in plain text, trust in everyone. The others are planned.",
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
  A5: { asked: "IMDSv2 against theft of credentials.", status: "planned", note: "Not built." },

  G1: {
    asked: "Common guardrails such as allowed Regions, which spare the emergency path.",
    status: "planned",
    note: "The README says what a Region denial of others must spare; one of our own is not built.",
  },
  G2: { asked: "Continuous reduction of permissions.", status: "planned", note: "Not built." },
  G3: { asked: "Public and cross-account access is analysed.", status: "planned", note: "Not built." },
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
    note: "All checks run in CI on three versions of Node; removing each rule in turn and expecting red is planned.",
  },
  G6: {
    asked: "Alternate contacts are set on every account.",
    status: "planned",
    note: "Not built.",
  },
  G7: { asked: "The SOC sees: GuardDuty, Security Hub.", status: "planned", note: "Not built." },
  G8: {
    asked: "Encryption at rest and in transit.",
    status: "planned",
    note: "Console passwords reach the state encrypted to the responder's PGP key; bucket, topics, table and queues are not built.",
  },
} as const satisfies Record<RequirementId, Requirement>;
