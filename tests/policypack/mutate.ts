import { join } from "node:path";
import Mocha from "mocha";
import { catalogue } from "../../policypack/catalogue";
import { violated, type Finding, type ResourceRule, type Rule, type StackRule } from "../../policypack/rule";

/**
 * `npm run mutate`: takes each rule in turn out of the catalogue, silences it, and turns it round, and runs the tests
 * that need no host. A mutant that leaves every test green survives, and a rule with one is not tested.
 */
const mutants: Readonly<Record<string, (rule: Rule) => Rule | undefined>> = {
  removed: () => undefined,
  silenced: (rule) => ({ ...rule, findingsFor: () => [] }),
  inverted,
};

/** Only the fast tests: the others start processes, and see no more of a rule than these. */
const files = ["catalogue.test.ts", "forms.test.ts", "tokens.test.ts"].map((file) => join(__dirname, file));

function inverted(rule: Rule): Rule {
  const turned = (found: readonly Finding[]): readonly Finding[] =>
    found.some(({ verdict }) => verdict === "violated") ? [] : [violated("", "inverted")];
  if (rule.scope === "stack") {
    const turnedRule: StackRule = { ...rule, findingsFor: (...given) => turned(rule.findingsFor(...given)) };
    return turnedRule;
  }
  const turnedRule: ResourceRule = { ...rule, findingsFor: (seen, law) => turned(rule.findingsFor(seen, law)) };
  return turnedRule;
}

async function main(): Promise<void> {
  const isJson = process.argv.includes("--json");
  const rules = catalogue as Rule[];
  const original = [...rules];
  if ((await failures()) > 0) throw new Error("The tests are red without a mutant: run npm test first.");
  const survived: string[] = [];
  let killed = 0;
  for (const [index, rule] of original.entries()) {
    for (const [name, mutate] of Object.entries(mutants)) {
      const mutant = mutate(rule);
      rules.splice(
        0,
        rules.length,
        ...original.flatMap((one, at) => (at !== index ? [one] : mutant === undefined ? [] : [mutant])),
      );
      if ((await failures()) > 0) killed += 1;
      else survived.push(`${rule.id}: ${name}`);
    }
  }
  rules.splice(0, rules.length, ...original);
  process.stdout.write(
    isJson
      ? `${JSON.stringify({ rules: original.length, killed, survived })}\n`
      : `${original.length} rules, ${killed} mutants killed, ${survived.length} survived.\n${survived.map((one) => `- ${one}\n`).join("")}`,
  );
  process.exitCode = survived.length === 0 ? 0 : 1;
}

/** Failing tests of one run, up to the first. */
async function failures(): Promise<number> {
  for (const file of files) delete require.cache[file];
  const mocha = new Mocha({ reporter: Silent, bail: true, timeout: 60_000 });
  for (const file of files) mocha.addFile(file);
  await mocha.loadFilesAsync();
  const failed = await new Promise<number>((resolve) => mocha.run(resolve));
  mocha.dispose();
  return failed;
}

/** The count is all that is asked for. */
class Silent extends Mocha.reporters.Base {
  override epilogue(): void {}
}

// Mocha takes unhandled rejections for its own.
main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 2;
});
