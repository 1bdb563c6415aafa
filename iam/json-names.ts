/**
 * The paths of names that an object repeats. A JSON parser keeps the last of them without a word, whereas "individual
 * elements must not contain multiple instances of the same key".
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html#policies-grammar-notes
 *
 * The text is known to be valid JSON, so only its structure needs to be followed: strings, brackets and commas.
 */
export function repeatedNames(json: string): readonly string[] {
  const repeated: string[] = [];
  const open: Container[] = [];
  for (const token of json.match(TOKENS) ?? []) {
    const inner = open.at(-1);
    if (token === "{") open.push({ path: pathOfNext(inner), names: new Set(), awaitsName: true });
    else if (token === "[") open.push({ path: pathOfNext(inner), index: 0 });
    else if (token === "}" || token === "]") open.pop();
    else if (token === ",") advance(inner);
    else if (inner !== undefined && "names" in inner && inner.awaitsName) {
      const name = String(JSON.parse(token));
      inner.awaitsName = false;
      inner.name = name;
      if (inner.names.has(name)) repeated.push(pathOfNext(inner));
      inner.names.add(name);
    }
  }
  return repeated;
}

/** Strings whole, so that a bracket or comma inside them is none; numbers and literals do not matter. */
const TOKENS = /"(?:[^"\\]|\\.)*"|[{}[\],]/g;

interface OpenObject {
  readonly path: string;
  readonly names: Set<string>;
  name?: string;
  awaitsName: boolean;
}

interface OpenList {
  readonly path: string;
  index: number;
}

type Container = OpenObject | OpenList;

function advance(container: Container | undefined): void {
  if (container === undefined) return;
  if ("names" in container) container.awaitsName = true;
  else container.index++;
}

function pathOfNext(container: Container | undefined): string {
  if (container === undefined) return "";
  if (!("names" in container)) return `${container.path}[${container.index}]`;
  return [container.path, container.name ?? ""].filter((part) => part !== "").join(".");
}
