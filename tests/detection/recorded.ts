import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { DeliveredEvent } from "./organization";

export interface Recorded {
  readonly file: string;
  readonly use: string;
  readonly event: DeliveredEvent;
}

const directory = join(__dirname, "../fixtures/cloudtrail");

/** Every recorded event of `tests/fixtures/cloudtrail`. */
export const recorded: readonly Recorded[] = (
  JSON.parse(readFileSync(join(directory, "index.json"), "utf8")) as readonly Omit<Recorded, "event">[]
).map(({ file, use }) => ({ file, use, event: recordedEvent(file) }));

export function recordedEvent(file: string): DeliveredEvent {
  return JSON.parse(readFileSync(join(directory, file), "utf8")) as DeliveredEvent;
}
