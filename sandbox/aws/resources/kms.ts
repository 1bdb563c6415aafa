import { checkResourcePolicy, keepsControl, type PolicyWords } from "../authorization/services";
import { AwsError } from "../errors";
import { endIncarnation, incarnationOf, uuid } from "../ids";
import type { Properties } from "../provider/values";
import { placeOf, regionalIn } from "../regional";
import { keyAliasArn, keyArn } from "../regional-arns";
import type { Key } from "../regional-model";
import type { Session } from "../session";
import { absentAll, regionalResource, thingOf } from "./regional";
import { between, flag, optionalNumber, present, tagOutputs, tagsField, text, whenKnown } from "./resource";

/** https://docs.aws.amazon.com/kms/latest/APIReference/API_PutKeyPolicy.html */
const policyWords: PolicyWords = {
  code: "MalformedPolicyDocumentException",
  malformed: (found) => `Policy contains a statement that is not valid: ${found}`,
  noPrincipal: (found) => `Policy contains a statement with one or more invalid principals. ${found}`,
  largest: 32_768,
  tooLarge: (largest) => `Policy is longer than ${largest} characters.`,
};

const usages = ["ENCRYPT_DECRYPT", "SIGN_VERIFY", "GENERATE_VERIFY_MAC", "KEY_AGREEMENT"];

/** https://github.com/hashicorp/terraform-provider-aws/blob/main/internal/service/kms/key.go */
export const kmsKey = regionalResource<"keys">({
  type: "aws:kms/key:Key",
  title: "KMS Key",
  service: "KMS",
  operations: { create: "CreateKey", update: "PutKeyPolicy", remove: "ScheduleKeyDeletion" },
  table: "keys",
  prefix: "kms",
  inputs: {
    bypassPolicyLockoutSafetyCheck: { type: "boolean", default: false },
    customerMasterKeySpec: {
      type: "string",
      default: "SYMMETRIC_DEFAULT",
      forceNew: true,
      oneOf: ["SYMMETRIC_DEFAULT"],
    },
    deletionWindowInDays: { type: "number", check: between("deletion_window_in_days", 7, 30) },
    description: { type: "string", computed: true },
    enableKeyRotation: { type: "boolean", default: false },
    isEnabled: { type: "boolean", default: true },
    keyUsage: { type: "string", default: "ENCRYPT_DECRYPT", forceNew: true, oneOf: usages },
    multiRegion: { type: "boolean", computed: true, forceNew: true },
    policy: { type: "string", required: true, json: "policy" },
    rotationPeriodInDays: { type: "number", computed: true, check: between("rotation_period_in_days", 90, 2560) },
    tags: tagsField,
    ...absentAll("string", "customKeyStoreId", "xksKeyId"),
  },
  computed: ["arn", "keyId", "multiRegion", "rotationPeriodInDays", "tagsAll"],
  subject: (inputs) => text(inputs, "description"),
  key: (inputs, session) => foundId(session, inputs) ?? newId(session, inputs),
  newKey: (inputs, session) => newId(session, inputs),
  arn: keyArn,
  // CreateKey names no resource: https://docs.aws.amazon.com/service-authorization/latest/reference/list_awskeymanagementservice.html
  newArn: "*",
  id: (_where, key) => key,
  keyOf: (id) => id,
  isGone: ({ state }) => state === "PendingDeletion",
  record(session, inputs, key, old) {
    const policy = text(inputs, "policy");
    checkResourcePolicy(session, policy, policyWords);
    if (!flag(inputs, "bypassPolicyLockoutSafetyCheck") && !keepsControl(session, keyArn(session, key), policy)) {
      throw new AwsError(
        policyWords.code,
        "The new key policy will not allow you to update the key policy in the future.",
      );
    }
    const rotates = flag(inputs, "enableKeyRotation");
    if (old === undefined) endIncarnation(session.aws, "key", ...nameOf(session, inputs));
    return {
      ...thingOf(session, "keys", key, inputs, old),
      id: key,
      description: text(inputs, "description"),
      policy,
      keyUsage: text(inputs, "keyUsage") as Key["keyUsage"],
      spec: text(inputs, "customerMasterKeySpec"),
      state: flag(inputs, "isEnabled") ? "Enabled" : "Disabled",
      multiRegion: flag(inputs, "multiRegion"),
      ...(rotates ? { rotationPeriodInDays: optionalNumber(inputs, "rotationPeriodInDays") ?? 365 } : {}),
    };
  },
  outputs: (session, key) => ({
    arn: keyArn(session, key.id),
    customerMasterKeySpec: key.spec,
    description: key.description,
    enableKeyRotation: key.rotationPeriodInDays !== undefined,
    isEnabled: key.state === "Enabled",
    keyId: key.id,
    keyUsage: key.keyUsage,
    multiRegion: key.multiRegion,
    policy: key.policy,
    ...present({ rotationPeriodInDays: key.rotationPeriodInDays }),
    ...tagOutputs(key.tags),
  }),
  untold: ["bypassPolicyLockoutSafetyCheck", "deletionWindowInDays"],
  /** A key is not deleted at once: it waits, and encrypts and decrypts nothing any more. */
  remove(session, key, state) {
    const days = optionalNumber(state, "deletionWindowInDays") ?? 30;
    const deletionDate = new Date(Date.parse(session.aws.clock) + days * 86_400_000).toISOString();
    return { ...key, state: "PendingDeletion", deletionDate: deletionDate.replace(".000Z", "Z") };
  },
});

/** KMS makes ids up: here from where the key is, its description, and how many were made of it before. */
function newId(session: Session, inputs: Properties): string {
  const name = nameOf(session, inputs);
  return uuid("key", ...name, incarnationOf(session.aws, "key", ...name));
}

function foundId(session: Session, inputs: Properties): string | undefined {
  const [description, policy] = [text(inputs, "description"), text(inputs, "policy")];
  return Object.values(regionalIn(session.aws, session).keys).find(
    (key) => key.state !== "PendingDeletion" && key.description === description && key.policy === policy,
  )?.id;
}

function nameOf(session: Session, inputs: Properties): readonly string[] {
  return [placeOf(session), text(inputs, "description")];
}

/** https://github.com/hashicorp/terraform-provider-aws/blob/main/internal/service/kms/alias.go */
export const kmsAlias = regionalResource<"keyAliases">({
  type: "aws:kms/alias:Alias",
  title: "KMS Alias",
  service: "KMS",
  operations: { create: "CreateAlias", update: "UpdateAlias", remove: "DeleteAlias" },
  table: "keyAliases",
  prefix: "kms",
  inputs: {
    name: { type: "string", required: true, forceNew: true, check: aliasIssue },
    targetKeyId: { type: "string", required: true },
    ...absentAll("string", "namePrefix"),
  },
  computed: ["arn", "targetKeyArn"],
  subject: (inputs) => text(inputs, "name"),
  check: (inputs) =>
    whenKnown(inputs, ["name"], "name", () => {
      if (!text(inputs, "name").startsWith("alias/aws/")) return;
      throw new AwsError("NotAuthorizedException", "Aliases that begin with alias/aws/ are reserved for AWS");
    }),
  key: (inputs) => text(inputs, "name"),
  arn: keyAliasArn,
  id: (_where, key) => key,
  keyOf: (id) => id,
  taken: (key, where) =>
    new AwsError("AlreadyExistsException", `An alias with the name ${keyAliasArn(where, key)} already exists`),
  record(session, inputs) {
    const target = text(inputs, "targetKeyId");
    const keyId = target.slice(target.lastIndexOf("/") + 1);
    const key = regionalIn(session.aws, session).keys[keyId];
    if (key === undefined || (target.startsWith("arn:") && target !== keyArn(session, keyId))) {
      const arn = target.startsWith("arn:") ? target : keyArn(session, keyId);
      throw new AwsError("NotFoundException", `Key '${arn}' does not exist`);
    }
    if (key.state === "PendingDeletion") {
      throw new AwsError("KMSInvalidStateException", `${keyArn(session, keyId)} is pending deletion.`);
    }
    return { keyId };
  },
  outputs(session, { keyId }, name, state) {
    const targetKeyArn = keyArn(session, keyId);
    // The id and the ARN mean the same key: https://github.com/hashicorp/terraform-provider-aws/blob/main/internal/service/kms/diff.go
    return {
      arn: keyAliasArn(session, name),
      name,
      targetKeyArn,
      targetKeyId: state["targetKeyId"] === targetKeyArn ? targetKeyArn : keyId,
    };
  },
});

function aliasIssue(name: string): string | undefined {
  return /^alias\/[0-9A-Za-z_/-]+$/.test(name) && name.length <= 256
    ? undefined
    : "name must begin with 'alias/' and be comprised of only [0-9A-Za-z_/-]";
}
