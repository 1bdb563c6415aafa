import type { Policy } from "../../iam";
import { attachmentsOf, foreignAttachmentsIn, isOwned, ownedBy, ownPoliciesIn } from "./attachments";
import { asAskedIn } from "./asked";
import { classesOf } from "./classes";
import { delegatedAdministratorsIn, delegationPolicyIn } from "./delegation";
import { policyFrom } from "./documents";
import { draftsFrom } from "./drafts";
import { driftsIn, type Drift } from "./drift";
import { frameOf } from "./frame";
import { namingIn } from "./naming";
import type { Gap, Organization } from "./organization";
import { orphanLines } from "./orphans";
import { deployersIn, outputsIn, promisedIn } from "./outputs";
import type { Recorded } from "./recorded";
import type { Snapshot } from "./snapshot";
import { stackSetPlans } from "./stack-sets";
import { textsIn } from "./texts";
import { knownKinds } from "./things";
import { populationOf } from "./population";

/**
 * The model of the organization: what was registered or deployed, and around it what the snapshot says. Without one it
 * is what this stack tells of, with accounts that stand for those that nobody told us of. Where nothing is about to
 * change, what was asked for stands, and stack and snapshot agree on the stack's own policies: else it is told both ways.
 */
export function organizationFrom(
  recorded: readonly Recorded[],
  snapshot?: Snapshot,
  nothingChanges = false,
): Organization {
  const { organization, drifts } = modelFrom(recorded, snapshot, []);
  if (!nothingChanges) return organization;
  const asked = asAskedIn(recorded);
  const differences = [...asked.differences, ...drifts.flatMap((drift) => drift.differences)];
  if (differences.length === 0) return organization;
  const { organization: otherwise } = modelFrom(asked.recorded, snapshot, drifts);
  return { ...organization, otherwise: { organization: otherwise, differences } };
}

interface Modelled {
  readonly organization: Organization;
  readonly drifts: readonly Drift[];
}

function modelFrom(recorded: readonly Recorded[], snapshot: Snapshot | undefined, drifted: readonly Drift[]): Modelled {
  const gaps = new Map<string, Gap>();
  const report = (gap: Gap): void => void gaps.set(`${gap.where} ${gap.why}`, gap);
  const { drafts, gone, outside } = draftsFrom(recorded, knownKinds, report);
  const outputs = outputsIn(recorded);
  const frame = frameOf(drafts, outputs, snapshot);
  const registered = ownPoliciesIn(drafts, report);
  const own = registered.map((one) => drifted.find(({ id }) => id === one.draft.id)?.there ?? one);
  const binding = {
    own,
    owned: ownedBy([...drafts, ...gone]),
    snapshot,
    attached: foreignAttachmentsIn(drafts, report),
    detached: foreignAttachmentsIn(gone, () => undefined),
  };
  const plans = stackSetPlans(drafts, report);
  const population = populationOf(frame, drafts, own, plans, outputs, snapshot);
  const { classes, outside: inTemplates } = classesOf({
    frame,
    population,
    drafts,
    byUrn: new Map(drafts.map((draft) => [draft.origin.urn, draft])),
    plans,
    own,
    attachments: {
      SERVICE_CONTROL_POLICY: attachmentsOf("SERVICE_CONTROL_POLICY", binding, report),
      RESOURCE_CONTROL_POLICY: attachmentsOf("RESOURCE_CONTROL_POLICY", binding, report),
    },
    enabledTypes: snapshot?.organization.enabledPolicyTypes,
    signIn: signInPoliciesIn(snapshot, report),
    naming: namingIn(textsIn(drafts, outputs, snapshot)),
    report,
  });
  const organization: Organization = {
    scope: snapshot === undefined ? "this-stack" : "organization",
    id: frame.id,
    rootId: frame.rootId,
    managementAccount: frame.managementAccount,
    homeRegion: frame.homeRegion,
    enabledPolicyTypes: snapshot?.organization.enabledPolicyTypes,
    trustedServices: snapshot?.organization.trustedServices,
    delegatedAdministrators: delegatedAdministratorsIn(drafts, snapshot, report),
    delegationPolicy: delegationPolicyIn(drafts, snapshot, report),
    tellsSignIn: snapshot === undefined ? undefined : snapshot.signInPolicies !== undefined,
    snapshotTaken: snapshot?.taken,
    classes,
    newAccounts: population.accounts.filter(({ isNew }) => isNew).map(({ id }) => id),
    promised: promisedIn(outputs),
    deployers: deployersIn(outputs, recorded),
    outside: [
      ...outside,
      ...inTemplates,
      ...(snapshot === undefined ? untold : orphanLines(snapshot, (policy) => isOwned(policy, binding.owned))),
    ],
    gaps: [...gaps.values()],
  };
  return { organization, drifts: driftsIn(registered, snapshot, () => undefined) };
}

/** https://docs.aws.amazon.com/signin/latest/APIReference/API_GetResourcePolicy.html */
function signInPoliciesIn(snapshot: Snapshot | undefined, report: (gap: Gap) => void): ReadonlyMap<string, Policy> {
  return new Map(
    (snapshot?.signInPolicies ?? []).map(({ accountId, content }, index) => [
      accountId,
      policyFrom(
        content,
        "resource",
        `AWS Sign-In of ${accountId}`,
        `snapshot: signInPolicies[${index}].content`,
        report,
      ),
    ]),
  );
}

/** What only a snapshot tells. */
const untold = [
  "Accounts, OUs, and SCPs and RCPs that this stack does not own: without a snapshot every level is taken to have what AWS attaches by itself (FullAWSAccess, RCPFullAWSAccess).",
  "Delegated administrators and services with trusted access: only a snapshot tells them.",
  "Resource policies of AWS Sign-In: only a snapshot tells them.",
];
