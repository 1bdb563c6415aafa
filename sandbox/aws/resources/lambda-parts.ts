import { arnParts } from "../arns";
import { authorize } from "../authorization/authorize";
import { AwsError } from "../errors";
import type { Properties } from "../provider/values";
import { functionArn } from "../regional-arns";
import type { LambdaPermission } from "../regional-model";
import type { Where } from "../regional";
import type { Session } from "../session";
import { arnIssue } from "./iam-identity-policies";
import { partResource } from "./part";
import { absent, absentAll } from "./regional";
import { between, object, optionalNumber, optionalText, present, text, type Resource } from "./resource";

const noSuchFunction = (name: string, where: Where): AwsError =>
  new AwsError("ResourceNotFoundException", `Function not found: ${functionArn(where, name)}`, 404);

/** The ARN of a function and its name mean the same. */
function nameOf(nameOrArn: string): string {
  return nameOrArn.includes(":") ? ((nameOrArn.split(":function:")[1] ?? "").split(":")[0] ?? "") : nameOrArn;
}

/** https://github.com/hashicorp/terraform-provider-aws/blob/main/internal/service/lambda/permission.go */
export const lambdaPermission: Resource = partResource<"functions">({
  type: "aws:lambda/permission:Permission",
  title: "Lambda Permission",
  service: "Lambda",
  operations: { create: "AddPermission", update: "AddPermission", remove: "RemovePermission" },
  table: "functions",
  prefix: "lambda",
  inputs: {
    action: { type: "string", required: true, forceNew: true, check: actionIssue },
    function: { type: "string", required: true, forceNew: true },
    principal: { type: "string", required: true, forceNew: true, check: principalIssue },
    principalOrgId: { type: "string", forceNew: true },
    sourceAccount: { type: "string", forceNew: true },
    sourceArn: { type: "string", forceNew: true, check: arnIssue },
    statementId: { type: "string", required: true, forceNew: true, check: statementIssue },
    invokedViaFunctionUrl: absent("boolean"),
    ...absentAll("string", "eventSourceToken", "functionUrlAuthType", "qualifier", "statementIdPrefix"),
  },
  subject: (inputs) => text(inputs, "function"),
  owner: (inputs) => nameOf(text(inputs, "function")),
  ownerOf: (id) => nameOf(id),
  arn: functionArn,
  id: (_where, _owner, inputs) => text(inputs, "statementId"),
  missing: noSuchFunction,
  taken: ({ permissions }, inputs) => {
    const id = text(inputs, "statementId");
    if (permissions[id] === undefined) return undefined;
    return new AwsError(
      "ResourceConflictException",
      `The statement id (${id}) provided already exists. Please provide a new statement id, or remove the existing statement.`,
      409,
    );
  },
  put: (_session, found, inputs) => ({
    ...found,
    permissions: { ...found.permissions, [text(inputs, "statementId")]: permissionOf(inputs) },
  }),
  outputs(_session, { name, permissions }, id) {
    const permission = permissions[id];
    return permission === undefined ? undefined : { ...permission, function: name, statementId: id };
  },
  untold: ["function"],
  without(_session, found, id) {
    const { [id]: _gone, ...permissions } = found.permissions;
    return { ...found, permissions };
  },
});

function permissionOf(inputs: Properties): LambdaPermission {
  return {
    action: text(inputs, "action"),
    principal: text(inputs, "principal"),
    ...present({
      sourceArn: optionalText(inputs, "sourceArn"),
      sourceAccount: optionalText(inputs, "sourceAccount"),
      principalOrgId: optionalText(inputs, "principalOrgId"),
    }),
  };
}

function actionIssue(action: string): string | undefined {
  return /^(lambda:[*]|lambda:[a-zA-Z]+|[*])$/.test(action) ? undefined : `invalid value for action: ${action}`;
}

function principalIssue(principal: string): string | undefined {
  const isKnown = principal === "*" || /^\d{12}$/.test(principal) || /^[a-z0-9.-]+\.amazonaws\.com$/.test(principal);
  return isKnown || arnParts(principal) !== undefined ? undefined : `The provided principal was invalid: ${principal}`;
}

function statementIssue(id: string): string | undefined {
  return /^[a-zA-Z0-9-_]{1,100}$/.test(id) ? undefined : `statement_id must match [a-zA-Z0-9-_]{1,100}: ${id}`;
}

const destination = {
  type: "object",
  fields: { destination: { type: "string", required: true, check: arnIssue } },
} as const;

/** What a function's role must be let to do to the destination. https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html */
const sends: Readonly<Record<string, readonly [call: string, action: string]>> = {
  events: ["PutEvents", "events:PutEvents"],
  lambda: ["InvokeFunction", "lambda:InvokeFunction"],
  s3: ["PutObject", "s3:PutObject"],
  sns: ["Publish", "sns:Publish"],
  sqs: ["SendMessage", "sqs:SendMessage"],
};

/** https://github.com/hashicorp/terraform-provider-aws/blob/main/internal/service/lambda/function_event_invoke_config.go */
export const functionEventInvokeConfig: Resource = partResource<"functions">({
  type: "aws:lambda/functionEventInvokeConfig:FunctionEventInvokeConfig",
  title: "Lambda Function Event Invoke Config",
  service: "Lambda",
  operations: {
    create: "PutFunctionEventInvokeConfig",
    update: "PutFunctionEventInvokeConfig",
    remove: "DeleteFunctionEventInvokeConfig",
  },
  table: "functions",
  prefix: "lambda",
  inputs: {
    destinationConfig: { type: "object", fields: { onFailure: destination, onSuccess: destination } },
    functionName: { type: "string", required: true, forceNew: true },
    maximumEventAgeInSeconds: {
      type: "number",
      computed: true,
      check: between("maximum_event_age_in_seconds", 60, 21_600),
    },
    maximumRetryAttempts: { type: "number", default: 2, check: between("maximum_retry_attempts", 0, 2) },
    qualifier: absent("string"),
  },
  computed: ["maximumEventAgeInSeconds"],
  subject: (inputs) => text(inputs, "functionName"),
  owner: (inputs) => nameOf(text(inputs, "functionName")),
  ownerOf: (id) => nameOf(id),
  arn: functionArn,
  id: (_where, _owner, inputs) => text(inputs, "functionName"),
  missing: noSuchFunction,
  put(session, found, inputs) {
    const config = object(inputs, "destinationConfig");
    const onFailure = optionalText(object(config, "onFailure"), "destination");
    const onSuccess = optionalText(object(config, "onSuccess"), "destination");
    for (const arn of [onFailure, onSuccess]) if (arn !== undefined) checkDestination(session, found.role, arn);
    return {
      ...found,
      eventInvokeConfig: {
        maximumEventAgeInSeconds: optionalNumber(inputs, "maximumEventAgeInSeconds") ?? 21_600,
        maximumRetryAttempts: optionalNumber(inputs, "maximumRetryAttempts") ?? 2,
        ...present({ onFailure, onSuccess }),
      },
    };
  },
  outputs(_session, { eventInvokeConfig: config }, id) {
    if (config === undefined) return undefined;
    const destinations = {
      ...(config.onFailure === undefined ? {} : { onFailure: { destination: config.onFailure } }),
      ...(config.onSuccess === undefined ? {} : { onSuccess: { destination: config.onSuccess } }),
    };
    return {
      ...(Object.keys(destinations).length === 0 ? {} : { destinationConfig: destinations }),
      functionName: id,
      maximumEventAgeInSeconds: config.maximumEventAgeInSeconds,
      maximumRetryAttempts: config.maximumRetryAttempts,
    };
  },
  without(_session, found) {
    const { eventInvokeConfig: _gone, ...others } = found;
    return others;
  },
});

function checkDestination({ aws }: Session, role: string, arn: string): void {
  const [call, action] = sends[arnParts(arn)?.service ?? ""] ?? [];
  if (call === undefined || action === undefined) {
    throw new AwsError("InvalidParameterValueException", `The destination ARN ${arn} is invalid.`);
  }
  if (authorize(aws, { arn: role, context: {} }, action, arn).decision === "allowed") return;
  throw new AwsError(
    "InvalidParameterValueException",
    `The function's execution role ${role} does not have permissions to call ${call} on ${arn}`,
  );
}
