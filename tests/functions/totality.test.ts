import assert from "node:assert/strict";
import fc from "fast-check";
import { decide, lookupsFor } from "../../functions/triage/decide";
import type { RegisterView, Row } from "../../functions/triage/types";
import { runs, seed } from "../scale";
import { fixtureRows, recorded, settings } from "./scene";

const now = Date.parse("2026-03-10T09:00:00Z");
const emptyRegister: RegisterView = { reachable: true, rows: new Map() };
const deadRegister: RegisterView = { reachable: false, why: "it is gone" };
const emergencies = fixtureRows
  .filter(({ use }) => use !== "benign")
  .map(({ file }) => recorded(file.replace(/\.json$/, "")));
const everything = fixtureRows.map(({ file }) => recorded(file.replace(/\.json$/, "")));

type Path = readonly string[];

/** Every place in an event. */
function pathsOf(value: unknown, path: Path = []): readonly Path[] {
  if (typeof value !== "object" || value === null) return [path];
  return [path, ...Object.entries(value).flatMap(([name, item]) => pathsOf(item, [...path, name]))];
}

function replaced(value: unknown, [name, ...rest]: Path, by: unknown): unknown {
  if (name === undefined) return by;
  if (Array.isArray(value))
    return value.map((item: unknown, index) => (String(index) === name ? replaced(item, rest, by) : item));
  const fields = value as Readonly<Record<string, unknown>>;
  return { ...fields, [name]: replaced(fields[name], rest, by) };
}

const rubbish = fc.oneof(
  fc.constantFrom<unknown>(
    undefined,
    null,
    "",
    0,
    -1,
    true,
    false,
    [],
    {},
    "__proto__",
    "constructor",
    "\u0000",
    "💥",
    "9".repeat(400),
  ),
  fc.string(),
  fc.jsonValue(),
);

/** Fields by which a record tells that it is about the emergency path: without them nobody could know. */
const telling =
  /^(source|detail-type|account|region|detail)$|^detail\/(eventSource|eventName|readOnly|errorCode|errorMessage|recipientAccountId|userIdentity|requestParameters|responseElements|additionalEventData)(\/|$)/;

/** A recorded event with rubbish in one to three of its places. */
function mutated(events: readonly unknown[], may: (path: Path) => boolean): fc.Arbitrary<unknown> {
  const choices = events.map((event) => {
    const paths = pathsOf(event).filter((path) => path.length > 0 && may(path));
    const changes = fc.array(fc.tuple(fc.constantFrom(...paths), rubbish), { minLength: 1, maxLength: 3 });
    return changes.map((made) => made.reduce<unknown>((so, [path, by]) => tryReplaced(so, path, by), event));
  });
  return fc.oneof(...choices);
}

/** An earlier change may have taken away what a later one is about. */
function tryReplaced(event: unknown, path: Path, by: unknown): unknown {
  try {
    return replaced(event, path, by);
  } catch {
    return event;
  }
}

/** A register full of nonsense at every place that a decision asks for. */
function nonsenseFor(event: unknown, body: unknown): RegisterView {
  const rows = new Map<string, readonly Row[]>();
  const view = { reachable: true, rows } as const;
  for (const lookup of lookupsFor(event, view, now, settings)) {
    const name = "sk" in lookup ? `${lookup.pk}\n${lookup.sk}` : lookup.pk;
    const fields = (typeof body === "object" && body !== null ? body : { body }) as Row["body"];
    rows.set(name, [{ pk: lookup.pk, sk: "sk" in lookup ? lookup.sk : "x#y#z", body: fields, version: 1 }]);
  }
  return view;
}

describe("decide", () => {
  it("never throws, whatever arrives and whatever the register says", () => {
    fc.assert(
      fc.property(
        fc.oneof(
          mutated(everything, () => true),
          fc.jsonValue(),
          fc.anything(),
        ),
        rubbish,
        (event, body) => {
          for (const view of [emptyRegister, deadRegister, nonsenseFor(tame(event), body)]) {
            const { verdict, reason, messages } = decide(event, view, now, settings);
            assert.ok(["alert", "record", "escalate", "digest", "heartbeat", "ignore"].includes(verdict));
            assert.ok(reason.length > 0);
            // What alerts says so to somebody, at once or with the digest.
            if (verdict === "alert" && !view.reachable) assert.ok(messages.length > 0);
          }
        },
      ),
      { numRuns: runs(100_000), seed },
    );
  });

  it("never ends without an alert for an emergency event outside an incident, whatever else of it is broken", () => {
    fc.assert(
      fc.property(
        mutated(emergencies, (path) => !telling.test(path.join("/"))),
        (event) => {
          for (const view of [emptyRegister, deadRegister]) {
            const { verdict, messages } = decide(event, view, now, settings);
            assert.ok(verdict === "alert" || verdict === "escalate", verdict);
            assert.ok(messages.some(({ page }) => page));
          }
        },
      ),
      { numRuns: runs(50_000), seed },
    );
  });

  it("alerts for every emergency event where any one of its fields is missing, unless that field made it one", () => {
    const quiet: string[] = [];
    for (const event of emergencies) {
      for (const path of pathsOf(event).filter(({ length }) => length > 0)) {
        const { verdict } = decide(replaced(event, path, undefined), emptyRegister, now, settings);
        if (verdict !== "alert")
          quiet.push(`${String(event.detail["eventName"])} without ${path.join("/")}: ${verdict}`);
      }
    }
    // A call is about the path by the account or the name that it carries, and by who makes it.
    assert.deepEqual([...new Set(quiet)].sort(), quietWithout);
  });

  it("alerts where the event itself cannot be read", () => {
    const hostile = new Proxy({}, { get: () => assert.fail("no field can be read") });
    const { verdict, reason, messages } = decide(hostile, emptyRegister, now, settings);
    assert.deepEqual([verdict, messages.length], ["alert", 1]);
    assert.match(reason, /triage could not decide: no field can be read/);
  });
});

const quietWithout = [
  "PutRule without detail/requestParameters/name: ignore",
  "UpdateAssumeRolePolicy without detail/requestParameters/roleName: ignore",
];

/** Getters and proxies stop the test's own reading. */
function tame(event: unknown): unknown {
  try {
    return JSON.parse(JSON.stringify(event) ?? "null");
  } catch {
    return null;
  }
}
