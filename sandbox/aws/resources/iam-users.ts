import { userArn } from "../arns";
import { findIdentity } from "../iam/identity-policies";
import {
  createLoginProfile,
  deleteLoginProfile,
  encryptedPasswordFor,
  keyFingerprintFor,
  passwordFor,
} from "../iam/login-profiles";
import { checkName, checkPath } from "../iam/rules";
import { createUser, deleteUser, updateUser, type NewUser } from "../iam/users";
import { uniqueId } from "../ids";
import { secretOf, type Properties } from "../provider/values";
import type { Session } from "../session";
import { attachmentResource, inlinePolicyResource } from "./iam-identity-policies";
import {
  flag,
  kept,
  optionalNumber,
  optionalText,
  tagOutputs,
  tags,
  tagsField,
  text,
  whenKnown,
  type Resource,
} from "./resource";

/** https://github.com/hashicorp/terraform-provider-aws/blob/main/internal/service/iam/user.go */
export const user: Resource = {
  type: "aws:iam/user:User",
  title: "IAM User",
  service: "IAM",
  operations: { create: "CreateUser", update: "UpdateUser", remove: "DeleteUser" },
  inputs: {
    forceDestroy: { type: "boolean", default: false },
    name: { type: "string", required: true },
    path: { type: "string", default: "/" },
    permissionsBoundary: { type: "string" },
    tags: tagsField,
  },
  computed: ["arn", "tagsAll", "uniqueId"],
  subject: (inputs) => text(inputs, "name"),
  check: (inputs) => [
    ...whenKnown(inputs, ["name"], "name", () => checkName("userName", text(inputs, "name"))),
    ...whenKnown(inputs, ["path"], "path", () => checkPath(text(inputs, "path"))),
  ],
  create: (session, inputs) => createUser(session, wantedUser(inputs)).name,
  read(session, id, state) {
    // After a rename the state knows the new name while the id is the old one.
    const found = findIdentity(session, "user", id) ?? findIdentity(session, "user", text(state, "name"));
    if (found === undefined) return undefined;
    return {
      ...kept(state, "forceDestroy"),
      arn: userArn(session.accountId, found),
      name: found.name,
      path: found.path,
      ...(found.boundary === undefined ? {} : { permissionsBoundary: found.boundary }),
      ...tagOutputs(found.tags),
      uniqueId: uniqueId("AIDA", session.accountId, found.name, found.incarnation),
    };
  },
  update: (session, id, inputs, state) => updateUser(session, text(state, "name") || id, wantedUser(inputs)),
  remove: (session, id, state) => deleteUser(session, text(state, "name") || id, flag(state, "forceDestroy")),
  idFor: (session, inputs) => findIdentity(session, "user", text(inputs, "name"))?.name,
};

/** https://github.com/hashicorp/terraform-provider-aws/blob/main/internal/service/iam/user_login_profile.go */
export const userLoginProfile: Resource = {
  type: "aws:iam/userLoginProfile:UserLoginProfile",
  title: "IAM User Login Profile",
  service: "IAM",
  operations: { create: "CreateLoginProfile", update: "UpdateLoginProfile", remove: "DeleteLoginProfile" },
  inputs: {
    passwordLength: {
      type: "number",
      default: 20,
      forceNew: true,
      check: (length: number) =>
        length >= 5 && length <= 128
          ? undefined
          : `expected password_length to be in the range (5 - 128), got ${length}`,
    },
    passwordResetRequired: { type: "boolean", computed: true, forceNew: true },
    pgpKey: { type: "string", forceNew: true, check: pgpKeyIssue },
    user: { type: "string", required: true, forceNew: true },
  },
  computed: ["encryptedPassword", "keyFingerprint", "password"],
  secretOutputs: ["password"],
  subject: (inputs) => text(inputs, "user"),
  create(session, inputs) {
    const name = text(inputs, "user");
    createLoginProfile(session, name, {
      passwordLength: optionalNumber(inputs, "passwordLength") ?? 20,
      passwordResetRequired: flag(inputs, "passwordResetRequired"),
    });
    return name;
  },
  toldOnce: newPasswordOutputs,
  read(session, id, state) {
    const profile = findIdentity(session, "user", id)?.loginProfile;
    if (profile === undefined) return undefined;
    return {
      ...kept(state, "passwordLength", "pgpKey", "encryptedPassword", "keyFingerprint", "password"),
      passwordResetRequired: profile.passwordResetRequired,
      user: id,
    };
  },
  update: () => undefined,
  remove: (session, id) => deleteLoginProfile(session, id),
  idFor: (session, inputs) =>
    findIdentity(session, "user", text(inputs, "user"))?.loginProfile === undefined ? undefined : text(inputs, "user"),
};

/** What the provider tells once, at creation: AWS never tells a password. */
function newPasswordOutputs(session: Session, inputs: Properties): Properties {
  const [name, pgpKey] = [text(inputs, "user"), optionalText(inputs, "pgpKey")];
  if (pgpKey === undefined)
    return { password: secretOf(passwordFor(session, name, optionalNumber(inputs, "passwordLength") ?? 20)) };
  return { encryptedPassword: encryptedPasswordFor(session, name, pgpKey), keyFingerprint: keyFingerprintFor(pgpKey) };
}

/** `keybase:<name>`, or the binary public key as base64. */
function pgpKeyIssue(pgpKey: string): string | undefined {
  if (/^keybase:\w+$/.test(pgpKey)) return undefined;
  const isBase64 = pgpKey.length % 4 === 0 && /^[A-Za-z0-9+/]+={0,2}$/.test(pgpKey);
  return isBase64
    ? undefined
    : "retrieving GPG Key during IAM User Login Profile creation: illegal base64 data: give keybase:<name> or a base64-encoded public key";
}

export const userPolicy = inlinePolicyResource("user", "aws:iam/userPolicy:UserPolicy");
export const userPolicyAttachment = attachmentResource("user", "aws:iam/userPolicyAttachment:UserPolicyAttachment");

function wantedUser(inputs: Properties): NewUser {
  const boundary = optionalText(inputs, "permissionsBoundary");
  return { name: text(inputs, "name"), path: text(inputs, "path"), boundary, tags: tags(inputs) };
}
