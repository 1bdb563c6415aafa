import type { Tier } from "./facts";

/**
 * Every protected name stands here, once.
 * IAM write events carry the role's name only, and a role name is unique in its account whatever its path,
 * so each name is recognisable by itself.
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
 */
export const names = {
  targetPath: "/break-glass/",
  hubPath: "/break-glass-hub/",
  responderPath: "/break-glass/",
  policyPath: "/break-glass/",
  /** Prefix of every role and policy of the path; look-alikes are looked for by it. */
  prefix: "BreakGlass",
  targetRole: {
    ReadOnly: "BreakGlassReadOnly",
    Operator: "BreakGlassOperator",
    Admin: "BreakGlassAdmin",
    IdentityAdmin: "BreakGlassIdentityAdmin",
    Management: "BreakGlassManagement",
  },
  hubRole: {
    ReadOnly: "BreakGlassHubReadOnly",
    Operator: "BreakGlassHubOperator",
    Admin: "BreakGlassHubAdmin",
    IdentityAdmin: "BreakGlassHubIdentityAdmin",
    Management: "BreakGlassHubManagement",
  },
  responderPolicy: "BreakGlassResponder",
  tierGrant: "BreakGlassTiers",
  forwarderRole: "BreakGlassForwarder",
  heartbeatRole: "BreakGlassHeartbeat",
  /** May do nothing: its refused AssumeRole is the canary. */
  canaryRole: "BreakGlassCanary",
  readinessRole: "BreakGlassReadiness",
  samlProvider: "EmergencyIdP",
  targetRolesStackSet: "lifeline-target-roles",
  /** Stacks of StackSets are named `StackSet-<set>-<uuid>`; ours all begin with this. */
  stackSetPrefix: "lifeline-",
  guardrailPolicy: "lifeline-guardrails",
  emergencyAccountPolicy: "lifeline-emergency-account",
  resourceGuardrailPolicy: "lifeline-resource-guardrails",
  incidentDeclareRole: "BreakGlassIncidentDeclare",
  incidentApproveRole: "BreakGlassIncidentApprove",
  incidentCloseRole: "BreakGlassIncidentClose",
  triageRole: "BreakGlassTriage",
  /** Writes down what the SOC topic could not deliver. */
  topicDeliveryRole: "BreakGlassTopicDelivery",
  /** May do nothing: a chat channel shows notifications and runs no commands. */
  chatRole: "BreakGlassChat",
  trailLogsRole: "BreakGlassTrailLogs",
  detectionStackSet: "lifeline-detection",
  centralBus: "lifeline-central",
  /** On the central bus, and on the standby bus: hands on every event. */
  receiverRule: "BreakGlassReceive",
  deadLetterQueue: "lifeline-dead-letters",
  triageFunction: "lifeline-triage",
  /** What the function gave up on. */
  triageFailureQueue: "lifeline-triage-failures",
  register: "lifeline-incidents",
  socTopic: "lifeline-soc",
  secondPathTopic: "lifeline-second-path",
  standbyTopic: "lifeline-standby",
  /** Beside the standby topic, in its Region: other Regions' rules cannot reach a topic, a bus they can. */
  standbyBus: "lifeline-standby",
  standbyRole: "BreakGlassStandby",
  dashboard: "lifeline-detection",
  /** Every alarm's name begins with it. */
  alarmPrefix: "lifeline-",
  alarmStack: "lifeline-alarms",
  trail: "lifeline-organization-trail",
  trailLogGroup: "/lifeline/organization-trail",
  /** The organization's id follows: bucket names are unique in all of AWS. */
  logArchiveBucketPrefix: "lifeline-log-archive-",
  /** A key has the alias `alias/<name>` of the thing it encrypts. */
  logArchiveKey: "lifeline-log-archive",
} as const satisfies Names;

export interface Names {
  readonly targetPath: string;
  readonly hubPath: string;
  readonly responderPath: string;
  readonly policyPath: string;
  readonly prefix: string;
  readonly targetRole: Readonly<Record<Tier, string>>;
  readonly hubRole: Readonly<Record<Tier, string>>;
  readonly responderPolicy: string;
  readonly tierGrant: string;
  readonly forwarderRole: string;
  readonly heartbeatRole: string;
  readonly canaryRole: string;
  readonly readinessRole: string;
  readonly samlProvider: string;
  readonly targetRolesStackSet: string;
  readonly stackSetPrefix: string;
  readonly guardrailPolicy: string;
  readonly emergencyAccountPolicy: string;
  readonly resourceGuardrailPolicy: string;
  readonly incidentDeclareRole: string;
  readonly incidentApproveRole: string;
  readonly incidentCloseRole: string;
  readonly triageRole: string;
  readonly topicDeliveryRole: string;
  readonly chatRole: string;
  readonly trailLogsRole: string;
  readonly detectionStackSet: string;
  readonly centralBus: string;
  readonly receiverRule: string;
  readonly deadLetterQueue: string;
  readonly triageFunction: string;
  readonly triageFailureQueue: string;
  readonly register: string;
  readonly socTopic: string;
  readonly secondPathTopic: string;
  readonly standbyTopic: string;
  readonly standbyBus: string;
  readonly standbyRole: string;
  readonly dashboard: string;
  readonly alarmPrefix: string;
  readonly alarmStack: string;
  readonly trail: string;
  readonly trailLogGroup: string;
  readonly logArchiveBucketPrefix: string;
  readonly logArchiveKey: string;
}
