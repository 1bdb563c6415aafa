import { readFileSync } from "node:fs";
import { join } from "node:path";

type Json = Readonly<Record<string, unknown>>;

export interface LandingZone {
  readonly state: Json;
  readonly snapshot: Json;
}

interface Account {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly parentId: string;
  readonly status: "ACTIVE" | "SUSPENDED";
}

interface Unit {
  readonly id: string;
  readonly name: string;
  readonly parentId: string;
}

interface Foreign {
  readonly name: string;
  readonly type: string;
  readonly content: Json;
}

const fixtures = join(__dirname, "..", "tests", "fixtures");
const accountsPerUnit = 25;
const workloads = "ou-life-workload1";
/** OUs below the workloads', with what others attached to them. */
const branches: readonly (Unit & { readonly policies: readonly string[] })[] = [
  { id: "ou-life-product01", name: "Production", parentId: workloads, policies: ["no-public-snapshots"] },
  { id: "ou-life-develop01", name: "Development", parentId: workloads, policies: ["no-large-machines"] },
  { id: "ou-life-sandboxes", name: "Sandboxes", parentId: workloads, policies: ["governed-regions"] },
];

/** The recorded landing zone, in an organization of so many accounts. */
export function landingZoneWith(accounts: number, recorded: LandingZone): LandingZone {
  const snapshot = snapshotWith(recorded.snapshot, accounts);
  return { state: stateWith(recorded.state, snapshot["accounts"] as readonly Account[]), snapshot };
}

/** As `landingZoneWith`, but one SCP names each account, so that none of them is like another. */
export function landingZoneApart(accounts: number, recorded: LandingZone): LandingZone {
  const { state, snapshot } = landingZoneWith(accounts, recorded);
  const ids = (snapshot["accounts"] as readonly Account[]).map(({ id }) => id);
  const naming = policyNamed("no-public-snapshots");
  const statements = naming.content["Statement"] as readonly Json[];
  const content = {
    ...naming.content,
    Statement: statements.map((statement) => ({
      ...statement,
      Condition: { StringEquals: { "aws:PrincipalAccount": ids } },
    })),
  };
  return {
    state,
    snapshot: withPolicy(
      snapshot,
      { name: "every-account-by-name", type: "SERVICE_CONTROL_POLICY", content },
      "r-life",
    ),
  };
}

function snapshotWith(recorded: Json, accounts: number): Json {
  const given = recorded["accounts"] as readonly Account[];
  const core = given.filter(
    ({ parentId }) => !parentId.startsWith("ou-life-develop") && !parentId.includes("payments"),
  );
  const kept = accounts < given.length ? core.slice(0, accounts) : given;
  const units = unitsFor(accounts);
  const added = Array.from({ length: accounts - kept.length }, (_, index) => accountAt(index, units));
  const wanted = [...(recorded["units"] as readonly Unit[]), branches[2] as Unit, ...units];
  const allUnits = wanted.map(({ id, name, parentId }) => ({ id, name, parentId }));
  const full = ["p-FullAWSAccess", "p-RCPFullAWSAccess"];
  const targets = [...added, ...units, branches[2] as Unit].map(({ id }) => id);
  const left = new Set(given.filter((account) => !kept.includes(account)).map(({ id }) => id));
  const attachments = [
    ...(recorded["attachments"] as readonly Json[]).filter(({ targetId }) => !left.has(String(targetId))),
    ...targets.flatMap((targetId) => full.map((policyId) => ({ policyId, targetId }))),
  ];
  const snapshot = { ...recorded, units: allUnits, accounts: [...kept, ...added], attachments };
  const attached = [
    { name: "no-root-credentials", target: workloads },
    { name: "buckets-by-tls", target: workloads },
    ...branches.flatMap(({ id, policies: names }) => names.map((name) => ({ name, target: id }))),
  ];
  return attached.reduce<Json>((before, { name, target }) => withPolicy(before, policyNamed(name), target), snapshot);
}

/** Two levels of OUs below each branch: areas, and teams in them. */
function unitsFor(accounts: number): readonly Unit[] {
  const teams = Math.ceil(accounts / accountsPerUnit);
  return Array.from({ length: teams }, (_, index) => {
    const branch = branches[index % branches.length] as Unit;
    const area = index - (index % (10 * branches.length)) + (index % branches.length);
    const suffix = String(index).padStart(8, "0");
    return index === area
      ? { id: `ou-life-${suffix}`, name: `area-${suffix}`, parentId: branch.id }
      : { id: `ou-life-${suffix}`, name: `team-${suffix}`, parentId: `ou-life-${String(area).padStart(8, "0")}` };
  });
}

function accountAt(index: number, units: readonly Unit[]): Account {
  const id = String(200_000_000_000 + index);
  const unit = units[index % units.length] as Unit;
  const name = `workload-${id}`;
  const status = index % 40 === 39 ? "SUSPENDED" : "ACTIVE";
  return { id, name, email: `${name}@sandbox.example`, parentId: unit.id, status };
}

function withPolicy(snapshot: Json, { name, type, content }: Foreign, targetId: string): Json {
  const id = `p-${name.replaceAll("-", "")}`;
  const policy = {
    id,
    arn: `arn:aws:organizations::100000000001:policy/o-lifeline001/${type.toLowerCase()}/${id}`,
    name,
    type,
    awsManaged: false,
    content: JSON.stringify(content),
  };
  return {
    ...snapshot,
    policies: [...(snapshot["policies"] as readonly Json[]), policy],
    attachments: [...(snapshot["attachments"] as readonly Json[]), { policyId: id, targetId }],
  };
}

/** The stack has as many resources; what AWS lists of the StackSets' instances grows. */
function stateWith(recorded: Json, accounts: readonly Account[]): Json {
  const deployment = recorded["deployment"] as Json;
  const resources = (deployment["resources"] as readonly Json[]).map((resource) =>
    resource["type"] === "aws:cloudformation/stackInstances:StackInstances"
      ? { ...resource, outputs: instancesFor(resource["outputs"] as Json, accounts) }
      : resource,
  );
  return { ...recorded, deployment: { ...deployment, resources } };
}

function instancesFor(outputs: Json, accounts: readonly Account[]): Json {
  const summaries = outputs["stackInstanceSummaries"] as readonly Json[];
  const regions = outputs["regions"] as readonly string[];
  const summaryOf = (status: string): Json => summaries.find((summary) => summary["status"] === status) as Json;
  const [current, inoperable] = [summaryOf("CURRENT"), summaryOf("INOPERABLE")];
  const members = accounts.filter(({ id }) => id !== "100000000001");
  return {
    ...outputs,
    accounts: members.map(({ id }) => id),
    stackInstanceSummaries: members.flatMap(({ id, status }) =>
      regions.map((region) =>
        status === "SUSPENDED"
          ? { ...inoperable, accountId: id, region }
          : { ...current, accountId: id, region, stackId: stackIdIn(current, id, region) },
      ),
    ),
  };
}

function stackIdIn(summary: Json, account: string, region: string): string {
  const [arn, partition, service, , , ...rest] = String(summary["stackId"]).split(":");
  return [arn, partition, service, region, account, ...rest].join(":");
}

function policyNamed(name: string): Foreign {
  const text = readFileSync(join(fixtures, "organization", "foreign-policies.json"), "utf8");
  const policy = (JSON.parse(text) as readonly Foreign[]).find((foreign) => foreign.name === name);
  if (policy === undefined) throw new Error(`${name}: no such policy in the fixture`);
  return policy;
}
