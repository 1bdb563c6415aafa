import type { Aws } from "../model";
import { handlersFor, type Operation } from "./handlers";
import { grpc, ResourceProviderService } from "./protobuf";

export interface ProviderOptions {
  /** The k-th create, update or delete (from 1) fails with AWS's InternalFailure, once, and changes nothing. */
  readonly failAt?: number;
  /** After every change and before its answer: what is written down here survives a killed run. */
  readonly onChange?: (aws: Aws) => void;
}

export interface RunningProvider {
  /** On 127.0.0.1. */
  readonly port: number;
  /** Creates, updates and deletes so far, the failed ones too. */
  operations(): number;
  log(): readonly Operation[];
  stop(): Promise<void>;
}

/**
 * The `aws` provider as a gRPC server. One server serves all provider instances of a run, each of which has its own
 * connection: the settings given on a connection hold for what comes over it.
 */
export function startProvider(aws: Aws, options: ProviderOptions = {}): Promise<RunningProvider> {
  const log: Operation[] = [];
  // Templates and the list of a thousand stack instances are longer than gRPC's limit of 4 MB.
  const server = new grpc.Server({ "grpc.max_receive_message_length": -1, "grpc.max_send_message_length": -1 });
  server.addService(ResourceProviderService, handlersFor(aws, options, log));
  return new Promise((resolve, reject) => {
    server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, port) => {
      if (error !== null) return reject(error);
      return resolve({
        port,
        operations: () => log.length,
        log: () => log,
        stop: () => {
          // Engines keep their connections open: waiting for them would wait for ever.
          server.forceShutdown();
          return Promise.resolve();
        },
      });
    });
  });
}
