/** What the process of a function is asked, and what it answers. */
export interface HostRequest {
  readonly id: number;
  readonly file: string;
  readonly handler: string;
  readonly payload: unknown;
  /** Milliseconds since 1970: the time it is in the sandbox. */
  readonly clock: number;
  /** In seconds. */
  readonly timeout: number;
}

export interface HostAnswer {
  readonly id: number;
  readonly error?: string;
  /** What the function wrote. */
  readonly lines: readonly string[];
}

/**
 * The program of that process: it is text because it runs alone, in a process that has nothing of ours. The sandbox's
 * clock is the function's, and what it writes is collected, so that it arrives with the answer and not after it.
 */
export const hostProgram = `
const { pathToFileURL } = require("node:url");
const RealDate = Date;
let offset = 0;
globalThis.Date = class Date extends RealDate {
  constructor(...given) {
    if (given.length === 0) super(RealDate.now() + offset);
    else super(...given);
  }
  static now() {
    return RealDate.now() + offset;
  }
};
let written = "";
const collect = (chunk, encoding, done) => {
  written += chunk.toString();
  const after = typeof encoding === "function" ? encoding : done;
  if (after) after();
  return true;
};
process.stdout.write = collect;
process.stderr.write = collect;
process.on("message", async ({ id, file, handler, payload, clock, timeout }) => {
  written = "";
  offset = clock - RealDate.now();
  const end = RealDate.now() + timeout * 1000;
  let error;
  let timer;
  try {
    const module = await import(pathToFileURL(file).href);
    const call = module[handler] ?? module.default?.[handler];
    if (typeof call !== "function") throw new Error(file + " exports no " + handler);
    const context = {
      awsRequestId: "sandbox-" + id,
      functionName: process.env.AWS_LAMBDA_FUNCTION_NAME,
      functionVersion: "$LATEST",
      invokedFunctionArn: "",
      memoryLimitInMB: process.env.AWS_LAMBDA_FUNCTION_MEMORY_SIZE,
      callbackWaitsForEmptyEventLoop: false,
      getRemainingTimeInMillis: () => Math.max(0, end - RealDate.now()),
    };
    const late = new Promise((_, reject) => {
      timer = setTimeout(() => reject(new Error("Task timed out after " + timeout + " seconds")), timeout * 1000);
    });
    await Promise.race([call(payload, context), late]);
  } catch (thrown) {
    error = thrown instanceof Error ? thrown.name + ": " + thrown.message : String(thrown);
  }
  clearTimeout(timer);
  process.send({ id, ...(error === undefined ? {} : { error }), lines: written.split("\\n").filter(Boolean) });
});
process.on("disconnect", () => process.exit());
`;
