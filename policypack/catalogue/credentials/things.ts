import { isUnknown } from "../../../proofs/model/value";
import { undecided, violated, type ResourceRule } from "../../rule";
import { checked, checkedAll, mustBeThere, mustNotBe, mustReach } from "../checks";
import { accounts, names } from "../examples";

const row = { family: "credentials", scope: "resource" } as const;
const bestPractices = "https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html";

/** Long-lived credentials, and what becomes of them. */
export const thingRules = [
  {
    ...row,
    id: "make-no-users",
    title: "People and machines are no IAM users",
    severity: "high",
    stops: "A user has credentials that last until somebody remembers them; the responders are the one exception",
    source: bestPractices,
    requirements: ["A1", "C2"],
    frameworks: { wellArchitected: "SEC02-BP02", cis: "1.15", nist: "IA-2" },
    kinds: ["user"],
    fix: "Let people sign in through Identity Center, and machines assume a role",
    findingsFor: (subject) => (subject.trusted ? [] : [violated("", "an IAM user")]),
    good: { type: "aws:iam/user:User", properties: { name: "alice", path: names.responderPath }, landingZone: true },
    bad: { type: "aws:iam/user:User", properties: { name: "ci" } },
  },
  {
    ...row,
    id: "make-no-access-keys",
    title: "No access keys are made",
    severity: "high",
    stops:
      "Long-term keys leak and are used from anywhere, without MFA; the secret of one made here also stands in the state",
    source: bestPractices,
    requirements: ["C2", "A1"],
    frameworks: { wellArchitected: "SEC02-BP02", cis: "1.13", nist: "IA-5" },
    kinds: ["accessKey"],
    fix: "Use a role; people sign in with `aws login`, machines with OIDC or IAM Roles Anywhere",
    findingsFor: () => [violated("", "an access key for a user")],
    good: { type: "aws:iam/group:Group", properties: { name: "developers" } },
    bad: { type: "aws:iam/accessKey:AccessKey", properties: { user: "ci" } },
  },
  {
    ...row,
    id: "encrypt-console-passwords",
    title: "Console passwords are encrypted to a PGP key",
    severity: "high",
    stops: "Without a PGP key the initial password stands in the stack's state",
    source: "https://www.pulumi.com/registry/packages/aws/api-docs/iam/userloginprofile/",
    requirements: ["E3", "C1"],
    frameworks: { wellArchitected: "SEC02-BP03", nist: "IA-5(1)" },
    kinds: ["loginProfile"],
    fix: "Give the user's public PGP key, or keybase:<name>, as configured text",
    findingsFor: (subject) => checked(subject, "pgpKey", mustBeThere("the password would be kept in plain text")),
    good: {
      type: "aws:iam/userLoginProfile:UserLoginProfile",
      properties: { user: "alice", pgpKey: "keybase:example_alice" },
    },
    bad: { type: "aws:iam/userLoginProfile:UserLoginProfile", properties: { user: "alice" } },
  },
  {
    ...row,
    id: "force-no-password-change",
    title: "No sign-in depends on changing the password first",
    severity: "high",
    stops: "A forced change is an IAM write in us-east-1 on the worst night, and a denial without MFA blocks it",
    source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_passwords_admin-change-user.html",
    requirements: ["E2", "E3"],
    frameworks: { wellArchitected: "SEC03-BP03", nist: "CP-2" },
    kinds: ["loginProfile"],
    fix: "Set passwordResetRequired: false and hand the password over in person",
    findingsFor: (subject) =>
      checked(subject, "passwordResetRequired", mustNotBe(true, "the first sign-in must change the password")),
    good: {
      type: "aws:iam/userLoginProfile:UserLoginProfile",
      properties: { user: "alice", pgpKey: "keybase:example_alice", passwordResetRequired: false },
    },
    bad: {
      type: "aws:iam/userLoginProfile:UserLoginProfile",
      properties: { user: "alice", pgpKey: "keybase:example_alice", passwordResetRequired: true },
    },
  },
  {
    ...row,
    id: "make-no-service-credentials",
    title: "No service-specific passwords, SSH keys or signing certificates are made",
    severity: "medium",
    stops: "They are long-lived keys of a user under another name, and no rotation rule looks at them",
    source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_service-specific-creds.html",
    requirements: ["C2", "A1"],
    frameworks: { wellArchitected: "SEC02-BP02", nist: "IA-5" },
    kinds: ["serviceCredential", "signingCertificate", "sshKey"],
    fix: "Use the git-remote-codecommit helper or a role's temporary credentials",
    findingsFor: () => [violated("", "a long-lived credential of a user")],
    good: { type: "aws:iam/group:Group", properties: { name: "developers" } },
    bad: { type: "aws:iam/sshKey:SshKey", properties: { username: "ci", encoding: "SSH", publicKey: "ssh-rsa AAAA" } },
  },
  {
    ...row,
    id: "let-passwords-live",
    title: "Passwords do not expire",
    severity: "high",
    stops: "Expiry acts on dormant users first: the responder must change the password at sign-in, or is locked out",
    source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_passwords_account-policy.html",
    requirements: ["E3", "C6"],
    frameworks: { wellArchitected: "SEC03-BP03", nist: "IA-5(1)" },
    kinds: ["passwordPolicy"],
    fix: "Leave maxPasswordAge and hardExpiry out; rotate after use instead",
    findingsFor: (subject) =>
      checkedAll(subject, {
        maxPasswordAge: (value) =>
          value === undefined || value === null || value === 0 ? undefined : "passwords expire",
        hardExpiry: mustNotBe(true, "an expired password cannot be changed by its user"),
      }),
    good: {
      type: "aws:iam/accountPasswordPolicy:AccountPasswordPolicy",
      properties: { minimumPasswordLength: 20, hardExpiry: false, passwordReusePrevention: 24 },
    },
    bad: {
      type: "aws:iam/accountPasswordPolicy:AccountPasswordPolicy",
      properties: { minimumPasswordLength: 20, maxPasswordAge: 90, passwordReusePrevention: 24 },
    },
  },
  {
    ...row,
    id: "ask-for-long-passwords",
    title: "Passwords are long and not repeated",
    severity: "medium",
    stops: "A short or an old password is guessed or already known",
    source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_passwords_account-policy.html",
    requirements: ["E3", "C1"],
    frameworks: { wellArchitected: "SEC02-BP01", cis: "1.8", nist: "IA-5(1)" },
    kinds: ["passwordPolicy"],
    fix: "Set minimumPasswordLength to 14 or more and passwordReusePrevention to 24",
    findingsFor: (subject) =>
      checkedAll(subject, {
        minimumPasswordLength: mustReach(14, "passwords may be shorter than 14 characters"),
        passwordReusePrevention: mustReach(24, "one of the last 24 passwords may be used again"),
      }),
    good: {
      type: "aws:iam/accountPasswordPolicy:AccountPasswordPolicy",
      properties: { minimumPasswordLength: 20, passwordReusePrevention: 24 },
    },
    bad: {
      type: "aws:iam/accountPasswordPolicy:AccountPasswordPolicy",
      properties: { minimumPasswordLength: 8, passwordReusePrevention: 24 },
    },
  },
  {
    ...row,
    id: "revoke-no-dormant-credentials-by-machine",
    title: "Nothing disables unused credentials by itself in the emergency account",
    severity: "critical",
    stops:
      "Responders' credentials are unused by design; the remediation disables every one of them in a quiet quarter",
    source: "https://docs.aws.amazon.com/config/latest/developerguide/iam-user-unused-credentials-check.html",
    requirements: ["C6", "E3"],
    frameworks: { wellArchitected: "SEC03-BP03", nist: "AC-2(3)" },
    kinds: ["configRemediation"],
    fix: "Set automatic: false there, or leave the emergency account out and keep a dated exception",
    findingsFor(subject, { facts }) {
      const { targetId, automatic } = subject.properties;
      if (subject.account !== undefined && facts !== undefined && subject.account !== facts.emergencyAccount.id)
        return [];
      if (isUnknown(targetId)) return [undecided(`${subject.within}targetId`)];
      const revokes =
        typeof targetId === "string" && /(Revoke|Disable|Delete).*(Credential|AccessKey|User)/i.test(targetId);
      if (!revokes) return [];
      return isUnknown(automatic)
        ? [undecided(`${subject.within}automatic`)]
        : automatic === true
          ? [violated(`${subject.within}automatic`, "it disables unused credentials by itself")]
          : [];
    },
    good: {
      type: "aws:cfg/remediationConfiguration:RemediationConfiguration",
      properties: {
        configRuleName: "unused-credentials",
        targetType: "SSM_DOCUMENT",
        targetId: "AWSConfigRemediation-RevokeUnusedIAMUserCredentials",
        automatic: false,
      },
      account: accounts.emergency,
    },
    bad: {
      type: "aws:cfg/remediationConfiguration:RemediationConfiguration",
      properties: {
        configRuleName: "unused-credentials",
        targetType: "SSM_DOCUMENT",
        targetId: "AWSConfigRemediation-RevokeUnusedIAMUserCredentials",
        automatic: true,
      },
      account: accounts.emergency,
    },
  },
] as const satisfies readonly ResourceRule[];
