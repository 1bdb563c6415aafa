// Is what lies in node_modules what package-lock.json asks for? Node built-ins only: this runs before anything is installed.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

/**
 * Why the packages in `directory` must be installed again, or undefined when all are there.
 * npm keeps a lock file of what it installed: https://docs.npmjs.com/cli/configuring-npm/package-lock-json#hidden-lockfiles
 * A development package counts like any other: the command line and the tests need them.
 */
export function reasonToInstall(directory) {
  const installedLock = join(directory, "node_modules", ".package-lock.json");
  if (!existsSync(installedLock)) return "node_modules is not there yet";
  const wanted = packagesOf(join(directory, "package-lock.json"));
  const installed = packagesOf(installedLock);
  for (const [path, { version, integrity, optional, link }] of Object.entries(wanted)) {
    // "" is the project itself. An optional package may be missing: it is for another processor or system.
    if (path === "" || link === true) continue;
    const found = installed[path];
    if (found === undefined || !existsSync(join(directory, path, "package.json"))) {
      if (optional === true) continue;
      return `${path} ${version} is missing`;
    }
    if (found.version !== version || (integrity !== undefined && found.integrity !== integrity)) {
      return `${path} is ${found.version}, package-lock.json asks for ${version}`;
    }
  }
  return undefined;
}

function packagesOf(lockFile) {
  try {
    return JSON.parse(readFileSync(lockFile, "utf8")).packages ?? {};
  } catch {
    return {};
  }
}
