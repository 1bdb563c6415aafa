import { readdirSync, readFileSync } from "node:fs";
import { join, posix, relative, sep } from "node:path";
import * as ts from "typescript";

/** A source file, by its path from the project's root, with forward slashes. */
export interface Source {
  readonly path: string;
  readonly text: string;
}

export interface Import {
  /** Path of a source of ours ("rulebook/types.ts"), or the name of a package ("@pulumi/aws", "node:fs"). */
  readonly target: string;
  readonly ours: boolean;
  /** Gone when compiled: `import type`, or every name of it a type. */
  readonly typeOnly: boolean;
  readonly line: number;
}

export interface ParsedSource extends Source {
  readonly tree: ts.SourceFile;
  readonly imports: readonly Import[];
}

const notSources = new Set(["node_modules", "dist", "fixtures"]);

/** Every TypeScript and JavaScript source below the directory, the tests' fixtures and what is built left out. */
export function sourcesBelow(directory: string): readonly Source[] {
  const found: Source[] = [];
  const walk = (folder: string): void => {
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      if (entry.name.startsWith(".") || notSources.has(entry.name)) continue;
      const path = join(folder, entry.name);
      if (entry.isDirectory()) walk(path);
      else if (/\.[cm]?[jt]s$/.test(entry.name)) {
        found.push({ path: relative(directory, path).split(sep).join("/"), text: readFileSync(path, "utf8") });
      }
    }
  };
  walk(directory);
  return found;
}

export function parsedSources(sources: readonly Source[]): readonly ParsedSource[] {
  const paths = new Set(sources.map(({ path }) => path));
  return sources.map((source) => {
    const kind = source.path.endsWith("ts") ? ts.ScriptKind.TS : ts.ScriptKind.JS;
    const tree = ts.createSourceFile(source.path, source.text, ts.ScriptTarget.ES2022, true, kind);
    return { ...source, tree, imports: importsOf(tree, paths) };
  });
}

/** Every node of a tree, parents first. */
export function* nodesOf(node: ts.Node): Generator<ts.Node> {
  yield node;
  for (const child of node.getChildren()) yield* nodesOf(child);
}

export function lineOf(node: ts.Node): number {
  const tree = node.getSourceFile();
  return tree.getLineAndCharacterOfPosition(node.getStart(tree)).line + 1;
}

function importsOf(tree: ts.SourceFile, paths: ReadonlySet<string>): readonly Import[] {
  const imports: Import[] = [];
  for (const node of nodesOf(tree)) {
    const found = importOf(node);
    if (found === undefined) continue;
    imports.push({ ...targetOf(found.specifier, tree.fileName, paths), typeOnly: found.typeOnly, line: lineOf(node) });
  }
  return imports;
}

/** All the ways to name another module: import, export from, import x = require(), import(), require(), import types. */
function importOf(node: ts.Node): { specifier: string; typeOnly: boolean } | undefined {
  if (ts.isImportDeclaration(node) && ts.isStringLiteral(node.moduleSpecifier)) {
    return { specifier: node.moduleSpecifier.text, typeOnly: isTypeOnly(node.importClause) };
  }
  if (ts.isExportDeclaration(node) && node.moduleSpecifier !== undefined && ts.isStringLiteral(node.moduleSpecifier)) {
    const { exportClause } = node;
    const named = exportClause !== undefined && ts.isNamedExports(exportClause) ? exportClause.elements : [];
    const typeOnly = node.isTypeOnly || (named.length > 0 && named.every((element) => element.isTypeOnly));
    return { specifier: node.moduleSpecifier.text, typeOnly };
  }
  if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument) && ts.isStringLiteral(node.argument.literal)) {
    return { specifier: node.argument.literal.text, typeOnly: true };
  }
  if (ts.isExternalModuleReference(node) && ts.isStringLiteral(node.expression)) {
    return { specifier: node.expression.text, typeOnly: false };
  }
  if (ts.isCallExpression(node)) {
    const [argument] = node.arguments;
    const loads = node.expression.kind === ts.SyntaxKind.ImportKeyword || node.expression.getText() === "require";
    if (loads && argument !== undefined && ts.isStringLiteralLike(argument)) {
      return { specifier: argument.text, typeOnly: false };
    }
  }
  return undefined;
}

function isTypeOnly(clause: ts.ImportClause | undefined): boolean {
  if (clause === undefined) return false; // import "x" runs x
  if (clause.isTypeOnly) return true;
  const { name, namedBindings } = clause;
  if (name !== undefined || namedBindings === undefined || !ts.isNamedImports(namedBindings)) return false;
  return namedBindings.elements.length > 0 && namedBindings.elements.every((element) => element.isTypeOnly);
}

function targetOf(
  specifier: string,
  from: string,
  paths: ReadonlySet<string>,
): { readonly target: string; readonly ours: boolean } {
  if (!specifier.startsWith(".")) return { target: packageOf(specifier), ours: false };
  const base = posix.normalize(posix.join(posix.dirname(from), specifier)).replace(/\/$/, "");
  const candidates = [
    base,
    `${base}.ts`,
    base.replace(/\.js$/, ".ts"),
    `${base}/index.ts`,
    base === "." ? "index.ts" : "",
  ];
  return { target: candidates.find((candidate) => paths.has(candidate)) ?? base, ours: true };
}

function packageOf(specifier: string): string {
  if (specifier.startsWith("node:")) return specifier;
  return specifier
    .split("/")
    .slice(0, specifier.startsWith("@") ? 2 : 1)
    .join("/");
}
