import { execFileSync, spawn, type ChildProcess } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { callerOf, levels, messages, propertiesOf, type Message, type Sent } from "../../bench/policy-protocol";

const project = join(__dirname, "..", "..");
const pack = join(project, "policypack");
const sdk = createRequire(require.resolve("@pulumi/pulumi"));

export interface ReportedViolation {
  readonly policy: string;
  readonly level: "advisory" | "mandatory" | "disabled" | "remediate";
  readonly urn: string;
  readonly message: string;
}

export interface PolicyHost {
  readonly policies: readonly { readonly name: string; readonly type: number; readonly severity: number }[];
  configure(levelOf: Readonly<Record<string, "advisory" | "mandatory" | "disabled" | "remediate">>): Promise<void>;
  configureStack(dryRun: boolean): Promise<void>;
  analyze(resource: Sent): Promise<readonly ReportedViolation[]>;
  analyzeStack(resources: readonly Sent[]): Promise<readonly ReportedViolation[]>;
  remediate(resource: Sent): Promise<readonly { readonly policy: string; readonly properties: object }[]>;
  stop(): void;
}

export interface HostOptions {
  /** The directory in Pulumi's policy host, or the executable alone. */
  readonly artefact: "directory" | "executable";
  /** The text of facts.json; without it the pack knows no organization. */
  readonly facts?: string;
  /** The text of snapshot.json. */
  readonly snapshot?: string;
  /** Where the artefact lies, if not in this project. */
  readonly place?: string;
}

/** Built once for the tests of one process. */
let built = false;
export function buildPack(): void {
  if (!built) execFileSync(process.execPath, [join(project, "setup", "build.mjs"), "policypack"]);
  built = true;
}

/** The built pack, started and asked as the engine does it. */
export async function startPolicyHost({ artefact, facts, snapshot, place }: HostOptions): Promise<PolicyHost> {
  buildPack();
  const copy = artefact === "directory" && place === undefined ? copyOf({ facts, snapshot }) : undefined;
  const { child, port } = await started(artefact, place ?? copy);
  const client = callerOf(port);
  const call = (method: string, request: unknown): Promise<Message> => client.call(method, request);
  const info = await call("getAnalyzerInfo", new messages.Empty());
  await call("configureStack", stackRequest(true));
  const policies = info["getPoliciesList"]?.() as readonly Message[];
  return {
    policies: policies.map((policy) => ({
      name: String(policy["getName"]?.()),
      type: Number(policy["getPolicyType"]?.()),
      severity: Number(policy["getSeverity"]?.()),
    })),
    async configure(levelOf) {
      const request = messages.make("ConfigureAnalyzerRequest");
      const map = request["getPolicyconfigMap"]?.() as Map<string, unknown>;
      for (const [name, level] of Object.entries(levelOf)) {
        const config = messages.make("PolicyConfig");
        config["setEnforcementlevel"]?.(levels.indexOf(level));
        map.set(name, config);
      }
      await call("configure", request);
    },
    async configureStack(dryRun) {
      await call("configureStack", stackRequest(dryRun));
    },
    analyze: async (resource) => violationsIn(await call("analyze", messages.analyzeRequest(resource))),
    async analyzeStack(resources) {
      return violationsIn(await call("analyzeStack", messages.stackRequest(resources)));
    },
    async remediate(resource) {
      const answer = await call("remediate", messages.analyzeRequest(resource));
      const remediations = answer["getRemediationsList"]?.() as readonly Message[];
      return remediations.map((remediation) => ({
        policy: String(remediation["getPolicyname"]?.()),
        properties: propertiesOf(remediation),
      }));
    },
    stop() {
      client.close();
      child.kill();
      if (copy !== undefined) rmSync(copy, { recursive: true, force: true });
    },
  };
}

function stackRequest(dryRun: boolean): Message {
  const request = messages.make("AnalyzerStackConfigureRequest");
  request["setDryRun"]?.(dryRun);
  return request;
}

function violationsIn(answer: Message): readonly ReportedViolation[] {
  const violations = answer["getDiagnosticsList"]?.() as readonly Message[];
  return violations.map((violation) => ({
    policy: String(violation["getPolicyname"]?.()),
    level: levels[Number(violation["getEnforcementlevel"]?.())] ?? "disabled",
    urn: String(violation["getUrn"]?.()),
    message: String(violation["getMessage"]?.()),
  }));
}

/** The pack's own folder keeps its facts: a test's facts lie in a copy. */
function copyOf(files: Readonly<Record<"facts" | "snapshot", string | undefined>>): string {
  const place = mkdtempSync(join(tmpdir(), "lifeline-pack-"));
  mkdirSync(join(place, "dist"));
  for (const file of ["package.json", "PulumiPolicy.yaml", join("dist", "index.js")]) {
    cpSync(join(pack, file), join(place, file));
  }
  symlinkSync(join(project, "node_modules"), join(place, "node_modules"));
  for (const [name, text] of Object.entries(files)) {
    if (text !== undefined) writeFileSync(join(place, `${name}.json`), text);
  }
  return place;
}

/** `run-policy-pack <engine> <pack>` or the executable: prints its port. The engine's address is never dialled. */
function started(artefact: HostOptions["artefact"], place?: string): Promise<{ child: ChildProcess; port: number }> {
  return new Promise((resolve, reject) => {
    const home = place ?? pack;
    const [command, ...args] =
      artefact === "directory"
        ? [process.execPath, sdk.resolve("@pulumi/pulumi/cmd/run-policy-pack"), "127.0.0.1:1", home]
        : [process.execPath, join(home, ...(place === undefined ? ["dist"] : []), "lifeline-policy"), "127.0.0.1:1"];
    const child = spawn(String(command), args, { cwd: home, stdio: ["ignore", "pipe", "pipe"] });
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
