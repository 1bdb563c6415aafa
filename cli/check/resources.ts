import { recordedFromPreview, recordedFromState, type Read, type Recorded } from "../../proofs";
import { UserError } from "../user-error";

/** The resources of a state (`pulumi stack export`) or of a preview (`pulumi preview --json`). */
export function recordedIn(file: string, text: string): readonly Recorded[] {
  const json = jsonIn(file, text);
  const isPreview = !("deployment" in json) && !("resources" in json) && "steps" in json;
  if (isPreview) return standing(file, recordedFromPreview(undefined, json));
  if (!("deployment" in json) && !("resources" in json) && !("checkpoint" in json)) {
    throw new UserError(
      `${file}: expected the output of \`pulumi stack export\` or of \`pulumi preview --json\`, found neither resources nor steps.`,
    );
  }
  return standing(file, recordedFromState(json));
}

/** What a preview makes of a state: what it changes as it will be, what it deletes no more. */
export function previewedIn(
  state: { readonly file: string; readonly text: string },
  preview: { readonly file: string; readonly text: string },
): readonly Recorded[] {
  const before = jsonIn(state.file, state.text);
  standing(state.file, recordedFromState(before));
  return standing(preview.file, recordedFromPreview(before, jsonIn(preview.file, preview.text)));
}

/** What stands at the end, or an error with every issue. */
function standing(file: string, read: Read<readonly Recorded[]>): readonly Recorded[] {
  if (!read.ok) {
    throw new UserError([`${file}:`, ...read.issues.map(({ path, message }) => `- ${path}: ${message}`)].join("\n"));
  }
  return read.value.filter((one) => one.isGone !== true);
}

function jsonIn(file: string, text: string): object {
  try {
    const json = JSON.parse(text) as unknown;
    if (typeof json === "object" && json !== null) return json;
  } catch (error) {
    throw new UserError(`${file}: ${(error as Error).message}`);
  }
  throw new UserError(`${file}: expected an object of JSON.`);
}
