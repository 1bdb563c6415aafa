import assert from "node:assert/strict";
import { catalogue } from "../../policypack/catalogue";
import { undecidedText, type Example, type Rule } from "../../policypack/rule";
import { factsText, resourceFrom } from "./examples";
import { isFullScale } from "../scale";
import { startPolicyHost, type PolicyHost, type ReportedViolation } from "./policy-host";
import { secret, unknownText, type Sent } from "../../bench/policy-protocol";

type Change = (value: unknown) => unknown;
const plain: Change = (value) => value;

/** A resource with every top-level property changed. */
function sentFrom(example: Example, change: Change, index = 0): Sent {
  const resource = resourceFrom(example, `it-${index}`);
  const properties = Object.fromEntries(
    Object.entries(resource.properties).map(([name, value]) => [name, change(value)]),
  );
  return { ...resource, properties };
}

function examplesOf(rule: Rule, which: "good" | "bad"): readonly Example[] {
  return rule.scope === "stack" ? rule[which] : [rule[which]];
}

/** What the one rule reports, of all that the pack does. */
async function reported(host: PolicyHost, rule: Rule, sent: readonly Sent[]): Promise<readonly ReportedViolation[]> {
  const all =
    rule.scope === "stack"
      ? await host.analyzeStack(sent)
      : (await Promise.all(sent.map((one) => host.analyze(one)))).flat();
  return all.filter(({ policy }) => policy === rule.id);
}

/** No name, ARN, id or action has this shape: it is never shown, wherever it stands. */
const strange = "canary 7f3a \u00e9\u2603 value";
/** A name may look like this, and so may a secret: it is shown where names stand and nowhere else. */
const nameLike = "canary7f3aValue";
/** Where names, ARNs, account ids, actions and Sids stand. */
const speaking =
  /^(name|namePrefix|path|bucket|arn|rule|role|users?|roles|function|queueUrl|eventBusName|stackSetName|Sid|(Not)?(Action|Resource|Principal)|AWS|Service|Federated)$/;

/** Each text of an example in turn replaced by a canary, documents inside too. */
function canaries(value: unknown, path: string, put: (value: unknown) => unknown): readonly unknown[] {
  if (typeof value === "string") {
    const inside = documentIn(value);
    const whole = [put(strange), ...(speaking.test(path) ? [] : [put(nameLike)])];
    return inside === undefined
      ? whole
      : [...whole, ...canaries(inside, "", (changed) => put(JSON.stringify(changed)))];
  }
  if (Array.isArray(value)) {
    return value.flatMap((item, index) => canaries(item, path, (changed) => put(value.with(index, changed))));
  }
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, item]) =>
    canaries(item, name, (changed) => put({ ...value, [name]: changed })),
  );
}

function documentIn(text: string): unknown {
  if (!text.startsWith("{")) return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

for (const artefact of ["directory", "executable"] as const) {
  describe(`policy pack as ${artefact}, over gRPC`, () => {
    let host: PolicyHost;
    before(async () => {
      host = await startPolicyHost({ artefact, facts: factsText });
    });
    after(() => host.stop());
    // The executable holds the facts that it was built with, here none.
    const rules = artefact === "directory" ? catalogue : catalogue.filter(({ needsFacts }) => needsFacts !== true);

    it("serves every rule of the catalogue", () => {
      assert.deepEqual(
        host.policies.map(({ name }) => name),
        catalogue.map(({ id }) => id),
      );
    });

    for (const rule of rules) {
      it(`${rule.id}: plain, secret, unknown`, async () => {
        const [good, bad] = [examplesOf(rule, "good"), examplesOf(rule, "bad")];
        for (const [how, change] of [
          ["plain", plain],
          ["secret", secret],
        ] as const) {
          const passed = await reported(
            host,
            rule,
            good.map((one, index) => sentFrom(one, change, index)),
          );
          assert.deepEqual(
            passed.map(({ message }) => message),
            [],
            `good, ${how}`,
          );
          const refused = await reported(
            host,
            rule,
            bad.map((one, index) => sentFrom(one, change, index)),
          );
          assert.ok(
            refused.some(({ level }) => level === "mandatory"),
            `bad, ${how}: nothing mandatory reported`,
          );
          for (const { message } of refused)
            assert.ok(message.startsWith(`${rule.id}: `) && message.includes(rule.fix), message);
        }
        const open = await reported(
          host,
          rule,
          bad.map((one, index) => sentFrom(one, () => unknownText, index)),
        );
        if (speaksOfValues(rule)) {
          assert.ok(
            open.some(({ message, level }) => level === "mandatory" || message.includes(undecidedText)),
            "bad, unknown: silence",
          );
        }
      });
    }

    const inBoth = isFullScale || artefact === "executable" ? it : it.skip;
    inBoth("no message holds a text that is no name, ARN, account id, action, Sid or condition key", async () => {
      const proof = "prove-the-landing-zone";
      for (const rule of rules) {
        // It would look at the examples of every rule about the landing zone's stack.
        await host.configure(rule.id === proof ? {} : { [proof]: "disabled" });
        for (const which of ["good", "bad"] as const) {
          const examples = examplesOf(rule, which).map((example, index) => resourceFrom(example, `it-${index}`));
          for (const [index, example] of examples.entries()) {
            for (const properties of canaries(example.properties, "", (changed) => changed)) {
              const changed = { ...example, properties: properties as typeof example.properties };
              const found =
                rule.scope === "stack"
                  ? await host.analyzeStack(examples.with(index, changed))
                  : await host.analyze(changed);
              for (const { message } of found) assert.ok(!message.includes("canary"), message);
            }
          }
        }
      }
    });
  });
}

/** Whether anything of the bad example's own properties decides; else its type, its provider or its options do. */
function speaksOfValues(rule: Rule): boolean {
  const byWhatItIs = ["keep-the-emergency-account-empty", "keep-protected-resources-protected"];
  return !byWhatItIs.includes(rule.id);
}
