import assert from "node:assert/strict";
import { organizationFrom, recordedFromPreview, snapshotFrom } from "../../proofs";
import type { AccountClass, Organization } from "../../proofs/model/organization";
import { landingZone } from "./landing-zone";
import { unknownText } from "./small-state";

interface Resource {
  readonly type: string;
  readonly urn: string;
  readonly id?: string;
  readonly inputs?: Readonly<Record<string, unknown>>;
  readonly outputs?: Readonly<Record<string, unknown>>;
  readonly propertyDependencies?: Readonly<Record<string, readonly string[]>>;
}
const { state, snapshot, organization } = landingZone();
const { resources } = (state as { readonly deployment: { readonly resources: readonly Resource[] } }).deployment;

/** What a first preview of the same program shows: no ids, no outputs, and unknown what comes from them. */
function firstPreview(): Organization {
  const steps = resources.map((resource) => ({ op: "create", newState: asPlanned(resource) }));
  const recorded = recordedFromPreview(undefined, { steps, config: settings });
  const read = snapshotFrom(withoutOurs(snapshot as Snapshot));
  assert.ok(recorded.ok && read.ok);
  return organizationFrom(recorded.value, read.value);
}

const settings = {
  "lifeline:emergencyAccount": JSON.stringify({ id: "100000000002" }),
  "lifeline:accounts": JSON.stringify({
    logArchive: "100000000003",
    security: "100000000004",
    identity: "100000000005",
  }),
};

function asPlanned({ id: _id, outputs: _outputs, ...resource }: Resource): object {
  const inputs = Object.entries(resource.inputs ?? {}).map(([name, value]) => {
    const from = resource.propertyDependencies?.[name] ?? [];
    const made = resources.filter(({ urn }) => from.includes(urn)).flatMap(madeByAws);
    return [name, withoutMade(value, new Set(made))] as const;
  });
  return { ...resource, inputs: Object.fromEntries(inputs) };
}

/** Ids and ARNs that hold what AWS makes up. */
function madeByAws({ id = "", outputs }: Resource): readonly string[] {
  return [id, outputs?.["arn"], outputs?.["keyId"]].filter(
    (text): text is string => typeof text === "string" && /[0-9a-f]{8}-[0-9a-f]{4}-|^p-/.test(text),
  );
}

function withoutMade(value: unknown, made: ReadonlySet<string>): unknown {
  if (typeof value === "string") return made.has(value) ? unknownText : value;
  return JSON.parse(JSON.stringify(value ?? null), (_key, part: unknown) =>
    typeof part === "string" && made.has(part) ? unknownText : part,
  ) as unknown;
}

interface Snapshot {
  readonly policies: readonly { readonly id: string; readonly awsManaged: boolean }[];
  readonly attachments: readonly { readonly policyId: string }[];
}

function withoutOurs({ policies, attachments, ...rest }: Snapshot): Snapshot {
  const foreign = policies.filter(({ awsManaged }) => awsManaged);
  const ids = new Set(foreign.map(({ id }) => id));
  return { ...rest, policies: foreign, attachments: attachments.filter(({ policyId }) => ids.has(policyId)) };
}

/** Everything but what AWS makes up, in no order. */
function saidOf({ account, members, scps, rcps, things }: AccountClass) {
  const said = things.map((thing) => withoutIds(JSON.stringify(thing))).sort();
  const levels = (all: AccountClass["scps"]) => all.map((level) => level.map(({ name }) => name).sort());
  return { account, members, scps: levels(scps), rcps: levels(rcps), said };
}

/** Also whether a subscriber has confirmed: before the update nobody can know. */
function withoutIds(text: string): string {
  return text
    .replaceAll(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, "ID")
    .replaceAll(/"isConfirmed":(true|false),?|,"isConfirmed":(true|false)/g, "")
    .replaceAll(/\/p-[A-Za-z0-9-]+"/g, '/ID"')
    .replaceAll(/:key\/lifeline-[a-z-]+-key/g, ":key/ID")
    .replaceAll(/"name":"lifeline-[a-z-]+-key"/g, '"name":"ID"');
}

describe("a first preview", () => {
  const previewed = firstPreview();

  it("leaves nothing unread: documents are known before the update, and ids are followed", () => {
    assert.deepEqual(previewed.gaps, []);
  });

  it("is the model of what it then deploys, but for ids that AWS makes up", () => {
    const [planned, deployed] = [previewed, organization].map(({ classes }) => classes.map(saidOf));
    for (const [index, one] of (deployed ?? []).entries()) {
      const { said = [], ...rest } = planned?.[index] ?? {};
      const { said: expected, ...others } = one;
      assert.deepEqual(rest, others);
      assert.deepEqual(
        said.filter((thing) => !expected.includes(thing)),
        [],
      );
      assert.equal(said.length, expected.length);
    }
    assert.equal(planned?.length, deployed?.length);
  });
});
