import { canAssume } from "../authorization/services";
import { AwsError } from "../errors";
import { archiveIssue, base64Of, codeOf } from "../functions/code";
import { checkEnvironment, checkFunctionName, runtimes } from "../functions/rules";
import type { Properties } from "../provider/values";
import { hasUnknowns } from "../provider/values";
import { functionArn } from "../regional-arns";
import type { LambdaFunction } from "../regional-model";
import type { Session } from "../session";
import { permit } from "../session";
import { arnIssue } from "./iam-identity-policies";
import { isUsableKey } from "../keys";
import { absent, absentAll, regionalResource, thingOf } from "./regional";
import {
  between,
  longBetween,
  object,
  optionalNumber,
  optionalText,
  present,
  tagOutputs,
  tagsField,
  text,
  texts,
  whenKnown,
} from "./resource";

/** https://github.com/hashicorp/terraform-provider-aws/blob/main/internal/service/lambda/function.go */
export const lambdaFunction = regionalResource<"functions">({
  type: "aws:lambda/function:Function",
  title: "Lambda Function",
  service: "Lambda",
  operations: { create: "CreateFunction", update: "UpdateFunctionCode", remove: "DeleteFunction" },
  table: "functions",
  prefix: "lambda",
  inputs: {
    architectures: { type: "list", computed: true, items: { type: "string", oneOf: ["x86_64", "arm64"] } },
    code: { type: "object", required: true },
    codeSha256: { ...absent("string"), computed: true },
    deadLetterConfig: { type: "object", fields: { targetArn: { type: "string", required: true, check: arnIssue } } },
    description: { type: "string", check: longBetween("description", 0, 256) },
    environment: { type: "object", fields: { variables: { type: "map", items: { type: "string" } } } },
    ephemeralStorage: {
      type: "object",
      computed: true,
      fields: { size: { type: "number", computed: true, check: between("size", 512, 10_240) } },
    },
    handler: { type: "string", required: true, check: longBetween("handler", 1, 128) },
    kmsKeyArn: { type: "string", check: arnIssue },
    loggingConfig: {
      type: "object",
      computed: true,
      fields: {
        applicationLogLevel: {
          type: "string",
          computed: true,
          oneOf: ["TRACE", "DEBUG", "INFO", "WARN", "ERROR", "FATAL"],
        },
        logFormat: { type: "string", required: true, oneOf: ["Text", "JSON"] },
        logGroup: { type: "string", computed: true },
        systemLogLevel: { type: "string", computed: true, oneOf: ["DEBUG", "INFO", "WARN"] },
      },
    },
    memorySize: { type: "number", default: 128, check: between("memory_size", 128, 10_240) },
    name: { type: "string", required: true, forceNew: true },
    packageType: { type: "string", default: "Zip", forceNew: true, oneOf: ["Zip"] },
    publish: {
      type: "boolean",
      default: false,
      check: (publish: boolean) => (publish ? "the sandbox has no versions of functions" : undefined),
    },
    reservedConcurrentExecutions: {
      type: "number",
      default: -1,
      check: between("reserved_concurrent_executions", -1, 900),
    },
    role: { type: "string", required: true, check: arnIssue },
    runtime: { type: "string", required: true, oneOf: runtimes },
    skipDestroy: { type: "boolean", default: false },
    sourceCodeHash: { type: "string", computed: true },
    tags: tagsField,
    timeout: { type: "number", default: 3, check: between("timeout", 1, 900) },
    tracingConfig: {
      type: "object",
      computed: true,
      fields: { mode: { type: "string", required: true, oneOf: ["Active", "PassThrough"] } },
    },
    ...absentAll("boolean", "replaceSecurityGroupsOnDestroy", "useResourceTimeoutForPropagation"),
    ...absentAll("list", "layers", "replacementSecurityGroupIds"),
    ...absentAll(
      "object",
      "capacityProviderConfig",
      "durableConfig",
      "fileSystemConfig",
      "imageConfig",
      "snapStart",
      "tenancyConfig",
      "vpcConfig",
    ),
    ...absentAll(
      "string",
      "codeSigningConfigArn",
      "imageUri",
      "publishTo",
      "s3Bucket",
      "s3Key",
      "s3ObjectVersion",
      "sourceKmsKeyArn",
    ),
  },
  computed: [
    "architectures",
    "arn",
    "codeSha256",
    "ephemeralStorage",
    "invokeArn",
    "lastModified",
    "loggingConfig",
    "qualifiedArn",
    "qualifiedInvokeArn",
    "sourceCodeHash",
    "sourceCodeSize",
    "tagsAll",
    "tracingConfig",
    "version",
  ],
  subject: (inputs) => text(inputs, "name"),
  check(inputs) {
    const archive = hasUnknowns(inputs["code"]) ? undefined : archiveIssue(inputs["code"]);
    return [
      ...(archive === undefined ? [] : [{ property: "code", reason: archive }]),
      ...whenKnown(inputs, ["name"], "name", () => checkFunctionName(text(inputs, "name"))),
      ...whenKnown(inputs, ["environment"], "environment", () => checkEnvironment(environmentOf(inputs))),
    ];
  },
  key: (inputs) => text(inputs, "name"),
  arn: functionArn,
  id: (_where, key) => key,
  keyOf: (id) => id,
  taken: (key) => new AwsError("ResourceConflictException", `Function already exist: ${key}`, 409),
  record(session, inputs, name, old): LambdaFunction {
    checkEnvironment(environmentOf(inputs));
    checkRole(session, text(inputs, "role"), name);
    const { path, sha256, size } = codeOf(inputs["code"]);
    checkSourceHash(inputs, sha256);
    const logging = object(inputs, "loggingConfig");
    const kmsKeyArn = optionalText(inputs, "kmsKeyArn");
    if (kmsKeyArn !== undefined && !isUsableKey(session, kmsKeyArn)) {
      throw new AwsError("InvalidParameterValueException", `KMS key is invalid or not enabled: ${kmsKeyArn}`);
    }
    return {
      ...thingOf(session, "functions", name, inputs, old),
      name,
      description: text(inputs, "description"),
      role: text(inputs, "role"),
      runtime: text(inputs, "runtime"),
      handler: text(inputs, "handler"),
      environment: environmentOf(inputs),
      code: { path, sha256, size },
      memorySize: optionalNumber(inputs, "memorySize") ?? 128,
      timeout: optionalNumber(inputs, "timeout") ?? 3,
      architectures: texts(inputs, "architectures").length === 0 ? ["x86_64"] : texts(inputs, "architectures"),
      reservedConcurrentExecutions: optionalNumber(inputs, "reservedConcurrentExecutions") ?? -1,
      logFormat: text(logging, "logFormat") === "JSON" ? "JSON" : "Text",
      tracingMode: text(object(inputs, "tracingConfig"), "mode") === "Active" ? "Active" : "PassThrough",
      ephemeralStorage: optionalNumber(object(inputs, "ephemeralStorage"), "size") ?? 512,
      permissions: old?.permissions ?? {},
      ...present({
        kmsKeyArn,
        deadLetterArn: optionalText(object(inputs, "deadLetterConfig"), "targetArn"),
        logGroup: optionalText(logging, "logGroup"),
        eventInvokeConfig: old?.eventInvokeConfig,
      }),
    };
  },
  outputs(session, found, name, state) {
    const arn = functionArn(session, name);
    const invokeArn = `arn:aws:apigateway:${session.region}:lambda:path/2015-03-31/functions/${arn}/invocations`;
    return {
      architectures: found.architectures,
      arn,
      codeSha256: base64Of(found.code.sha256),
      ...(found.deadLetterArn === undefined ? {} : { deadLetterConfig: { targetArn: found.deadLetterArn } }),
      ...(found.description === "" ? {} : { description: found.description }),
      ...(Object.keys(found.environment).length === 0 ? {} : { environment: { variables: found.environment } }),
      ephemeralStorage: { size: found.ephemeralStorage },
      handler: found.handler,
      invokeArn,
      ...present({ kmsKeyArn: found.kmsKeyArn }),
      lastModified: session.aws.clock,
      loggingConfig: {
        ...object(state, "loggingConfig"),
        logFormat: found.logFormat,
        logGroup: found.logGroup ?? `/aws/lambda/${name}`,
      },
      memorySize: found.memorySize,
      name,
      packageType: "Zip",
      qualifiedArn: `${arn}:$LATEST`,
      qualifiedInvokeArn: invokeArn.replace("/invocations", ":$LATEST/invocations"),
      reservedConcurrentExecutions: found.reservedConcurrentExecutions,
      role: found.role,
      runtime: found.runtime,
      sourceCodeHash: base64Of(found.code.sha256),
      sourceCodeSize: found.code.size,
      timeout: found.timeout,
      tracingConfig: { mode: found.tracingMode },
      version: "$LATEST",
      ...tagOutputs(found.tags),
    };
  },
  untold: ["code", "publish", "skipDestroy"],
});

function environmentOf(inputs: Properties): Readonly<Record<string, string>> {
  return object(object(inputs, "environment"), "variables") as Readonly<Record<string, string>>;
}

/** Lambda must be let in by the role, and whoever makes the function must be let to pass it on. */
function checkRole(session: Session, role: string, name: string): void {
  permit(session, "iam:PassRole", role, { "iam:PassedToService": "lambda.amazonaws.com" });
  if (canAssume(session.aws, "lambda.amazonaws.com", role, { "aws:SourceArn": functionArn(session, name) })) return;
  throw new AwsError(
    "InvalidParameterValueException",
    "The role defined for the function cannot be assumed by Lambda.",
  );
}

/** The hash that the program says the archive has: what it says is what it must be. */
function checkSourceHash(inputs: Properties, sha256: string): void {
  const stated = optionalText(inputs, "sourceCodeHash");
  if (stated === undefined || stated === base64Of(sha256)) return;
  throw new AwsError(
    "InvalidParameterValueException",
    `sourceCodeHash is ${stated}, but the archive has ${base64Of(sha256)}`,
  );
}
