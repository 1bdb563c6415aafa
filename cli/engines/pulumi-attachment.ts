import { ResourceProviderClient } from "@pulumi/pulumi/proto/provider_grpc_pb";
import { Empty, grpc, messageOf } from "../../sandbox/engine/protobuf";
import { UserError } from "../user-error";

/** Long enough for a busy machine: the provider runs in this process or beside it. */
const patience = 10_000;

/** Asks each provider who it is, before the CLI is started for nothing. */
export async function checkProvidersAnswer(providers: Readonly<Record<string, number>>): Promise<void> {
  const found = await Promise.all(Object.entries(providers).map(([name, port]) => silenceOf(name, port)));
  const silent = found.filter((message) => message !== undefined);
  if (silent.length > 0) throw new UserError(silent.join("\n"));
}

async function silenceOf(name: string, port: number): Promise<string | undefined> {
  // A proxy of the user's leads away from this machine.
  const options = { "grpc.enable_http_proxy": 0 };
  const client = new ResourceProviderClient(`127.0.0.1:${port}`, grpc.credentials.createInsecure(), options);
  try {
    const deadline = Date.now() + patience;
    await new Promise<void>((resolve, reject) => {
      client.getPluginInfo(new Empty(), new grpc.Metadata(), { deadline }, (error) =>
        error ? reject(error) : resolve(),
      );
    });
    return undefined;
  } catch (error) {
    return (
      `The sandbox's ${name} provider does not answer on 127.0.0.1:${port} (${messageOf(error)}). ` +
      "Without it pulumi would look for a real plugin, so nothing was started."
    );
  } finally {
    client.close();
  }
}

export function missedProvider(title: string): UserError {
  return new UserError(
    `${title} did not attach the sandbox's provider (PULUMI_DEBUG_PROVIDERS) and looked for a plugin on the PATH. ` +
      "No plugin was started and nothing was deployed. Use a newer pulumi, or the embedded engine (--engine embedded).",
  );
}
