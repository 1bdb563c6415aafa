import { managedPolicyArn, nameOfResource, samlProviderArn } from "../arns";
import { attachmentsOf, createPolicy, deletePolicy, findPolicy, updatePolicy } from "../iam/managed-policies";
import { checkDescription, checkManagedPolicy, checkName, checkPath } from "../iam/rules";
import { checkMetadata, createSamlProvider, deleteSamlProvider, updateSamlProvider } from "../iam/saml-providers";
import { uniqueId, uuid } from "../ids";
import { iamOf } from "../session";
import { kept, tagOutputs, tags, tagsField, text, whenKnown, type Resource } from "./resource";

/** https://github.com/hashicorp/terraform-provider-aws/blob/main/internal/service/iam/policy.go */
export const policy: Resource = {
  type: "aws:iam/policy:Policy",
  title: "IAM Policy",
  service: "IAM",
  operations: { create: "CreatePolicy", update: "CreatePolicyVersion", remove: "DeletePolicy" },
  inputs: {
    delayAfterPolicyCreationInMs: { type: "number" },
    description: { type: "string", forceNew: true },
    name: { type: "string", required: true, forceNew: true },
    path: { type: "string", default: "/", forceNew: true },
    policy: { type: "string", required: true, json: "policy" },
    tags: tagsField,
  },
  computed: ["arn", "attachmentCount", "policyId", "tagsAll"],
  subject: (inputs) => text(inputs, "name"),
  check: (inputs) => [
    ...whenKnown(inputs, ["name"], "name", () => checkName("policyName", text(inputs, "name"))),
    ...whenKnown(inputs, ["path"], "path", () => checkPath(text(inputs, "path"))),
    ...whenKnown(inputs, ["description"], "description", () => checkDescription(text(inputs, "description"))),
    ...whenKnown(inputs, ["policy"], "policy", () => checkManagedPolicy(text(inputs, "policy"))),
  ],
  create(session, inputs) {
    const made = createPolicy(session, {
      name: text(inputs, "name"),
      path: text(inputs, "path"),
      description: text(inputs, "description"),
      document: text(inputs, "policy"),
      tags: tags(inputs),
    });
    return managedPolicyArn(session.accountId, made);
  },
  read(session, arn, state) {
    const found = findPolicy(session, arn);
    if (found === undefined) return undefined;
    return {
      ...kept(state, "delayAfterPolicyCreationInMs"),
      arn,
      attachmentCount: attachmentsOf(iamOf(session), arn),
      ...(found.description === "" ? {} : { description: found.description }),
      name: found.name,
      path: found.path,
      policy: found.document,
      policyId: uniqueId("ANPA", session.accountId, found.name, found.incarnation),
      ...tagOutputs(found.tags),
    };
  },
  update: (session, arn, inputs) =>
    updatePolicy(session, arn, { document: text(inputs, "policy"), tags: tags(inputs) }),
  remove: (session, arn) => deletePolicy(session, arn),
  idFor(session, inputs) {
    const arn = managedPolicyArn(session.accountId, { path: text(inputs, "path"), name: text(inputs, "name") });
    return findPolicy(session, arn) === undefined ? undefined : arn;
  },
};

/** https://github.com/hashicorp/terraform-provider-aws/blob/main/internal/service/iam/saml_provider.go */
export const samlProvider: Resource = {
  type: "aws:iam/samlProvider:SamlProvider",
  title: "IAM SAML Provider",
  service: "IAM",
  operations: { create: "CreateSAMLProvider", update: "UpdateSAMLProvider", remove: "DeleteSAMLProvider" },
  inputs: {
    name: { type: "string", required: true, forceNew: true },
    samlMetadataDocument: { type: "string", required: true },
    tags: tagsField,
  },
  computed: ["arn", "samlProviderUuid", "tagsAll", "validUntil"],
  subject: (inputs) => text(inputs, "name"),
  check: (inputs) => [
    ...whenKnown(inputs, ["name"], "name", () => checkName("name", text(inputs, "name"))),
    ...whenKnown(inputs, ["samlMetadataDocument"], "samlMetadataDocument", () =>
      checkMetadata(text(inputs, "samlMetadataDocument")),
    ),
  ],
  create(session, inputs) {
    const { name } = createSamlProvider(session, {
      name: text(inputs, "name"),
      metadata: text(inputs, "samlMetadataDocument"),
      tags: tags(inputs),
    });
    return samlProviderArn(session.accountId, name);
  },
  read(session, arn) {
    const found = iamOf(session).samlProviders[nameOfResource(arn)];
    if (found === undefined || samlProviderArn(session.accountId, found.name) !== arn) return undefined;
    return {
      arn,
      name: found.name,
      samlMetadataDocument: found.metadata,
      samlProviderUuid: `SAMLSPP${uuid("saml", session.accountId, found.name, found.incarnation).replaceAll("-", "").slice(0, 14).toUpperCase()}`,
      ...tagOutputs(found.tags),
      validUntil: yearsAfter(found.created, 100),
    };
  },
  update: (session, arn, inputs) =>
    updateSamlProvider(session, nameOfResource(arn), {
      metadata: text(inputs, "samlMetadataDocument"),
      tags: tags(inputs),
    }),
  remove: (session, arn) => deleteSamlProvider(session, nameOfResource(arn)),
  idFor(session, inputs) {
    const found = iamOf(session).samlProviders[text(inputs, "name")];
    return found === undefined ? undefined : samlProviderArn(session.accountId, found.name);
  },
};

/** Metadata without an end of their own are valid for a hundred years. */
function yearsAfter(time: string, years: number): string {
  return `${Number(time.slice(0, 4)) + years}${time.slice(4)}`;
}
