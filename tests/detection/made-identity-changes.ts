import { call, request, rows, global, type Detail, type Made } from "./made-event";
import { accounts } from "./organization";

const { management, emergency, security, workload } = accounts;

const someRole = (roleName: string) => request({ roleName });
const stackSets = (invokedBy?: string): Detail => ({
  userIdentity: {
    type: "AssumedRole",
    sessionContext: { sessionIssuer: { userName: "stacksets-exec-0123456789abcdef" } },
    ...(invokedBy === undefined ? {} : { invokedBy }),
  },
});

function refused(thing: string): Detail {
  return {
    requestParameters: null,
    errorCode: "AccessDenied",
    errorMessage: `User: arn:aws:sts::${workload}:assumed-role/Admin/x is not authorized to perform: x:Y on resource: ${thing} with an explicit deny in a service control policy`,
  };
}

export const madeIdentityChanges: readonly Made[] = [
  ...rows("watch-emergency-identities", [
    ["a new access key", call(emergency, global, "iam", "CreateAccessKey", request({ userName: "alice" }))],
    ["an MFA device off", call(emergency, global, "iam", "DeactivateMFADevice", request({ userName: "alice" }))],
    ["another SAML provider", call(emergency, global, "iam", "UpdateSAMLProvider", {})],
    [
      "an execution role of StackSets that CloudFormation did not call for",
      call(emergency, global, "iam", "PutRolePolicy", { ...someRole("X"), ...stackSets() }),
    ],
    [
      "somebody else, by CloudFormation",
      call(emergency, global, "iam", "PutRolePolicy", {
        ...someRole("X"),
        userIdentity: {
          type: "AssumedRole",
          sessionContext: { sessionIssuer: { userName: "Deployer" } },
          invokedBy: "cloudformation.amazonaws.com",
        },
      }),
    ],
    [
      "an IAM user",
      call(emergency, global, "iam", "PutRolePolicy", { ...someRole("X"), userIdentity: { type: "IAMUser" } }),
    ],
  ]),
  ...rows("watch-name-squatting", [
    ["a role", call(workload, global, "iam", "CreateRole", someRole("breakGLASSadmin"))],
    ["a role in the management account", call(management, global, "iam", "CreateRole", someRole("BreakGlassAdmin"))],
    ["a user", call(workload, global, "iam", "CreateUser", request({ userName: "BREAKGLASS" }))],
    ["a policy", call(workload, global, "iam", "CreatePolicy", request({ policyName: "breakglassPolicy" }))],
    [
      "a profile",
      call(workload, global, "iam", "CreateInstanceProfile", request({ instanceProfileName: "BreakGlass" })),
    ],
    [
      "a role that an execution role of StackSets makes of its own",
      call(workload, global, "iam", "CreateRole", { ...someRole("BreakGlassAdmin"), ...stackSets() }),
    ],
  ]),
  ...rows("watch-protected-roles", [
    [
      "in the management account, by a role called like those of StackSets and by CloudFormation",
      call(management, global, "iam", "PutRolePolicy", {
        ...someRole("BreakGlassManagement"),
        ...stackSets("cloudformation.amazonaws.com"),
        recipientAccountId: management,
      }),
    ],
    ["a trust", call(workload, global, "iam", "UpdateAssumeRolePolicy", someRole("BreakGlassAdmin"))],
    ["in the management account", call(management, global, "iam", "DeleteRole", someRole("BreakGlassManagement"))],
    ["the forwarder", call(security, global, "iam", "DetachRolePolicy", someRole("breakglassforwarder"))],
    [
      "a policy by its path",
      call(
        workload,
        global,
        "iam",
        "SetDefaultPolicyVersion",
        request({ policyArn: "arn:aws:iam::5:policy/break-glass/X" }),
      ),
    ],
    [
      "a policy by its name",
      call(workload, global, "iam", "DeletePolicy", request({ policyArn: "arn:aws:iam::5:policy/BreakGlassX" })),
    ],
  ]),
  ...rows("watch-protected-policy-versions", [
    [
      "by path, in a member",
      call(
        workload,
        global,
        "iam",
        "CreatePolicyVersion",
        request({ policyArn: "arn:aws:iam::5:policy/break-glass/X" }),
      ),
    ],
    [
      "by name, in the management account",
      call(
        management,
        global,
        "iam",
        "CreatePolicyVersion",
        request({ policyArn: "arn:aws:iam::5:policy/BreakGlassX" }),
      ),
    ],
  ]),
  ...rows("watch-stack-sets-execution-roles", [
    ["in a member", call(workload, global, "iam", "CreateRole", someRole("stacksets-exec-evil"))],
    [
      "in the emergency account, by another of them",
      call(emergency, global, "iam", "PutRolePolicy", {
        ...someRole("stacksets-exec-evil"),
        ...stackSets("cloudformation.amazonaws.com"),
      }),
    ],
    ["in capitals", call(workload, global, "iam", "PutRolePolicy", someRole("StackSets-Exec-0"))],
  ]),
  ...rows("watch-deployers", [
    [
      "the emergency account's, by StackSets",
      call(emergency, global, "iam", "PutRolePolicy", {
        ...someRole("OrganizationAccountAccessRole"),
        ...stackSets("cloudformation.amazonaws.com"),
      }),
    ],
    [
      "the security account's",
      call(security, global, "iam", "PutRolePolicy", someRole("organizationaccountaccessrole")),
    ],
  ]),
  ...rows(
    "watch-refused-changes",
    [
      "role BreakGlassAdmin",
      "role breakglassadmin",
      "role BREAKGLASSADMIN",
      "arn:aws:iam::5:policy/break-glass/X",
      "arn:aws:iam::2:role/break-glass-hub/X",
      "arn:aws:events:eu-central-1:4:event-bus/lifeline-central",
      "role stacksets-exec-0",
      "role OrganizationAccountAccessRole",
    ].flatMap((thing) =>
      [workload, management, emergency].map(
        (account) => [`${thing} in ${account}`, call(account, global, "x", "Y", refused(thing))] as const,
      ),
    ),
  ),
];
