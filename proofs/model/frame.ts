import { names } from "../../rulebook/names";
import type { AccountKind } from "../../rulebook/roles";
import { arnFor } from "./arns";
import type { Draft } from "./draft";
import { nameOf } from "./place";
import { accountOfTier } from "./outputs";
import type { Snapshot } from "./snapshot";
import { listOf, textOf, valueAt, type Properties } from "./value";

/** What holds for the organization as a whole. */
export interface Frame {
  readonly id: string;
  readonly rootId: string | undefined;
  readonly managementAccount: string;
  readonly homeRegion: string;
  /** Accounts of a kind of their own; every other is a workload account. */
  readonly kinds: ReadonlyMap<string, AccountKind>;
}

export function frameOf(drafts: readonly Draft[], outputs: Properties, snapshot: Snapshot | undefined): Frame {
  const management = snapshot?.organization.managementAccountId ?? managementIn(drafts) ?? "";
  const bus = drafts.find((draft) => draft.kind === "cloudwatch/eventBus" && nameOf(draft) === names.centralBus);
  const home = bus ?? drafts.find((draft) => draft.account === management && draft.region !== "");
  return {
    id: snapshot?.organization.id ?? organizationIn(drafts) ?? "",
    rootId: snapshot?.organization.rootId ?? rootIn(drafts),
    managementAccount: management,
    homeRegion: home?.region ?? "",
    kinds: kindsOf(drafts, outputs, management, bus?.account),
  };
}

/** Only the management account, or an administrator that it delegates to, has policies and service-managed StackSets. */
function managementIn(drafts: readonly Draft[]): string | undefined {
  const kinds = ["organizations/policy", "cloudformation/stackSet", "cloudtrail/trail"];
  for (const kind of kinds) {
    const account = drafts.find((draft) => draft.kind === kind)?.account;
    if (account !== undefined) return account;
  }
  return undefined;
}

/** A policy's ARN names its organization. */
function organizationIn(drafts: readonly Draft[]): string | undefined {
  for (const draft of drafts) {
    if (draft.kind !== "organizations/policy") continue;
    const id = /:policy\/(o-[a-z0-9]+)\//.exec(arnFor(draft))?.[1];
    if (id !== undefined) return id;
  }
  const bucket = drafts
    .map((draft) => textOf(draft.properties["bucket"]))
    .find((name) => name.startsWith(names.logArchiveBucketPrefix));
  return bucket?.slice(names.logArchiveBucketPrefix.length);
}

function rootIn(drafts: readonly Draft[]): string | undefined {
  const targets = drafts.flatMap(({ properties }) => [
    textOf(properties["targetId"]),
    ...listOf((properties["deploymentTargets"] as Properties | undefined)?.["organizationalUnitIds"]).map(textOf),
  ]);
  return targets.find((target) => target.startsWith("r-"));
}

/** As the stack tells, or else by what each of them holds; of an account that is several, the last row counts. */
function kindsOf(
  drafts: readonly Draft[],
  outputs: Properties,
  management: string,
  security: string | undefined,
): ReadonlyMap<string, AccountKind> {
  const hubs: readonly string[] = Object.values(names.hubRole);
  const emergency =
    textOf(outputs["emergencyAccountId"]) ||
    drafts.find((draft) => draft.kind === "iam/role" && hubs.includes(nameOf(draft)))?.account;
  const bucketName = textOf(drafts.find((draft) => draft.kind === "cloudtrail/trail")?.properties["s3BucketName"]);
  const bucket = drafts.find((draft) => draft.kind === "s3/bucket" && nameOf(draft, "bucket") === bucketName);
  const told = (kind: AccountKind): string => textOf(valueAt(outputs["accounts"], kind));
  const found: readonly (readonly [string | undefined, AccountKind])[] = [
    [told("identity") || accountOfTier(outputs, "IdentityAdmin"), "identity"],
    [told("security") || security, "security"],
    [told("logArchive") || bucket?.account, "logArchive"],
    [told("emergency") || emergency, "emergency"],
    [management, "management"],
  ];
  return new Map(
    found.flatMap(([account, kind]) => (account === undefined || account === "" ? [] : [[account, kind]])),
  );
}
