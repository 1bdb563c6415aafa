import { LogGroup } from "@pulumi/aws/cloudwatch/logGroup";
import { Function as LambdaFunction } from "@pulumi/aws/lambda/function";
import { FunctionEventInvokeConfig } from "@pulumi/aws/lambda/functionEventInvokeConfig";
import { Queue } from "@pulumi/aws/sqs/queue";
import * as pulumi from "@pulumi/pulumi";
import type { TriageFunction } from "../rulebook";

/** `functionArchive`: the bundle, as a path relative to the project. Function code reaches a component as a path. */
interface Args {
  readonly triage: TriageFunction;
  readonly functionArchive: string;
}

/** The triage function with its log and the queue of what it gave up on. */
export class Triage extends pulumi.ComponentResource {
  constructor(name: string, { triage, functionArchive }: Args, opts: pulumi.ComponentResourceOptions) {
    super("lifeline:security:Triage", name, {}, opts);
    const { region, retries } = triage;
    const queue = this.addFailureQueue(triage);
    const lambda = this.addFunction(triage, functionArchive);
    new FunctionEventInvokeConfig(
      `${triage.name}-retries`,
      {
        functionName: lambda.name,
        region,
        maximumRetryAttempts: retries.attempts,
        maximumEventAgeInSeconds: retries.seconds,
        destinationConfig: { onFailure: { destination: triage.failureQueue.arn } },
      },
      // AWS checks that the role may send to the queue.
      { parent: this, protect: true, dependsOn: [queue] },
    );
    this.registerOutputs({});
  }

  /** No policy: the function's own role may send, and SQS lets nobody else in but the account. */
  private addFailureQueue({ region, failureQueue }: TriageFunction): Queue {
    return new Queue(
      failureQueue.name,
      {
        name: failureQueue.name,
        region,
        messageRetentionSeconds: failureQueue.retentionSeconds,
        sqsManagedSseEnabled: true,
      },
      { parent: this, protect: true },
    );
  }

  private addFunction(triage: TriageFunction, functionArchive: string): LambdaFunction {
    const { name, description, region, logGroup } = triage;
    const opts = { parent: this, protect: true };
    const log = new LogGroup(`${name}-log`, { name: logGroup.name, region, retentionInDays: logGroup.days }, opts);
    return new LambdaFunction(
      name,
      {
        name,
        description,
        region,
        role: triage.role.arn,
        runtime: triage.runtime,
        architectures: [triage.architecture],
        handler: triage.handler,
        memorySize: triage.memoryMegabytes,
        timeout: triage.timeoutSeconds,
        code: new pulumi.asset.FileArchive(functionArchive),
        environment: { variables: { ...triage.environment } },
        // Text: the function writes JSON lines itself, metrics among them, and they must not be wrapped once more.
        loggingConfig: { logFormat: "Text", logGroup: logGroup.name },
      },
      { ...opts, dependsOn: [log] },
    );
  }
}
