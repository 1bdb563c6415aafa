import { deleteInlinePolicy, identityOrRefusal, putInlinePolicy } from "../iam/identity-policies";
import type { IdentityKind } from "../iam/rules";
import type { Session } from "../session";
import { documentText, text, texts, type Properties, type ResourceType } from "./resource-type";

/** Of which role or user the inline policy is, by its physical id. */
interface Holder {
  readonly kind: IdentityKind;
  readonly owner: string;
}

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-iam-policy.html */
export const iamPolicy: ResourceType = inlinePolicyType({
  properties: { PolicyDocument: "required", PolicyName: "required", Roles: "optional", Users: "optional" },
  holders: (properties) => [
    ...texts(properties, "Roles").map((owner) => ({ kind: "role" as const, owner })),
    ...texts(properties, "Users").map((owner) => ({ kind: "user" as const, owner })),
  ],
});

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-iam-rolepolicy.html */
export const iamRolePolicy: ResourceType = inlinePolicyType({
  properties: { PolicyDocument: "required", PolicyName: "required", RoleName: "required" },
  holders: (properties) => [{ kind: "role", owner: text(properties, "RoleName") }],
});

function inlinePolicyType(type: {
  readonly properties: ResourceType["properties"];
  readonly holders: (properties: Properties) => readonly Holder[];
}): ResourceType {
  return {
    properties: type.properties,
    replacing: ["PolicyName", "RoleName", "Roles", "Users"].filter((name) => type.properties[name] !== undefined),
    // The policy's own name is one of IAM, but only roles, users and managed policies count as named.
    capability: () => "CAPABILITY_IAM",
    physicalId: (_place, properties) =>
      [text(properties, "PolicyName"), ...type.holders(properties).map(({ kind, owner }) => `${kind}/${owner}`)].join(
        "|",
      ),
    attribute: (_place, properties, attribute) => (attribute === "Ref" ? text(properties, "PolicyName") : undefined),
    create: (session, id, properties) => putEverywhere(session, id, documentText(properties, "PolicyDocument")),
    update: (session, id, properties) => putEverywhere(session, id, documentText(properties, "PolicyDocument")),
    remove(session, id) {
      const { name, holders } = partsOf(id);
      for (const { kind, owner } of holders) {
        if (identityOrRefusal(session, kind, owner).inline[name] !== undefined)
          deleteInlinePolicy(session, kind, owner, name);
      }
    },
  };
}

function putEverywhere(session: Session, id: string, document: string): void {
  const { name, holders } = partsOf(id);
  for (const { kind, owner } of holders) putInlinePolicy(session, kind, owner, name, document);
}

function partsOf(id: string): { readonly name: string; readonly holders: readonly Holder[] } {
  const [name = "", ...holders] = id.split("|");
  return {
    name,
    holders: holders.map((holder) => ({ kind: holder.startsWith("user/") ? "user" : "role", owner: holder.slice(5) })),
  };
}
