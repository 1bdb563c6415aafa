import { checkPasswordPolicy, deletePasswordPolicy, putPasswordPolicy } from "../iam/password-policy";
import type { PasswordPolicy } from "../model";
import type { Properties } from "../provider/values";
import { iamOf } from "../session";
import { flag, optionalNumber, whenKnown, type Resource } from "./resource";

const id = "iam-account-password-policy";

/** https://github.com/hashicorp/terraform-provider-aws/blob/main/internal/service/iam/account_password_policy.go */
export const accountPasswordPolicy: Resource = {
  type: "aws:iam/accountPasswordPolicy:AccountPasswordPolicy",
  title: "IAM Account Password Policy",
  service: "IAM",
  operations: {
    create: "UpdateAccountPasswordPolicy",
    update: "UpdateAccountPasswordPolicy",
    remove: "DeleteAccountPasswordPolicy",
  },
  inputs: {
    allowUsersToChangePassword: { type: "boolean", default: true },
    hardExpiry: { type: "boolean", computed: true },
    maxPasswordAge: { type: "number", computed: true },
    minimumPasswordLength: { type: "number", default: 6 },
    passwordReusePrevention: { type: "number", computed: true },
    requireLowercaseCharacters: { type: "boolean", computed: true },
    requireNumbers: { type: "boolean", computed: true },
    requireSymbols: { type: "boolean", computed: true },
    requireUppercaseCharacters: { type: "boolean", computed: true },
  },
  computed: ["expirePasswords"],
  subject: () => id,
  check: (inputs) =>
    ["minimumPasswordLength", "maxPasswordAge", "passwordReusePrevention"].flatMap((name) =>
      whenKnown(inputs, [name], name, () => checkPasswordPolicy({ [name]: optionalNumber(inputs, name) })),
    ),
  create(session, inputs) {
    putPasswordPolicy(session, wantedPolicy(inputs));
    return id;
  },
  read(session, found) {
    const policy = iamOf(session).passwordPolicy;
    if (policy === undefined || found !== id) return undefined;
    return { ...policy, expirePasswords: (policy.maxPasswordAge ?? 0) > 0 };
  },
  update: (session, _id, inputs) => putPasswordPolicy(session, wantedPolicy(inputs)),
  remove: (session) => deletePasswordPolicy(session),
  idFor: (session) => (iamOf(session).passwordPolicy === undefined ? undefined : id),
};

function wantedPolicy(inputs: Properties): PasswordPolicy {
  const [maxPasswordAge, passwordReusePrevention] = ["maxPasswordAge", "passwordReusePrevention"].map((name) =>
    optionalNumber(inputs, name),
  );
  return {
    minimumPasswordLength: optionalNumber(inputs, "minimumPasswordLength") ?? 6,
    requireLowercaseCharacters: flag(inputs, "requireLowercaseCharacters"),
    requireUppercaseCharacters: flag(inputs, "requireUppercaseCharacters"),
    requireNumbers: flag(inputs, "requireNumbers"),
    requireSymbols: flag(inputs, "requireSymbols"),
    allowUsersToChangePassword: flag(inputs, "allowUsersToChangePassword"),
    hardExpiry: flag(inputs, "hardExpiry"),
    ...(maxPasswordAge === undefined || maxPasswordAge === 0 ? {} : { maxPasswordAge }),
    ...(passwordReusePrevention === undefined || passwordReusePrevention === 0 ? {} : { passwordReusePrevention }),
  };
}
