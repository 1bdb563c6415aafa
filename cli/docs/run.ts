import { projectDirectory } from "../project";
import { exitCodes, type ExitCode } from "../user-error";
import { generatedPages, outdated, write } from "./pages";

export interface DocsOptions {
  readonly check: boolean;
  readonly json: boolean;
}

/** Writes the generated pages, or only says which are not what their rows say. */
export function runDocs({ check, json }: DocsOptions): ExitCode {
  const directory = projectDirectory();
  const changed = outdated(generatedPages(), directory);
  if (!check) write(changed, directory);
  const paths = changed.map(({ path }) => path);
  process.stdout.write(json ? `${JSON.stringify({ check, changed: paths })}\n` : textOf(paths, check));
  return check && paths.length > 0 ? exitCodes.doesNotHold : exitCodes.holds;
}

function textOf(paths: readonly string[], check: boolean): string {
  if (paths.length === 0) return "The generated pages are current.\n";
  const lines = paths.map((path) => (check ? `${path} is not what its rows say` : `${path} written`));
  return `${lines.join("\n")}\n${check ? "Run `npm run docs` and commit the result.\n" : ""}`;
}
