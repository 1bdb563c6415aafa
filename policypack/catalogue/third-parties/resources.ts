import { allow, policyText } from "../../../rulebook/derive/plain-statements";
import type { Subject } from "../../judge/subject";
import type { WrittenStatement } from "../../judge/judged-document";
import { isUnknown } from "../../../proofs/model/value";
import { undecided, violated, type Finding, type ResourceRule, type StackRule } from "../../rule";
import { checked, documentFindings } from "../checks";
import { principalsOf } from "../emergency/trust";
import { outsidersOf } from "./trust";
import { accounts, role } from "../examples";

const row = { family: "third-parties" } as const;
const bucketPolicy = (
  principal: unknown,
  conditions?: Readonly<Record<string, Readonly<Record<string, unknown>>>>,
) => ({
  type: "aws:s3/bucketPolicy:BucketPolicy",
  properties: {
    bucket: "orders-of-app",
    policy: policyText(
      allow({
        sid: "Read",
        actions: "s3:GetObject",
        resources: "arn:aws:s3:::orders-of-app/*",
        principal,
        ...(conditions === undefined ? {} : { conditions }),
      }),
    ),
  },
});
const partner = `arn:aws:iam::${accounts.stranger}:root`;
const withId = (id: string) =>
  role(
    policyText(
      allow({
        sid: "Partner",
        actions: "sts:AssumeRole",
        principal: { AWS: partner },
        conditions: { StringEquals: { "sts:ExternalId": id } },
      }),
    ),
  );
/** What ties everyone to somebody: an organization, an account, a network, or the service's own source. */
const narrowing =
  /^(aws:(principalorgid|principalorgpaths|principalaccount|principalarn|sourceaccount|sourcearn|sourceorgid|sourceorgpaths|sourcevpc|sourcevpce|sourceip|sourceowner|resourceorgid)|kms:calleraccount|sns:endpoint|s3:dataaccesspointaccount)$/;

export const resourceRules = [
  {
    ...row,
    scope: "resource",
    id: "resources-name-their-principals",
    title: "Policies of resources name who may use them",
    severity: "critical",
    stops: "A bucket, key, queue or topic that everyone may use is public",
    source: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html",
    requirements: ["G3", "T3"],
    frameworks: { wellArchitected: "SEC03-BP07", cis: "2.1.4", nist: "AC-3" },
    kinds: [
      "bucket",
      "bucketPolicy",
      "topic",
      "topicPolicy",
      "topicPolicies",
      "queue",
      "queuePolicy",
      "queuePolicies",
      "key",
      "keyPolicy",
      "secret",
      "secretPolicy",
      "repository",
      "repositoryPolicy",
      "vaultPolicy",
      "tablePolicy",
      "streamPolicy",
      "eventBusPolicy",
    ],
    fix: "Name the principals, or add a condition on aws:PrincipalOrgID, aws:SourceAccount or aws:SourceArn",
    findingsFor: (subject) =>
      documentFindings(subject, ["resource"], ({ statements }) => {
        const found = statements.find(isPublic);
        return found === undefined ? undefined : `statement ${found.id} allows everyone`;
      }),
    good: bucketPolicy("*", { StringEquals: { "aws:PrincipalOrgID": "o-lifeline001" } }),
    bad: bucketPolicy({ AWS: ["*"] }),
  },
  {
    ...row,
    scope: "resource",
    id: "functions-name-their-callers",
    title: "Function permissions name the source that may call",
    severity: "high",
    stops: "A permission for a service without a source lets every customer of that service call the function",
    source: "https://docs.aws.amazon.com/lambda/latest/dg/access-control-resource-based.html",
    requirements: ["T3", "G3"],
    frameworks: { wellArchitected: "SEC03-BP07", nist: "AC-3" },
    kinds: ["functionPermission"],
    fix: "Set sourceArn or sourceAccount, or principalOrgId",
    findingsFor(subject) {
      const { principal, sourceArn, sourceAccount, principalOrgId } = subject.properties;
      const where = `${subject.within}principal`;
      if (isUnknown(principal)) return [undecided(where)];
      const isWide = principal === "*" || (typeof principal === "string" && principal.endsWith(".amazonaws.com"));
      const sources = [sourceArn, sourceAccount, principalOrgId];
      if (!isWide || sources.some((value) => typeof value === "string" && value !== "" && value !== "*")) return [];
      // A source that is not known yet is a source.
      if (sources.some(isUnknown)) return [undecided(where)];
      return [violated(where, "every customer of the principal may call")];
    },
    good: {
      type: "aws:lambda/permission:Permission",
      properties: {
        action: "lambda:InvokeFunction",
        function: "orders",
        principal: "s3.amazonaws.com",
        sourceAccount: accounts.workload,
      },
    },
    bad: {
      type: "aws:lambda/permission:Permission",
      properties: { action: "lambda:InvokeFunction", function: "orders", principal: "s3.amazonaws.com" },
    },
  },
  {
    ...row,
    scope: "resource",
    id: "functions-ask-who-calls",
    title: "Function URLs ask who calls",
    severity: "high",
    stops: "A URL without authorization is an open door to whatever the function may do",
    source: "https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html",
    requirements: ["G3"],
    frameworks: { wellArchitected: "SEC03-BP07", nist: "AC-3" },
    kinds: ["functionUrl"],
    fix: "Set authorizationType: AWS_IAM",
    findingsFor: (subject) =>
      checked(subject, "authorizationType", (value) => (value === "NONE" ? "anybody may call it" : undefined)),
    good: {
      type: "aws:lambda/functionUrl:FunctionUrl",
      properties: { functionName: "orders", authorizationType: "AWS_IAM" },
    },
    bad: {
      type: "aws:lambda/functionUrl:FunctionUrl",
      properties: { functionName: "orders", authorizationType: "NONE" },
    },
  },
  {
    ...row,
    scope: "stack",
    id: "share-no-external-ids",
    kinds: ["role", "stackSet", "stack"],
    title: "No two parties share an external id",
    severity: "high",
    stops: "Whoever knows the id of one party can pose as the other",
    source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_common-scenarios_third-party.html",
    requirements: ["T2"],
    frameworks: { wellArchitected: "SEC03-BP09", nist: "AC-20" },
    needsFacts: true,
    fix: "Generate a new UUID for one of them and never use one again",
    findingsFor(subjects, law) {
      const holders = new Map<string, { account: string; subject: Subject }>();
      const findings: Finding[] = [];
      const roles = subjects.filter(({ kind }) => kind === "role");
      for (const subject of roles) {
        for (const document of subject.documents) {
          for (const { account, statement } of outsidersOf(document, law)) {
            for (const id of externalIdsOf(statement)) {
              const holder = holders.get(id);
              if (holder === undefined) holders.set(id, { account, subject });
              else if (holder.account !== account) {
                findings.push({
                  ...violated(document.where, `statement ${statement.id} uses the external id of ${holder.account}`),
                  urn: subject.urn,
                });
              }
            }
          }
        }
      }
      const open = roles.find(({ documents }) => documents.some((document) => document.undecided.length > 0));
      return open === undefined ? findings : [...findings, { ...undecided("assumeRolePolicy"), urn: open.urn }];
    },
    good: [withId("0f8fad5b-d9cb-469f-a165-70867728950e")],
    bad: [
      withId("0f8fad5b-d9cb-469f-a165-70867728950e"),
      role(
        policyText(
          allow({
            sid: "Other",
            actions: "sts:AssumeRole",
            principal: { AWS: "arn:aws:iam::333333333333:root" },
            conditions: { StringEquals: { "sts:ExternalId": "0f8fad5b-d9cb-469f-a165-70867728950e" } },
          }),
        ),
      ),
    ],
  },
] as const satisfies readonly (ResourceRule | StackRule)[];

function externalIdsOf({ conditions }: WrittenStatement): readonly string[] {
  return conditions.filter(({ key }) => key.toLowerCase() === "sts:externalid").flatMap(({ values }) => values);
}

function isPublic({ effect, principal, conditions }: WrittenStatement): boolean {
  if (effect !== "Allow" || !principalsOf(principal).includes("*")) return false;
  return !conditions.some(
    ({ operator, key, values }) =>
      narrowing.test(key.toLowerCase()) &&
      !/ifexists$|not|^forallvalues|^null$/i.test(operator) &&
      !values.some((value) => ["*", "0.0.0.0/0", "::/0"].includes(value)),
  );
}
