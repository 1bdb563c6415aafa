import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { catalogue } from "../../policypack/catalogue";
import { kinds } from "../../policypack/kinds";
import { requirementSources } from "../../rulebook/requirements";
import { judgedAlone, sandboxLaw, seenIn, subjectFor } from "./examples";

describe("catalogue of the policy pack", () => {
  it("has facts that hold", () => assert.deepEqual(sandboxLaw.issues, []));

  it("holds the rules that docs/rules.md describes, and no other", () => {
    const page = readFileSync(join(__dirname, "../../docs/rules.md"), "utf8");
    const described = [...page.matchAll(/^### (.+)$/gm)].map(([, id]) => id);
    assert.deepEqual(new Set(catalogue.map(({ id }) => id)), new Set(described));
    assert.deepEqual(
      [described.length, catalogue.length],
      [new Set(described).size, described.length],
      "two rules have one id",
    );
  });

  it("has about sixty rules or more, in every family", () => {
    assert.ok(catalogue.length >= 60);
    const families = ["break-glass", "guardrails", "logging", "alerting", "credentials", "third-parties"];
    for (const family of [...families, "least-privilege", "platform"]) {
      assert.ok(catalogue.filter((rule) => rule.family === family).length >= 5, family);
    }
  });

  it("gives every row a sentence of each kind, a source, and requirements that exist", () => {
    const letters = requirementSources.map(({ letter }) => letter).join("");
    for (const { id, title, stops, fix, source, requirements, frameworks } of catalogue) {
      assert.match(id, /^[a-z0-9]+(-[a-z0-9]+)+$/);
      for (const sentence of [title, stops, fix]) assert.match(sentence, /^[A-Z].*[^.\s]$/, id);
      assert.match(source, /^https:\/\/(docs\.aws\.amazon\.com|www\.pulumi\.com)\//, id);
      for (const requirement of requirements) assert.match(requirement, new RegExp(`^[${letters}]\\d+$`), id);
      assert.match(frameworks.wellArchitected, /^SEC\d\d-BP\d\d$/, id);
    }
  });

  it("knows every kind under one token at least, and no token twice", () => {
    const tokens = Object.values(kinds).flatMap(({ classic, native }) => [
      ...classic,
      ...(native === undefined ? [] : [native]),
    ]);
    assert.equal(new Set(tokens).size, tokens.length);
    for (const [kind, { classic, native }] of Object.entries(kinds)) {
      assert.ok(classic.length > 0 || native !== undefined, kind);
    }
    for (const token of tokens) assert.match(token, /^(aws:\w+\/\w+:\w+|aws-native:\w+:\w+)$/);
  });

  it("has remedies that put the bad example right, and are off unless asked for", () => {
    let count = 0;
    for (const rule of catalogue) {
      if (rule.scope !== "resource" || rule.remedyFor === undefined) continue;
      const { bad, remedyFor } = rule;
      const mended = judgedAlone(rule, "bad", () => ({
        ...bad,
        properties: { ...bad.properties, ...remedyFor(subjectFor(bad)) },
      }));
      assert.deepEqual(mended.map(seenIn), [], rule.id);
      count += 1;
    }
    assert.ok(count >= 10, `${count} remedies`);
  });

  for (const rule of catalogue) {
    it(`${rule.id} passes its good example and refuses its bad one`, () => {
      assert.deepEqual(judgedAlone(rule, "good").map(seenIn), []);
      const found = judgedAlone(rule, "bad");
      assert.ok(
        found.some(({ verdict }) => verdict === "violated"),
        `nothing found: ${JSON.stringify(found.map(seenIn))}`,
      );
    });
  }
});
