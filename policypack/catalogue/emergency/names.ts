import { isProtectedName, isProtectedPath, isProtectedStore } from "../../judge/protected";
import { shown } from "../../judge/message";
import { isUnknown, listOf, type Value } from "../../../proofs/model/value";
import { undecided, violated, type Finding, type ResourceRule } from "../../rule";
import { accounts, ec2Trust, names, role } from "../examples";

const row = {
  family: "break-glass",
  scope: "resource",
  severity: "critical",
  requirements: ["E7"],
} as const;

const roleNames = "https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html";

/** Names that resources carry or point at, and whether a stack may. */
export const nameRules = [
  {
    ...row,
    id: "keep-protected-names-in-the-landing-zone",
    title: "Protected names and paths are made by the landing zone only",
    stops:
      "A role, user, policy or rule under an emergency name inherits what spares the real one, or keeps it from being made",
    source: roleNames,
    frameworks: { wellArchitected: "SEC03-BP03", nist: "CM-5" },
    kinds: ["role", "user", "group", "managedPolicy", "instanceProfile", "samlProvider", "eventRule"],
    fix: "Choose another name and path; the landing zone's project makes these",
    findingsFor(subject, law) {
      if (subject.trusted) return [];
      return ["name", "namePrefix", "path"].flatMap((property) => {
        const value = subject.properties[property];
        const where = `${subject.within}${property}`;
        if (isUnknown(value)) return [undecided(where)];
        const taken = property === "path" ? isProtectedPath(value, law) : isProtectedName(value, law);
        return taken ? [violated(where, `${shown(value, "name")} is protected`)] : [];
      });
    },
    good: role(ec2Trust),
    bad: role(ec2Trust, { name: "breakglassAdmin" }),
  },
  {
    ...row,
    id: "keep-protected-stores-in-the-landing-zone",
    title: "The names of Lifeline's buses, topics, trails and stores are made by the landing zone only",
    stops: "A stack that takes or adopts one of these names decides where alerts and logs end",
    source: "https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-event-bus.html",
    frameworks: { wellArchitected: "SEC04-BP02", nist: "AU-9" },
    requirements: ["E8", "E9"],
    kinds: ["stackSet", "stack", "eventBus", "topic", "queue", "function", "table", "trail", "bucket", "logGroup"],
    fix: "Choose another name; the landing zone's project makes these",
    findingsFor(subject, law) {
      if (subject.trusted) return [];
      return ["name", "bucket"].flatMap((property) => {
        const value = subject.properties[property];
        const where = `${subject.within}${property}`;
        if (isUnknown(value)) return [undecided(where)];
        return isProtectedStore(value, law) ? [violated(where, `${shown(value, "name")} is protected`)] : [];
      });
    },
    good: { type: "aws:sns/topic:Topic", properties: { name: "orders" } },
    bad: { type: "aws:sns/topic:Topic", properties: { name: names.socTopic } },
  },
  {
    ...row,
    id: "attach-nothing-to-emergency-identities",
    title: "Nothing is attached to emergency roles and responders from elsewhere",
    stops: "One more policy, key or group makes an emergency identity into something nobody reviewed",
    source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_manage-attach-detach.html",
    frameworks: { wellArchitected: "SEC03-BP03", nist: "AC-6" },
    kinds: [
      "rolePolicy",
      "rolePolicyAttachment",
      "roleAttachments",
      "userPolicy",
      "userPolicyAttachment",
      "userGroups",
      "policyAttachment",
      "inlinePolicy",
      "accessKey",
      "loginProfile",
      "serviceCredential",
    ],
    fix: "Attach it to an identity of this project; the landing zone alone changes emergency identities",
    findingsFor(subject, law) {
      if (subject.trusted) return [];
      return ["role", "roleName", "user", "users", "roles"].flatMap((property): readonly Finding[] =>
        listOf(subject.properties[property]).flatMap((value) => {
          const where = `${subject.within}${property}`;
          if (isUnknown(value)) return [undecided(where)];
          const isResponder = law.facts?.responders.some(({ name }) => name === value) === true;
          const taken = isProtectedName(lastOf(value), law) || isResponder;
          return taken ? [violated(where, `${shown(value, "name")} is protected`)] : [];
        }),
      );
    },
    good: {
      type: "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
      properties: { role: "app", policyArn: "arn:aws:iam::aws:policy/ReadOnlyAccess" },
    },
    bad: {
      type: "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
      properties: { role: names.targetRole.Admin, policyArn: "arn:aws:iam::aws:policy/ReadOnlyAccess" },
    },
  },
  {
    ...row,
    id: "leave-protected-stores-as-they-are",
    title: "Settings of Lifeline's buckets, topics and buses come from the landing zone only",
    stops: "A bucket policy, a lifecycle rule or a topic policy from another stack replaces the one that protects",
    source: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/add-bucket-policy.html",
    frameworks: { wellArchitected: "SEC04-BP02", cis: "3.3", nist: "AU-9" },
    requirements: ["E8", "E9"],
    kinds: [
      "bucketPolicy",
      "bucketVersioning",
      "bucketLock",
      "bucketEncryption",
      "bucketLifecycle",
      "bucketAcl",
      "publicAccessBlock",
      "topicPolicy",
      "queuePolicy",
      "eventBusPolicy",
      "eventPermission",
      "eventTarget",
      "tablePolicy",
      "functionPermission",
      "stackInstances",
    ],
    fix: "Remove it; the landing zone's project owns that resource and its settings",
    findingsFor(subject, law) {
      if (subject.trusted) return [];
      const pointers = ["bucket", "arn", "queueUrl", "eventBusName", "rule", "resourceArn", "function", "stackSetName"];
      return pointers.flatMap((property) => {
        const value = subject.properties[property];
        const where = `${subject.within}${property}`;
        if (isUnknown(value)) return [undecided(where)];
        const taken = isProtectedStore(value, law) || (property === "rule" && isProtectedName(lastOf(value), law));
        return taken ? [violated(where, `${shown(value, "name")} is protected`)] : [];
      });
    },
    good: { type: "aws:s3/bucketAcl:BucketAcl", properties: { bucket: "orders-of-app", acl: "private" } },
    bad: {
      type: "aws:s3/bucketAclV2:BucketAclV2",
      properties: { bucket: `${names.logArchiveBucketPrefix}o-lifeline001`, acl: "private" },
    },
  },
  {
    ...row,
    id: "keep-the-emergency-account-empty",
    title: "Nothing but the emergency path is in the emergency account",
    stops: "Whatever else runs there is a way in, and makes people enter the account in normal times",
    source: "https://docs.aws.amazon.com/wellarchitected/latest/security-pillar/sec_permissions_emergency_process.html",
    frameworks: { wellArchitected: "SEC03-BP03", nist: "AC-6" },
    requirements: ["E1"],
    kinds: "every",
    needsFacts: true,
    fix: "Deploy it to a workload account",
    findingsFor: (subject, { facts }) =>
      subject.trusted || subject.account === undefined || subject.account !== facts?.emergencyAccount.id
        ? []
        : [violated("", `its provider deploys to ${subject.account}, the emergency account`)],
    good: { type: "aws:s3/bucket:Bucket", properties: {}, account: accounts.workload },
    bad: { type: "aws:s3/bucket:Bucket", properties: {}, account: accounts.emergency },
  },
  {
    ...row,
    id: "keep-protected-resources-protected",
    title: "What the emergency path stands on keeps Pulumi's protection",
    stops: "A rename or a removed line deletes the role that is needed tonight",
    source: "https://www.pulumi.com/docs/iac/concepts/options/protect/",
    frameworks: { wellArchitected: "SEC03-BP03", nist: "CM-3" },
    kinds: ["role", "managedPolicy", "samlProvider", "stackSet", "account", "trail", "bucket", "table", "topic"],
    fix: "Set the option protect: true",
    findingsFor(subject, law) {
      if (!subject.trusted || subject.protect || subject.dialect === "template") return [];
      const { name, path, bucket } = subject.properties;
      const isProtected =
        subject.kind === "account" ||
        isProtectedPath(path, law) ||
        isProtectedName(name, law) ||
        isProtectedStore(name, law) ||
        isProtectedStore(bucket, law);
      if (isProtected) return [violated("options.protect", "the resource is not protected")];
      return isUnknown(name) && isUnknown(path) ? [undecided("name")] : [];
    },
    good: {
      ...role(ec2Trust, { name: names.targetRole.Management, path: names.targetPath }),
      landingZone: true,
      protect: true,
    },
    bad: { ...role(ec2Trust, { name: names.targetRole.Management, path: names.targetPath }), landingZone: true },
  },
  {
    ...row,
    id: "close-no-accounts",
    title: "Removing an account from a program closes no account",
    stops: "A closed account cannot be entered in an emergency, and after 90 days not at all",
    source: "https://docs.aws.amazon.com/accounts/latest/reference/manage-acct-closing.html",
    frameworks: { wellArchitected: "SEC03-BP05", nist: "CP-10" },
    requirements: ["E1", "E6"],
    kinds: ["account"],
    fix: "Leave closeOnDeletion out, and set retainOnDelete",
    findingsFor: (subject) => {
      const value = subject.properties["closeOnDeletion"];
      if (isUnknown(value)) return [undecided(`${subject.within}closeOnDeletion`)];
      return value === true
        ? [violated(`${subject.within}closeOnDeletion`, "deleting the resource closes the account")]
        : [];
    },
    good: {
      type: "aws:organizations/account:Account",
      properties: { name: "orders", email: "orders@example.com", closeOnDeletion: false },
    },
    bad: {
      type: "aws:organizations/account:Account",
      properties: { name: "orders", email: "orders@example.com", closeOnDeletion: true },
    },
  },
] as const satisfies readonly ResourceRule[];

/** Of an ARN or a path, the name. */
function lastOf(value: Value): Value {
  return typeof value === "string" ? value.split("/").at(-1) : value;
}
