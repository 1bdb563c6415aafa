import { spawn, type ChildProcess } from "node:child_process";
import { createRequire } from "node:module";
import { join } from "node:path";

const pack = join(__dirname, "..", "..", "policypack");
/** Packages as the SDK sees them: there must be one copy of the message classes. */
const sdk = createRequire(require.resolve("@pulumi/pulumi"));

/** The parts of the generated code that are used here; the SDK ships no types for them. */
interface Message {
  [method: string]: (...values: unknown[]) => unknown;
}
type Client = Record<string, (request: unknown, done: (error: Error | null, answer: Message) => void) => void> & {
  close(): void;
};
const messages = sdk("@pulumi/pulumi/proto/analyzer_pb") as Record<string, new () => Message>;
const services = sdk("@pulumi/pulumi/proto/analyzer_grpc_pb") as Record<
  string,
  new (address: string, credentials: unknown) => Client
>;
const grpc = sdk("@grpc/grpc-js") as { credentials: { createInsecure(): unknown } };
const { Struct } = sdk("google-protobuf/google/protobuf/struct_pb") as {
  Struct: { fromJavaScript(value: object): unknown };
};
const { Empty } = sdk("google-protobuf/google/protobuf/empty_pb") as { Empty: new () => unknown };

/** What the engine puts in place of a text that is not known before the update. */
export const unknownText = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

export interface ReportedViolation {
  readonly policy: string;
  readonly level: "advisory" | "mandatory" | "disabled" | "remediate";
  readonly message: string;
}

export interface PolicyHost {
  readonly policies: readonly string[];
  analyze(type: string, properties: Readonly<Record<string, unknown>>): Promise<readonly ReportedViolation[]>;
  stop(): void;
}

/** The built pack in Pulumi's own policy host, started and asked as the engine does it. */
export async function startPolicyHost(): Promise<PolicyHost> {
  const { child, port } = await startedPack();
  const Analyzer = services["AnalyzerClient"];
  if (Analyzer === undefined) throw new Error("@pulumi/pulumi has no AnalyzerClient");
  const client = new Analyzer(`127.0.0.1:${port}`, grpc.credentials.createInsecure());
  const call = (method: string, request: unknown): Promise<Message> =>
    new Promise((resolve, reject) => {
      client[method]?.(request, (error, answer) => (error === null ? resolve(answer) : reject(error)));
    });
  const info = await call("getAnalyzerInfo", new Empty());
  await call("configure", message("ConfigureAnalyzerRequest"));
  const policies = info["getPoliciesList"]?.() as readonly Message[];
  return {
    policies: policies.map((policy) => String(policy["getName"]?.())),
    async analyze(type, properties) {
      const request = message("AnalyzeRequest");
      request["setType"]?.(type);
      request["setUrn"]?.(`urn:pulumi:test::test::${type}::it`);
      request["setName"]?.("it");
      request["setProperties"]?.(Struct.fromJavaScript(properties));
      request["setOptions"]?.(options());
      const answer = await call("analyze", request);
      const violations = answer["getDiagnosticsList"]?.() as readonly Message[];
      return violations.map((violation) => ({
        policy: String(violation["getPolicyname"]?.()),
        level: levels[Number(violation["getEnforcementlevel"]?.())] ?? "disabled",
        message: String(violation["getMessage"]?.()),
      }));
    },
    stop() {
      client.close();
      child.kill();
    },
  };
}

const levels = ["advisory", "mandatory", "disabled", "remediate"] as const;

function message(name: string): Message {
  const type = messages[name];
  if (type === undefined) throw new Error(`@pulumi/pulumi has no message ${name}`);
  return new type();
}

function options(): Message {
  const found = message("AnalyzerResourceOptions");
  const AnalyzerResourceOptions = messages["AnalyzerResourceOptions"] as unknown as Record<string, new () => Message>;
  const timeouts = AnalyzerResourceOptions["CustomTimeouts"];
  if (timeouts !== undefined) found["setCustomtimeouts"]?.(new timeouts());
  return found;
}

/** `run-policy-pack <engine> <pack>`: prints its port. The engine's address is accepted and never dialled. */
function startedPack(): Promise<{ child: ChildProcess; port: number }> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [sdk.resolve("@pulumi/pulumi/cmd/run-policy-pack"), "127.0.0.1:1", pack], {
      cwd: pack,
      stdio: ["ignore", "pipe", "pipe"],
      env: { ...process.env, PULUMI_NODEJS_DRY_RUN: "true" },
    });
    let [output, errors] = ["", ""];
    child.stderr.on("data", (data: Buffer) => (errors += data.toString()));
    child.stdout.on("data", (data: Buffer) => {
      output += data.toString();
      const port = /^(\d+)\r?\n/.exec(output)?.[1];
      if (port !== undefined) resolve({ child, port: Number(port) });
    });
    child.once("exit", (code) => reject(new Error(`the pack ended with ${code}:\n${output}${errors}`)));
  });
}
