import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";

export const project = join(__dirname, "..", "..");

export function read(path: string): string {
  return readFileSync(join(project, path), "utf8");
}

/** Targets of the page's links into this project, from the project's directory. */
export function linkedPaths(page: string, text: string): readonly string[] {
  return [...text.matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, target]) => String(target))
    .filter((target) => !/^(https?:|mailto:|#)/.test(target))
    .map((target) => join(dirname(page), target.replace(/#.*$/, "")));
}

/** Code in the text, or in a block for a shell or without a language, one line each. */
export function codeLines(text: string): readonly string[] {
  const fence = /^ *```(\w*)\n([^]*?)^ *```$/gm;
  const blocks = [...text.matchAll(fence)].filter(([, language]) => language === "" || language === "sh");
  const spans = text.replace(fence, "").matchAll(/`([^`\n]+)`/g);
  return [...blocks.flatMap(([, , block]) => String(block).split("\n")), ...[...spans].map(([, code]) => String(code))]
    .map((line) => line.trim())
    .filter((line) => line !== "");
}

/** Code that names a file or folder of this project: `facts/rules.ts`, `setup/`. */
export function namedPaths(text: string): readonly string[] {
  return codeLines(text).filter(
    (code) =>
      /^[\w.-]+(\/[\w.-]+)*\/?$/.test(code) &&
      (/\.(ts|mjs|yaml|yml|json|md)$/.test(code) || /^[a-z]+\/$/.test(code) || existsSync(join(project, code))),
  );
}

/** Cells of the first table whose heading begins with this cell, code marks taken off; without the heading. */
export function tableRows(text: string, firstHeading: string): readonly (readonly string[])[] {
  const lines = text.split("\n").map((line) => line.trim());
  const start = lines.findIndex((line) => line.startsWith("|") && cellsOf(line)[0] === firstHeading);
  if (start === -1) throw new Error(`no table that begins with ${firstHeading}`);
  const end = lines.findIndex((line, index) => index > start && !line.startsWith("|"));
  return lines.slice(start + 2, end === -1 ? undefined : end).map(cellsOf);
}

function cellsOf(line: string): readonly string[] {
  return line
    .split("|")
    .slice(1, -1)
    .map((cell) => cell.trim().replace(/^`(.*)`$/, "$1"));
}
