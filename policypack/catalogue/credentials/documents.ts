import { allow, deny } from "../../../rulebook/derive/plain-statements";
import type { WrittenStatement } from "../../judge/judged-document";
import type { ResourceRule } from "../../rule";
import { documentFindings, identityDocumentKinds, reachFindings } from "../checks";
import { managedPolicy, readsOneBucket } from "../examples";

const row = { family: "credentials", scope: "resource" } as const;
const mfa = "aws:multifactorauthpresent";

/** What documents say of credentials. */
export const credentialDocumentRules = [
  {
    ...row,
    id: "ask-for-mfa-the-right-way-round",
    title: "MFA is asked with Bool in an Allow and with BoolIfExists in a Deny",
    severity: "high",
    stops:
      "The key is absent from requests with long-term keys: Bool in a Deny misses them, BoolIfExists in an Allow admits them",
    source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_mfa_configure-api-require.html",
    requirements: ["E3", "C3"],
    frameworks: { wellArchitected: "SEC02-BP01", cis: "1.10", nist: "IA-2(1)" },
    kinds: [...identityDocumentKinds, "organizationPolicy", "bucketPolicy", "key", "keyPolicy"],
    fix: "Write Bool true in an Allow, and BoolIfExists false in a Deny",
    findingsFor: (subject) =>
      documentFindings(subject, ["identity", "trust", "scp", "resource"], ({ statements }) => {
        const found = statements.find(asksTheWrongWay);
        return found === undefined
          ? undefined
          : `statement ${found.id} asks for MFA so that a request without the key passes`;
      }),
    good: managedPolicy(
      readsOneBucket,
      deny({
        sid: "DenyWithoutMfa",
        exceptActions: ["iam:ListMFADevices", "sts:GetSessionToken"],
        resources: "*",
        conditions: { BoolIfExists: { "aws:MultiFactorAuthPresent": "false" } },
      }),
    ),
    bad: managedPolicy(
      readsOneBucket,
      deny({
        sid: "DenyWithoutMfa",
        exceptActions: ["iam:ListMFADevices", "sts:GetSessionToken"],
        resources: "*",
        conditions: { Bool: { "aws:MultiFactorAuthPresent": "false" } },
      }),
    ),
  },
  {
    ...row,
    id: "open-no-root-sessions",
    title: "No policy may allow root sessions in other accounts",
    severity: "critical",
    stops: "Whoever calls sts:AssumeRoot is root of a member account, and a refusal is not logged there",
    source: "https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoot.html",
    requirements: ["A1", "E4"],
    frameworks: { wellArchitected: "SEC01-BP02", cis: "1.7", nist: "AC-6(5)" },
    kinds: identityDocumentKinds,
    fix: "Allow sts:AssumeRole on named roles instead of sts:*",
    findingsFor: (subject, law) =>
      reachFindings(
        subject,
        law,
        [{ actions: ["sts:AssumeRoot"], resources: ["arn:aws:iam::{account}:root"] }],
        (action) => `allows ${action}`,
      ),
    good: managedPolicy(allow({ sid: "Enter", actions: "sts:AssumeRole", resources: "arn:aws:iam::*:role/app/*" })),
    bad: managedPolicy(allow({ sid: "Enter", actions: "sts:AssumeRoot", resources: "arn:aws:iam::*:root" })),
  },
  {
    ...row,
    id: "let-nobody-mint-credentials",
    title: "No policy may allow making credentials for other users",
    severity: "high",
    stops: "A key or a password made for somebody else is a way to be somebody else",
    source:
      "https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsidentityandaccessmanagementiam.html",
    requirements: ["C2", "C4"],
    frameworks: { wellArchitected: "SEC02-BP05", nist: "AC-6" },
    kinds: identityDocumentKinds,
    fix: "Allow it on arn:aws:iam::*:user/${aws:username} only",
    findingsFor: (subject, law) =>
      reachFindings(
        subject,
        law,
        [
          {
            actions: ["iam:CreateAccessKey", "iam:CreateLoginProfile", "iam:UpdateLoginProfile", "iam:UpdateAccessKey"],
            resources: ["arn:aws:iam::{account}:user/other"],
          },
        ],
        (action) => `allows ${action} for other users`,
      ),
    good: managedPolicy(
      allow({ sid: "OwnKeys", actions: "iam:*AccessKey*", resources: "arn:aws:iam::*:user/${aws:username}" }),
    ),
    bad: managedPolicy(allow({ sid: "Keys", actions: "iam:*AccessKey*", resources: "arn:aws:iam::*:user/*" })),
  },
] as const satisfies readonly ResourceRule[];

/** In an Allow `IfExists` admits who has no MFA; in a Deny only `IfExists`, or a Null test, catches who has none. */
function asksTheWrongWay({ effect, conditions }: WrittenStatement): boolean {
  return conditions.some(({ operator, key, values }) => {
    if (key.toLowerCase() !== mfa) return false;
    const name = operator.toLowerCase();
    if (!/^(bool|stringequals|stringlike)(ifexists)?$/.test(name)) return false;
    const asksTrue = values.some((value) => value.toLowerCase() === "true");
    const hasIfExists = name.endsWith("ifexists");
    return effect === "Allow" ? asksTrue && hasIfExists : !asksTrue && !hasIfExists;
  });
}
