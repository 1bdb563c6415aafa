import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { incidentEventsSchemaText } from "../../functions/triage/incident-events";
import { emergencyRequirements } from "../../rulebook/emergency-requirements";
import type { Requirement, RequirementId } from "../../rulebook/requirement";
import { requirements as otherRequirements, requirementSources } from "../../rulebook/requirements";
import { catalogue } from "../../policypack/catalogue";
import { assumptions, claims } from "../../proofs";
import { projectDirectory } from "../project";
import { proofsPageFor } from "./proofs-page";
import { requirementsPageFor } from "./requirements-page";
import { rulesPageFor } from "./rules-page";

/** A page that is written by the program from rows, never by hand. */
export interface Page {
  /** From the project's directory. */
  readonly path: string;
  readonly text: string;
}

/** Every requirement, in the order of the page. */
export const requirements: Readonly<Record<RequirementId, Requirement>> = {
  ...emergencyRequirements,
  ...otherRequirements,
};

export function generatedPages(): readonly Page[] {
  return [
    { path: "docs/requirements.md", text: requirementsPageFor(requirementSources, requirements) },
    { path: "docs/rules.md", text: rulesPageFor(catalogue) },
    { path: proofsPage, text: proofsPageFor(written(proofsPage), claims, assumptions) },
    { path: "docs/incident-events.schema.json", text: incidentEventsSchemaText() },
  ];
}

/** Its tables are written by the program, the rest by hand. */
const proofsPage = "docs/proofs.md";

function written(path: string): string {
  return readFileSync(join(projectDirectory(), path), "utf8");
}

/** Pages that are missing or say something else than their rows. */
export function outdated(pages: readonly Page[], directory: string): readonly Page[] {
  return pages.filter(({ path, text }) => {
    const file = join(directory, path);
    return !existsSync(file) || readFileSync(file, "utf8") !== text;
  });
}

export function write(pages: readonly Page[], directory: string): void {
  for (const { path, text } of pages) {
    const file = join(directory, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
}
