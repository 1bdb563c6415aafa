import { managedPolicyArn, nameOfResource } from "../arns";
import { attachPolicy, detachPolicy } from "../iam/identity-policies";
import { createPolicy, deletePolicy, findPolicy, updatePolicy } from "../iam/managed-policies";
import type { IdentityKind } from "../iam/rules";
import { uniqueId } from "../ids";
import { iamOf, type Session } from "../session";
import { documentText, ownName, text, texts, type Properties, type ResourceType } from "./resource-type";

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-iam-managedpolicy.html */
export const iamManagedPolicy: ResourceType = {
  properties: {
    Description: "optional",
    ManagedPolicyName: "optional",
    Path: "optional",
    PolicyDocument: "required",
    Roles: "optional",
    Users: "optional",
  },
  replacing: ["Description", "ManagedPolicyName", "Path"],
  customName: "ManagedPolicyName",
  capability: ({ ManagedPolicyName }) => (ManagedPolicyName === undefined ? "CAPABILITY_IAM" : "CAPABILITY_NAMED_IAM"),
  physicalId: (place, properties) =>
    managedPolicyArn(place.accountId, {
      path: text(properties, "Path", "/"),
      name: ownName(place, properties, "ManagedPolicyName", 128),
    }),
  attribute(place, properties, attribute) {
    const arn = iamManagedPolicy.physicalId(place, properties);
    if (attribute === "Ref" || attribute === "PolicyArn") return arn;
    return attribute === "PolicyId" ? uniqueId("ANPA", place.accountId, nameOfResource(arn), 0) : undefined;
  },
  create(session, arn, properties) {
    createPolicy(session, {
      name: nameOfResource(arn),
      path: text(properties, "Path", "/"),
      description: text(properties, "Description"),
      document: documentText(properties, "PolicyDocument"),
      tags: {},
    });
    setHolders(session, arn, properties);
  },
  update(session, arn, properties) {
    const document = documentText(properties, "PolicyDocument");
    const policy = findPolicy(session, arn);
    if (policy?.document !== document) updatePolicy(session, arn, { document, tags: policy?.tags ?? {} });
    setHolders(session, arn, properties);
  },
  remove(session, arn) {
    setHolders(session, arn, {});
    deletePolicy(session, arn);
  },
};

/** Attaches to those that are listed and detaches from those that no longer are. */
function setHolders(session: Session, arn: string, properties: Properties): void {
  setHoldersOf(session, "role", arn, "Roles" in properties ? texts(properties, "Roles") : []);
  setHoldersOf(session, "user", arn, "Users" in properties ? texts(properties, "Users") : []);
}

function setHoldersOf(session: Session, kind: IdentityKind, arn: string, wanted: readonly string[]): void {
  const { roles, users } = iamOf(session);
  const holders = Object.values(kind === "role" ? roles : users)
    .filter(({ managedPolicyArns }) => managedPolicyArns.includes(arn))
    .map(({ name }) => name);
  for (const name of wanted) if (!holders.includes(name)) attachPolicy(session, kind, name, arn);
  for (const name of holders) if (!wanted.includes(name)) detachPolicy(session, kind, name, arn);
}
