import type { EventTarget } from "../messaging-model";
import type { BusEvent } from "./bus-event";

/**
 * What a target gets: the event, a part of it, a text made from it, or always the same.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-transform-target-input.html
 */
export function inputFor({ input, inputPath, inputTransformer }: EventTarget, event: BusEvent): unknown {
  if (input !== undefined) return parsedOr(input);
  if (inputPath !== undefined) return valueAt(event, inputPath);
  if (inputTransformer === undefined) return event;
  const { inputPaths, inputTemplate } = inputTransformer;
  const text = inputTemplate.replace(/("?)<([A-Za-z0-9._-]+)>\1/g, (whole, quote: string, name: string) => {
    const path = inputPaths[name];
    const value = path === undefined ? undefined : valueAt(event, path);
    if (path === undefined) return whole;
    return quote === "" && typeof value !== "string" ? (JSON.stringify(value) ?? "") : JSON.stringify(value ?? "");
  });
  return parsedOr(text);
}

/** A template may be JSON or a sentence. */
function parsedOr(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function valueAt(event: BusEvent, path: string): unknown {
  let value: unknown = event;
  for (const [, name, index] of path.slice(1).matchAll(/\.([^.[]+)|\[(\d+)\]/g)) {
    if (typeof value !== "object" || value === null) return undefined;
    value = (value as Readonly<Record<string, unknown>>)[name ?? index ?? ""];
  }
  return value;
}
