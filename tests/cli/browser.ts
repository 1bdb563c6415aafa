import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Readable, Writable } from "node:stream";
import { pathToFileURL } from "node:url";

/** Debian's and the usual names of Chromium; undefined where there is none. */
export const chromium = ["chromium", "chromium-browser", "google-chrome"].find(
  (command) => spawnSync(command, ["--version"]).status === 0,
);

export interface Page {
  /** The value of an expression in the page. */
  evaluate<T>(expression: string): Promise<T>;
  /** A picture in PNG, of the whole page. */
  screenshot(scheme: "light" | "dark", width?: number): Promise<Buffer>;
  /** What the browser complained of, refused or asked the network for. */
  readonly complaints: readonly string[];
  close(): Promise<void>;
}

type Answer = Readonly<Record<string, unknown>>;

interface Message {
  readonly id?: number;
  readonly method?: string;
  readonly params?: Answer;
  readonly result?: Answer;
  readonly error?: { readonly message: string };
}

/**
 * A file in headless Chromium, spoken to over pipes: no port, no WebSocket, so it needs nothing but Node 20.
 * https://chromedevtools.github.io/devtools-protocol/
 */
export async function openFile(command: string, file: string): Promise<Page> {
  const profile = mkdtempSync(join(tmpdir(), "lifeline-browser-"));
  // The page is our own, and where tests run as root there is no sandbox for it.
  const flags = ["--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--remote-debugging-pipe"];
  const child = spawn(command, [...flags, `--user-data-dir=${profile}`], {
    stdio: ["ignore", "ignore", "ignore", "pipe", "pipe"],
  });
  const complaints: string[] = [];
  const connection = connected(child, ({ method, params = {} }) => {
    if (method === "Runtime.exceptionThrown" || method === "Log.entryAdded") complaints.push(JSON.stringify(params));
    const request = params["request"] as { readonly url: string } | undefined;
    if (method === "Network.requestWillBeSent" && request?.url.startsWith("file:") === false) {
      complaints.push(`asked for ${request.url}`);
    }
  });
  const { targetId } = await connection.send("Target.createTarget", { url: "about:blank" });
  const { sessionId } = await connection.send("Target.attachToTarget", { targetId, flatten: true });
  const send = (method: string, params: object = {}) => connection.send(method, params, String(sessionId));
  for (const domain of ["Page", "Runtime", "Log", "Network"]) await send(`${domain}.enable`);
  const loaded = connection.once("Page.loadEventFired");
  await send("Page.navigate", { url: pathToFileURL(file).href });
  await loaded;
  return {
    complaints,
    async evaluate<T>(expression: string): Promise<T> {
      const { result, exceptionDetails } = await send("Runtime.evaluate", {
        expression,
        returnByValue: true,
        awaitPromise: true,
      });
      if (exceptionDetails !== undefined) throw new Error(JSON.stringify(exceptionDetails));
      return (result as { readonly value: T }).value;
    },
    async screenshot(scheme, width = 1360) {
      await send("Emulation.setEmulatedMedia", { features: [{ name: "prefers-color-scheme", value: scheme }] });
      await send("Emulation.setDeviceMetricsOverride", { width, height: 900, deviceScaleFactor: 1, mobile: false });
      const { data } = await send("Page.captureScreenshot", { format: "png", captureBeyondViewport: true });
      return Buffer.from(String(data), "base64");
    },
    async close() {
      const ended = new Promise((resolve) => child.once("close", resolve));
      await connection.send("Browser.close", {});
      await ended;
      // Its own processes end a moment after it.
      rmSync(profile, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 });
    },
  };
}

/** Messages are JSON with a zero byte behind each. */
function connected(child: ChildProcess, hear: (message: Message) => void) {
  const [writable, readable] = [child.stdio[3] as Writable, child.stdio[4] as Readable];
  const waiting = new Map<number, (message: Message) => void>();
  const awaited = new Map<string, () => void>();
  let [last, rest] = [0, ""];
  readable.setEncoding("utf8");
  readable.on("data", (text: string) => {
    const parts = `${rest}${text}`.split("\0");
    rest = parts.pop() ?? "";
    for (const part of parts) {
      const message = JSON.parse(part) as Message;
      if (message.id !== undefined) waiting.get(message.id)?.(message);
      else hear(message);
      awaited.get(message.method ?? "")?.();
    }
  });
  return {
    once: (method: string) => new Promise<void>((resolve) => awaited.set(method, resolve)),
    send: (method: string, params: object, sessionId?: string) =>
      new Promise<Answer>((resolve, reject) => {
        const id = ++last;
        waiting.set(id, ({ result = {}, error }) =>
          error === undefined ? resolve(result) : reject(new Error(`${method}: ${error.message}`)),
        );
        writable.write(`${JSON.stringify({ id, method, params, sessionId })}\0`);
      }),
  };
}
