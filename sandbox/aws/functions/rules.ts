import { AwsError } from "../errors";

/** https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtimes.html */
export const runtimes = [
  "dotnet8",
  "java17",
  "java21",
  "java25",
  "nodejs20.x",
  "nodejs22.x",
  "nodejs24.x",
  "provided.al2",
  "provided.al2023",
  "python3.10",
  "python3.11",
  "python3.12",
  "python3.13",
  "python3.14",
  "ruby3.3",
  "ruby3.4",
];

/** https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html#configuration-envvars-runtime */
const reserved = [
  "_HANDLER",
  "_X_AMZN_TRACE_ID",
  "AWS_ACCESS_KEY",
  "AWS_ACCESS_KEY_ID",
  "AWS_DEFAULT_REGION",
  "AWS_EXECUTION_ENV",
  "AWS_LAMBDA_FUNCTION_MEMORY_SIZE",
  "AWS_LAMBDA_FUNCTION_NAME",
  "AWS_LAMBDA_FUNCTION_VERSION",
  "AWS_LAMBDA_INITIALIZATION_TYPE",
  "AWS_LAMBDA_LOG_GROUP_NAME",
  "AWS_LAMBDA_LOG_STREAM_NAME",
  "AWS_LAMBDA_RUNTIME_API",
  "AWS_REGION",
  "AWS_SECRET_ACCESS_KEY",
  "AWS_SESSION_TOKEN",
  "LAMBDA_RUNTIME_DIR",
  "LAMBDA_TASK_ROOT",
];

/** Names and values together, in bytes. https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
const largestEnvironment = 4_096;

export function checkFunctionName(name: string): void {
  if (/^[a-zA-Z0-9-_]{1,64}$/.test(name)) return;
  throw new AwsError(
    "ValidationException",
    `1 validation error detected: Value '${name}' at 'functionName' failed to satisfy constraint: Member must satisfy regular expression pattern: [a-zA-Z0-9-_]{1,64}`,
  );
}

export function checkEnvironment(variables: Readonly<Record<string, string>>): void {
  const names = Object.keys(variables);
  const wrong = names.find((name) => !/^[a-zA-Z]\w+$/.test(name) && !reserved.includes(name));
  if (wrong !== undefined) {
    throw new AwsError(
      "ValidationException",
      `1 validation error detected: Value at 'environment.variables' failed to satisfy constraint: Map keys must satisfy constraint: [Member must satisfy regular expression pattern: [a-zA-Z]([a-zA-Z0-9_])+]: ${wrong}`,
    );
  }
  const taken = names.filter((name) => reserved.includes(name));
  const words =
    "Lambda was unable to configure your environment variables because the environment variables you have provided";
  if (taken.length > 0) {
    throw new AwsError(
      "InvalidParameterValueException",
      `${words} contains reserved keys that are currently not supported for modification. Reserved keys used in this request: ${taken.join(", ")}`,
    );
  }
  const size = Object.entries(variables).reduce(
    (sum, [name, value]) => sum + Buffer.byteLength(name) + Buffer.byteLength(value),
    0,
  );
  if (size > largestEnvironment) {
    throw new AwsError("InvalidParameterValueException", `${words} exceeded the 4KB limit. Size measured: ${size}`);
  }
}
