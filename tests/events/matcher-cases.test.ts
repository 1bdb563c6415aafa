import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { compilePattern, matches } from "../../events";

interface Row {
  readonly name: string;
  readonly pattern?: unknown;
  readonly patternText?: string;
  readonly event: unknown;
  readonly eventText?: string;
  readonly matches?: boolean;
  readonly invalid?: boolean;
}

for (const file of ["cases.json", "more.json"]) {
  const text = readFileSync(join(__dirname, "..", "fixtures", "eventbridge", file), "utf8");
  const rows = JSON.parse(text) as readonly Row[];

  describe(`The verdicts of AWS's matcher in ${file}`, () => {
    rows.forEach((row, index) => {
      it(`${index + 1}. ${row.name}: ${row.invalid === true ? "refused" : String(row.matches)}`, () => {
        const compiled = compilePattern(row.patternText ?? row.pattern);
        assert.equal(compiled.ok, row.invalid !== true, compiled.ok ? "" : JSON.stringify(compiled.issues));
        if (compiled.ok) assert.equal(matches(compiled.pattern, row.eventText ?? row.event), row.matches);
      });
    });

    it("are all read", () => assert.equal(rows.length, file === "cases.json" ? 44 : 158));
  });
}
