import { accountArn, organizationArn, targetArn } from "../arns";
import { uniqueId } from "../ids";
import type { Account, Aws } from "../model";
import { attachedOf, noSuchTarget, policyOrRefusal, refuseMembers } from "../organizations/policies";
import { isTarget } from "../organizations/tree";
import type { Session } from "../session";
import { failuresOf, type Fields } from "./schema";
import type { Properties, Value } from "./values";

/** One function of @pulumi/aws: its arguments and what it returns. */
interface Invoke {
  readonly inputs: Fields;
  readonly result: (session: Session, inputs: Properties) => Properties;
}

/** https://docs.aws.amazon.com/organizations/latest/APIReference/API_Policy.html */
const policyTypes = [
  "AISERVICES_OPT_OUT_POLICY",
  "BACKUP_POLICY",
  "CHATBOT_POLICY",
  "DECLARATIVE_POLICY_EC2",
  "RESOURCE_CONTROL_POLICY",
  "SERVICE_CONTROL_POLICY",
  "TAG_POLICY",
];

const invokes: Readonly<Record<string, Invoke>> = {
  "aws:index/getCallerIdentity:getCallerIdentity": {
    inputs: { id: { type: "string" } },
    result: ({ aws, accountId, callerArn }) => ({
      accountId,
      arn: callerArn,
      id: accountId,
      userId: userIdOf(aws, accountId, callerArn),
    }),
  },
  "aws:organizations/getOrganization:getOrganization": {
    inputs: { returnOrganizationOnly: { type: "boolean" } },
    result: organizationResult,
  },
  "aws:organizations/getPoliciesForTarget:getPoliciesForTarget": {
    inputs: {
      filter: { type: "string", required: true, oneOf: policyTypes },
      targetId: { type: "string", required: true },
    },
    result(session, inputs) {
      refuseMembers(session);
      const [filter, targetId] = [String(inputs["filter"] as string), String(inputs["targetId"] as string)];
      if (!isTarget(session.aws, targetId)) throw noSuchTarget();
      return { filter, id: targetId, ids: attachedOf(session.aws, targetId, filter), targetId };
    },
  },
  "aws:organizations/getPolicy:getPolicy": {
    inputs: { policyId: { type: "string", required: true } },
    result(session, inputs) {
      refuseMembers(session);
      const { id, arn, awsManaged, content, description, name, type } = policyOrRefusal(
        session.aws,
        String(inputs["policyId"] as string),
      );
      return { arn, awsManaged, content, description, id, name, policyId: id, type };
    },
  },
};

/** The result of a function, or the refusal of one that the sandbox does not know. */
export function invoked(session: Session, token: string, inputs: Properties): Properties {
  const invoke = invokes[token];
  if (invoke === undefined) {
    throw new Error(
      `the sandbox's AWS does not know the function ${token}; it knows ${Object.keys(invokes).join(", ")}`,
    );
  }
  const failures = failuresOf(invoke.inputs, inputs);
  if (failures.length > 0) {
    throw new Error(failures.map(({ property, reason }) => `${token}: ${property}: ${reason}`).join("; "));
  }
  return invoke.result(session, inputs);
}

function organizationResult(session: Session, inputs: Properties): Properties {
  const { aws } = session;
  const { id, rootId, managementAccountId } = aws.organization;
  const management = aws.accounts[managementAccountId];
  const organizationOnly = inputs["returnOrganizationOnly"] === true;
  // Any member may describe its organization; lists are for the management account.
  if (!organizationOnly) refuseMembers(session);
  const described = {
    arn: organizationArn(aws),
    featureSet: "ALL",
    id,
    masterAccountArn: accountArn(aws, managementAccountId),
    masterAccountEmail: management?.email ?? "",
    masterAccountId: managementAccountId,
    masterAccountName: management?.name ?? "",
    ...inputs,
  };
  if (organizationOnly) {
    return {
      ...described,
      accounts: [],
      awsServiceAccessPrincipals: [],
      enabledPolicyTypes: [],
      nonMasterAccounts: [],
      roots: [],
    };
  }
  const accounts = Object.values(aws.accounts);
  return {
    ...described,
    accounts: accounts.map((account) => accountResult(aws, account)),
    awsServiceAccessPrincipals: aws.trustedServices,
    enabledPolicyTypes: aws.policyTypes,
    nonMasterAccounts: accounts
      .filter((account) => account.id !== managementAccountId)
      .map((account) => accountResult(aws, account)),
    roots: [
      {
        arn: targetArn(aws, rootId),
        id: rootId,
        name: "Root",
        policyTypes: aws.policyTypes.map((type): Value => ({ status: "ENABLED", type })),
      },
    ],
  };
}

function accountResult(aws: Aws, { id, email, name, joinedMethod, joinedTimestamp, status }: Account): Value {
  return { arn: accountArn(aws, id), email, id, joinedMethod, joinedTimestamp, name, state: status, status };
}

function userIdOf(aws: Aws, accountId: string, callerArn: string): string {
  const [, roleName = "", session = ""] = callerArn.split("/");
  const role = aws.iam[accountId]?.roles[roleName.toLowerCase()];
  return `${uniqueId("AROA", accountId, roleName, role?.incarnation ?? 0)}:${session}`;
}
