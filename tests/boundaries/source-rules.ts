import * as ts from "typescript";
import { folderOf, violation, type Violation } from "./import-rules";
import { lineOf, nodesOf, type ParsedSource } from "./source";

const longestFile = 300;
const pureFolders = ["rulebook", "iam", "events", "proofs"];
const policyFolders = ["rulebook", "tests"];

/** Everything a file can break by itself. */
export function sourceViolations(source: ParsedSource): readonly Violation[] {
  const folder = folderOf(source.path);
  const nodes = [...nodesOf(source.tree)];
  return [
    ...nodes.filter(isStarReExport).map((node) => at(source, node, "star re-export", "name what is exported")),
    ...(policyFolders.includes(folder) ? [] : policyLiterals(source, nodes)),
    ...(pureFolders.includes(folder) ? impurities(source, nodes) : []),
    ...(folder === "policypack" ? constructions(source, nodes) : []),
    ...lengthViolations(source),
  ];
}

function isStarReExport(node: ts.Node): boolean {
  return ts.isExportDeclaration(node) && (node.exportClause === undefined || ts.isNamespaceExport(node.exportClause));
}

/** A written statement, or the name of a protected role: the rulebook's business, and nobody else's. */
function policyLiterals(source: ParsedSource, nodes: readonly ts.Node[]): readonly Violation[] {
  const rule = "policy literal";
  return nodes.flatMap((node) => {
    if (ts.isObjectLiteralExpression(node)) {
      const key = node.properties.map(nameOf).find((name) => name === "Effect" || name === "Sid");
      if (key !== undefined) return [at(source, node, rule, `a statement (${key}) is written in rulebook/ only`)];
    }
    if (!isText(node)) return [];
    if (/"(Effect|Sid)"\s*:/.test(node.text)) return [at(source, node, rule, "a statement as JSON text")];
    if (/\/break-glass(-hub)?\//.test(node.text) || /BreakGlass[A-Z]/.test(node.text)) {
      return [at(source, node, rule, `${JSON.stringify(node.text)}: protected names come from the rulebook`)];
    }
    return [];
  });
}

function nameOf(property: ts.ObjectLiteralElementLike): string | undefined {
  const { name } = property;
  return name !== undefined && (ts.isIdentifier(name) || ts.isStringLiteral(name)) ? name.text : undefined;
}

function isText(node: ts.Node): node is ts.LiteralLikeNode {
  return (
    ts.isStringLiteralLike(node) || ts.isTemplateHead(node) || ts.isTemplateMiddle(node) || ts.isTemplateTail(node)
  );
}

/** No environment, clock, chance, network or file: the same input gives the same answer. */
function impurities(source: ParsedSource, nodes: readonly ts.Node[]): readonly Violation[] {
  const forbidden = ["process", "globalThis", "require", "fetch", "setTimeout", "performance", "console", "crypto"];
  return nodes.flatMap((node) => {
    const impure =
      (ts.isIdentifier(node) && forbidden.includes(node.text) && isReference(node)) ||
      (ts.isPropertyAccessExpression(node) && ["Date.now", "Math.random"].includes(node.getText())) ||
      (ts.isNewExpression(node) && node.expression.getText() === "Date" && (node.arguments?.length ?? 0) === 0);
    return impure ? [at(source, node, "pure", `${node.getText()}: ${folderOf(source.path)}/ are pure functions`)] : [];
  });
}

/** A name that is looked up, not one that is declared or a property's. */
function isReference(node: ts.Identifier): boolean {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent)) return parent.expression === node;
  if (ts.isPropertyAssignment(parent) || ts.isVariableDeclaration(parent)) return parent.initializer === node;
  return ts.isExpression(parent) || ts.isStatement(parent);
}

/** The pack may import @pulumi/aws to narrow by type; only components make resources. */
function constructions(source: ParsedSource, nodes: readonly ts.Node[]): readonly Violation[] {
  const names = new Set(
    source.tree.statements.flatMap((statement) =>
      ts.isImportDeclaration(statement) && statement.moduleSpecifier.getText().includes("@pulumi/aws")
        ? [...nodesOf(statement)].filter(ts.isIdentifier).map(({ text }) => text)
        : [],
    ),
  );
  return nodes.flatMap((node) => {
    if (!ts.isNewExpression(node)) return [];
    const root = node.expression.getText().split(".")[0] ?? "";
    return names.has(root) ? [at(source, node, "resources", "only components/ construct AWS resources")] : [];
  });
}

/** `max-lines -- reason` is also what makes the linter accept the file. */
function lengthViolations({ path, text }: ParsedSource): readonly Violation[] {
  const lines = text.replace(/\n$/, "").split("\n").length;
  if (lines <= longestFile || /max-lines -- \S+ \S+ \S+/.test(text)) return [];
  return [violation("length", path, longestFile + 1, `${lines} lines; split it, or state the reason in it`)];
}

function at(source: ParsedSource, node: ts.Node, rule: string, message: string): Violation {
  return violation(rule, source.path, lineOf(node), message);
}
