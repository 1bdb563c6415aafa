import {
  call,
  signIn,
  otherSpelling,
  request,
  rows,
  sessionOf,
  home,
  global,
  responder,
  root,
  targetSession,
  type Made,
} from "./made-event";
import { accounts } from "./organization";

const { management, emergency, security, workload } = accounts;

const workloadSwitch = signIn(workload, home, "SwitchRole", {
  userIdentity: targetSession("BreakGlassOperator"),
  additionalEventData: {},
});
const rootSignIn = signIn(management, global, "ConsoleLogin", { userIdentity: root(management) });
const emergencySignIn = signIn(emergency, global, "ConsoleLogin", { userIdentity: { type: "IAMUser" } });

export const madeUses: readonly Made[] = [
  ...rows("watch-emergency-sign-ins", [
    ["a sign-in", emergencySignIn],
    ["a sign-in, spelled as in the guide", otherSpelling(emergencySignIn)],
    ["`aws login`", call(emergency, global, "signin", "CreateOAuth2Token", { readOnly: true })],
  ]),
  ...rows("watch-root-sign-ins", [
    ["root of the management account", rootSignIn],
    ["root of a member", { ...rootSignIn, account: workload }],
    ["root, spelled as in the guide", otherSpelling(rootSignIn)],
  ]),
  ...rows("watch-role-switches", [
    ["into a member", workloadSwitch],
    ["into the management account", { ...workloadSwitch, account: management }],
    ["spelled as in the guide", otherSpelling(workloadSwitch)],
    ...["ExitRole", "RenewRole"].map(
      (eventName) => [eventName, { ...workloadSwitch, detail: { ...workloadSwitch.detail, eventName } }] as const,
    ),
    ...[
      ["by a responder", "arn:aws:iam::222222222222:user/break-glass/alice"] as const,
      ["by a session of a hub role", "arn:aws:sts::222222222222:assumed-role/BreakGlassHubAdmin/alice"] as const,
    ].map(
      ([what, SwitchFrom]) =>
        [
          `${what} into a role of any name`,
          signIn(workload, home, "SwitchRole", {
            userIdentity: targetSession("Anything"),
            additionalEventData: { SwitchFrom },
          }),
        ] as const,
    ),
  ]),
  ...rows("watch-assumed-roles", [
    ...["BreakGlassReadOnly", "BreakGlassIncidentDeclare", "BreakGlassIncidentApprove"].map(
      (name) =>
        [
          `${name}, seen by the target`,
          call(workload, home, "sts", "AssumeRole", {
            readOnly: true,
            ...request({ roleArn: `arn:aws:iam::${workload}:role/break-glass/${name}` }),
          }),
        ] as const,
    ),
    [
      "BreakGlassManagement, seen by the target",
      call(management, home, "sts", "AssumeRole", {
        readOnly: true,
        ...request({ roleArn: `arn:aws:iam::${management}:role/break-glass/BreakGlassManagement` }),
      }),
    ],
    [
      "a hub role, by SAML",
      call(emergency, global, "sts", "AssumeRoleWithSAML", {
        readOnly: true,
        ...request({ roleArn: `arn:aws:iam::${emergency}:role/break-glass-hub/BreakGlassHubAdmin` }),
      }),
    ],
    [
      "a role asked for in another letter case",
      call(workload, home, "sts", "AssumeRole", {
        readOnly: true,
        ...request({ roleArn: `arn:aws:iam::${workload}:role/break-glass/breakglassadmin` }),
        responseElements: {
          assumedRoleUser: { arn: `arn:aws:sts::${workload}:assumed-role/BreakGlassAdmin/someone` },
        },
      }),
    ],
  ]),
  ...rows(
    "watch-refused-assumptions",
    ["break-glass/BreakGlassAdmin", "break-glass-hub/BreakGlassHubAdmin"].flatMap((role) =>
      [workload, management, emergency].map(
        (account) =>
          [
            `${role}, from ${account}`,
            call(account, home, "sts", "AssumeRole", {
              readOnly: true,
              requestParameters: null,
              errorMessage: `User: arn:aws:iam::${account}:user/bot is not authorized to perform: sts:AssumeRole on resource: arn:aws:iam::${workload}:role/${role}`,
            }),
          ] as const,
      ),
    ),
  ),
  ...rows("watch-assumed-root", [
    ["in the management account", call(management, home, "sts", "AssumeRoot", {})],
    ["by a delegated administrator", call(security, home, "sts", "AssumeRoot", {})],
  ]),
  ...rows("watch-target-role-activity", [
    [
      "a read in a member",
      call(workload, home, "ec2", "DescribeInstances", { readOnly: true, ...sessionOf("BreakGlassReadOnly") }),
    ],
    [
      "a change in the management account",
      call(management, global, "ec2", "RunInstances", sessionOf("BreakGlassManagement")),
    ],
    ["a squatter's session", call(workload, home, "ec2", "RunInstances", sessionOf("breakglassadmin"))],
  ]),
  ...rows("watch-responder-activity", [
    ["a responder's read", call(emergency, home, "iam", "GetUser", { readOnly: true, userIdentity: responder })],
    [
      "a hub role's call",
      call(emergency, home, "sts", "GetCallerIdentity", {
        readOnly: true,
        userIdentity: {
          type: "AssumedRole",
          sessionContext: {
            sessionIssuer: { arn: `arn:aws:iam::${emergency}:role/break-glass-hub/BreakGlassHubAdmin` },
          },
        },
      }),
    ],
    ["root's call", call(emergency, global, "s3", "ListBuckets", { readOnly: true, userIdentity: root(emergency) })],
  ]),
  ...rows("watch-management-root-activity", [
    ["root's change", call(management, home, "ec2", "RunInstances", { userIdentity: root(management) })],
  ]),
  ...rows("forward-heartbeats", [
    [
      "another Region's heartbeat",
      {
        account: emergency,
        region: "eu-north-1",
        source: "lifeline.heartbeat",
        "detail-type": "Heartbeat",
        detail: { region: "eu-north-1" },
      },
    ],
  ]),
];
