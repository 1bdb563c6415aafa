import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { UserError } from "./user-error";

/** Where this project lies: the command is bundled into dist/ and also runs from its sources. */
export function projectDirectory(from: string = __dirname): string {
  if (existsSync(join(from, "Pulumi.yaml"))) return from;
  const above = dirname(from);
  if (above === from) throw new UserError(`No Pulumi.yaml above ${__dirname}: the command belongs into its project.`);
  return projectDirectory(above);
}

export function projectVersion(): string {
  const { version } = JSON.parse(readFileSync(join(projectDirectory(), "package.json"), "utf8")) as { version: string };
  return version;
}
