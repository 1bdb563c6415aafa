import {
  attachPolicy,
  deleteInlinePolicy,
  detachPolicy,
  findIdentity,
  putInlinePolicy,
} from "../iam/identity-policies";
import { checkInlinePolicies, checkName, identityKinds, type IdentityKind } from "../iam/rules";
import { text, whenKnown, type Resource } from "./resource";

/** An inline policy of a role or user; its id is `owner:name`. */
export function inlinePolicyResource(kind: IdentityKind, type: string): Resource {
  const { word } = identityKinds[kind];
  return {
    type,
    title: `IAM ${word} Policy`,
    service: "IAM",
    operations: { create: `Put${word}Policy`, update: `Put${word}Policy`, remove: `Delete${word}Policy` },
    inputs: {
      name: { type: "string", required: true, forceNew: true },
      policy: { type: "string", required: true, json: "policy" },
      [kind]: { type: "string", required: true, forceNew: true },
    },
    computed: [],
    subject: (inputs) => text(inputs, "name"),
    check: (inputs) => [
      ...whenKnown(inputs, ["name"], "name", () => checkName("policyName", text(inputs, "name"))),
      ...whenKnown(inputs, ["policy"], "policy", () =>
        checkInlinePolicies(kind, text(inputs, kind), [text(inputs, "policy")]),
      ),
    ],
    create(session, inputs) {
      putInlinePolicy(session, kind, text(inputs, kind), text(inputs, "name"), text(inputs, "policy"));
      return `${text(inputs, kind)}:${text(inputs, "name")}`;
    },
    read(session, id) {
      const [owner = "", name = ""] = id.split(":");
      const policy = findIdentity(session, kind, owner)?.inline[name];
      return policy === undefined ? undefined : { name, policy, [kind]: owner };
    },
    update(session, id, inputs) {
      const [owner = "", name = ""] = id.split(":");
      putInlinePolicy(session, kind, owner, name, text(inputs, "policy"));
    },
    remove(session, id) {
      const [owner = "", name = ""] = id.split(":");
      deleteInlinePolicy(session, kind, owner, name);
    },
    idFor(session, inputs) {
      const [owner, name] = [text(inputs, kind), text(inputs, "name")];
      return findIdentity(session, kind, owner)?.inline[name] === undefined ? undefined : `${owner}:${name}`;
    },
  };
}

/** A managed policy on a role or user; its id is `owner/arn`, as in imports. */
export function attachmentResource(kind: IdentityKind, type: string): Resource {
  const { word } = identityKinds[kind];
  return {
    type,
    title: `IAM ${word} Policy Attachment`,
    service: "IAM",
    operations: { create: `Attach${word}Policy`, update: `Attach${word}Policy`, remove: `Detach${word}Policy` },
    inputs: {
      policyArn: { type: "string", required: true, forceNew: true, check: arnIssue },
      [kind]: { type: "string", required: true, forceNew: true },
    },
    computed: [],
    subject: (inputs) => `${text(inputs, kind)}/${text(inputs, "policyArn")}`,
    create(session, inputs) {
      attachPolicy(session, kind, text(inputs, kind), text(inputs, "policyArn"));
      return `${text(inputs, kind)}/${text(inputs, "policyArn")}`;
    },
    read(session, id) {
      const { owner, policyArn } = partsOf(id);
      const attached = findIdentity(session, kind, owner)?.managedPolicyArns.includes(policyArn) === true;
      return attached ? { policyArn, [kind]: owner } : undefined;
    },
    update: () => undefined,
    remove(session, id) {
      const { owner, policyArn } = partsOf(id);
      detachPolicy(session, kind, owner, policyArn);
    },
    idFor(session, inputs) {
      const [owner, policyArn] = [text(inputs, kind), text(inputs, "policyArn")];
      const attached = findIdentity(session, kind, owner)?.managedPolicyArns.includes(policyArn) === true;
      return attached ? `${owner}/${policyArn}` : undefined;
    },
  };
}

function partsOf(id: string): { readonly owner: string; readonly policyArn: string } {
  const slash = id.indexOf("/");
  return { owner: id.slice(0, slash), policyArn: id.slice(slash + 1) };
}

export function arnIssue(arn: string): string | undefined {
  return /^arn:aws[\w-]*:[\w-]+:[\w-]*:(\d{12}|aws)?:.+$/.test(arn) ? undefined : `"${arn}" is an invalid ARN`;
}
