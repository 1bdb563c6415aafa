import { isUnknown, textOf, valueAt, type Value } from "../../../proofs/model/value";
import { shown } from "../../judge/message";
import type { Subject } from "../../judge/subject";
import { undecided, violated, type Finding, type ResourceRule } from "../../rule";
import { checked, mustBe, mustNotBe } from "../checks";

const row = { family: "platform", scope: "resource" } as const;
const imdsv2 = "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/configuring-IMDS-new-instances.html";

/** Regions, machines and their disks. */
export const machineRules = [
  {
    ...row,
    id: "stay-in-allowed-regions",
    title: "Resources stay in the Regions in use",
    severity: "medium",
    stops: "Where nobody works nobody watches",
    source: "https://docs.aws.amazon.com/wellarchitected/latest/security-pillar/sec_permissions_define_guardrails.html",
    requirements: ["G1"],
    frameworks: { wellArchitected: "SEC03-BP05", nist: "CM-7" },
    kinds: "every",
    needsFacts: true,
    fix: "Choose one of the governed Regions, or add this one to lifeline:regions",
    findingsFor(subject, { facts }) {
      const { region } = subject;
      if (
        subject.dialect === "template" ||
        region === undefined ||
        region === null ||
        !subject.type.startsWith("aws") ||
        facts === undefined
      )
        return [];
      if (isUnknown(region)) return [undecided("region")];
      const allowed: readonly string[] = [
        facts.regions.home,
        ...facts.regions.governed,
        ...facts.regions.detection,
        ...facts.regions.memberDetection,
        facts.regions.standby,
      ];
      return allowed.includes(textOf(region)) ? [] : [violated("region", `${shown(region, "region")} is not in use`)];
    },
    good: { type: "aws:sqs/queue:Queue", properties: { name: "orders", region: "eu-central-1" } },
    bad: { type: "aws:sqs/queue:Queue", properties: { name: "orders", region: "sa-east-1" } },
  },
  {
    ...row,
    id: "demand-imdsv2-of-instances",
    title: "Instances demand IMDSv2",
    severity: "high",
    stops: "IMDSv1 hands the role's credentials to whoever can make the machine fetch a URL",
    source: imdsv2,
    requirements: ["A5"],
    frameworks: { wellArchitected: "SEC06-BP02", cis: "5.6", nist: "AC-3" },
    kinds: ["instance", "spotInstance"],
    fix: "Set metadataOptions.httpTokens: required",
    findingsFor: (subject) => imdsFindings(subject, "metadataOptions"),
    good: {
      type: "aws:ec2/instance:Instance",
      properties: { ami: "ami-0", instanceType: "t3.micro", metadataOptions: { httpTokens: "required" } },
    },
    bad: { type: "aws:ec2/instance:Instance", properties: { ami: "ami-0", instanceType: "t3.micro" } },
  },
  {
    ...row,
    id: "demand-imdsv2-in-templates",
    title: "Launch templates and configurations demand IMDSv2",
    severity: "high",
    stops: "Every machine of the group would hand out its credentials by IMDSv1",
    source: imdsv2,
    requirements: ["A5"],
    frameworks: { wellArchitected: "SEC06-BP02", cis: "5.6", nist: "AC-3" },
    kinds: ["launchTemplate", "launchConfiguration"],
    fix: "Set metadataOptions.httpTokens: required",
    findingsFor: (subject) =>
      imdsFindings(
        subject,
        subject.kind === "launchTemplate" && subject.dialect !== "classic"
          ? "launchTemplateData.metadataOptions"
          : "metadataOptions",
      ),
    good: {
      type: "aws:ec2/launchTemplate:LaunchTemplate",
      properties: { name: "orders", metadataOptions: { httpTokens: "required" } },
    },
    bad: {
      type: "aws:ec2/launchTemplate:LaunchTemplate",
      properties: { name: "orders", metadataOptions: { httpTokens: "optional" } },
    },
  },
  {
    ...row,
    id: "demand-imdsv2-by-default",
    title: "The account's default demands IMDSv2",
    severity: "high",
    stops: "A machine that says nothing takes the account's default",
    source: imdsv2,
    requirements: ["A5"],
    frameworks: { wellArchitected: "SEC06-BP02", cis: "5.6", nist: "AC-3" },
    kinds: ["metadataDefaults"],
    fix: "Set httpTokens: required",
    findingsFor: (subject) => checked(subject, "httpTokens", mustBe("required", "IMDSv1 is the default")),
    remedyFor: () => ({ httpTokens: "required" }),
    good: {
      type: "aws:ec2/instanceMetadataDefaults:InstanceMetadataDefaults",
      properties: { httpTokens: "required", httpPutResponseHopLimit: 1 },
    },
    bad: {
      type: "aws:ec2/instanceMetadataDefaults:InstanceMetadataDefaults",
      properties: { httpTokens: "optional", httpPutResponseHopLimit: 1 },
    },
  },
  {
    ...row,
    id: "encrypt-volumes",
    title: "Volumes are encrypted",
    severity: "medium",
    stops: "A snapshot of a plain volume is readable by whoever gets it",
    source: "https://docs.aws.amazon.com/ebs/latest/userguide/ebs-encryption.html",
    requirements: ["G8"],
    frameworks: { wellArchitected: "SEC08-BP02", cis: "2.2.1", nist: "SC-28" },
    kinds: ["volume"],
    fix: "Set encrypted: true",
    findingsFor: (subject) => checked(subject, "encrypted", mustBe(true, "the volume is not encrypted")),
    good: {
      type: "aws:ebs/volume:Volume",
      properties: { availabilityZone: "eu-central-1a", size: 8, encrypted: true },
    },
    bad: { type: "aws:ebs/volume:Volume", properties: { availabilityZone: "eu-central-1a", size: 8 } },
  },
  {
    ...row,
    id: "encrypt-volumes-by-default",
    title: "Encryption of volumes by default stays on",
    severity: "medium",
    stops: "Every volume that says nothing would be plain",
    source: "https://docs.aws.amazon.com/ebs/latest/userguide/encryption-by-default.html",
    requirements: ["G8"],
    frameworks: { wellArchitected: "SEC08-BP03", cis: "2.2.1", nist: "SC-28" },
    kinds: ["volumeDefault"],
    fix: "Remove enabled: false",
    findingsFor: (subject) => checked(subject, "enabled", mustNotBe(false, "new volumes are plain")),
    remedyFor: () => ({ enabled: true }),
    good: { type: "aws:ebs/encryptionByDefault:EncryptionByDefault", properties: { enabled: true } },
    bad: { type: "aws:ebs/encryptionByDefault:EncryptionByDefault", properties: { enabled: false } },
  },
] as const satisfies readonly ResourceRule[];

/** No endpoint at all is as good. Words of the launch configuration are the same. */
function imdsFindings(subject: Subject, path: string): readonly Finding[] {
  const options: Value = valueAt(subject.properties, path);
  const where = `${subject.within}${path}`;
  if (isUnknown(options)) return [undecided(where)];
  const tokens = valueAt(options, "httpTokens");
  const endpoint = valueAt(options, "httpEndpoint");
  if (endpoint === "disabled" || tokens === "required") return [];
  if (isUnknown(tokens) || isUnknown(endpoint)) return [undecided(`${where}.httpTokens`)];
  return [violated(`${where}.httpTokens`, "IMDSv1 is allowed")];
}
