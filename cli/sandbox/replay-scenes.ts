import { rulebook, type Tier, type WayIn } from "../../rulebook";
import { authorize, putRegional, regionalIn } from "../../sandbox/aws";
import { assumeRoleEvents, deniedEvent, signInEvent, type Responder } from "./replay-events";
import { canTake, happen, incidentRoleArn, now, send, type Stage } from "./replay-stage";

const { names } = rulebook;

/**
 * One scene after the other, in one organization: what an earlier one declared, a later one finds. Whoever has had the
 * role of approvers in the last hours may be the sender of an approval, so the self-approval comes after the good one.
 */
export interface Scene {
  readonly title: string;
  readonly expected: string;
  /** What came of it before anybody was told: `refused`, `denied`, or why it could not be played. */
  readonly play: () => Promise<string | undefined>;
}

/** Those that the stack's people, tiers and accounts allow. */
export function scenesFor(stage: Stage): readonly Scene[] {
  const cast = castFor(stage);
  if (cast === undefined) return [];
  const { first, second, tier, account, otherTier, otherAccount } = cast;
  const outage = { id: "outage", tier, account };
  return [
    {
      title: "a responder signs in and has declared nothing",
      expected: "alert",
      play: () => nothingElse(happen(stage, signInEvent(first, "Success", now(stage, "undeclared")))),
    },
    {
      title: "a sign-in as a responder fails, in another Region",
      expected: "alert",
      play: () =>
        nothingElse(happen(stage, signInEvent(first, "Failure", { ...now(stage, "failed"), region: globalRegion }))),
    },
    {
      title: "declared by one, approved by another: sign-in, and the role in the account",
      expected: "recorded, no page",
      play: async () => {
        const fault = (await declare(stage, first, outage)) ?? (await approve(stage, second, outage.id));
        if (fault !== undefined) return fault;
        await happen(stage, signInEvent(first, "Success", now(stage, "declared")));
        return assume(stage, first, targetRoleOf(stage, tier, account));
      },
    },
    ...(otherTier === undefined
      ? []
      : [
          {
            title: "in that account, a tier that no incident is about",
            expected: "alert",
            play: () => assume(stage, first, targetRoleOf(stage, otherTier, account)),
          },
        ]),
    ...(otherAccount === undefined
      ? []
      : [
          {
            title: "with that tier, an account that no incident is about",
            expected: "alert",
            play: () => assume(stage, first, targetRoleOf(stage, tier, otherAccount)),
          },
        ]),
    {
      title: "one responder declares an incident and approves it himself",
      expected: "refused, alert",
      play: async () =>
        (await declare(stage, first, { ...outage, id: "selfish" })) ??
        (await approve(stage, first, "selfish")) ??
        "refused",
    },
    {
      title: "an administrator of an account deletes a rule",
      expected: "denied, alert, second path pages",
      play: () => deleteRule(stage, account),
    },
    {
      title: "the role in the account again, while triage is switched off",
      expected: "second path pages",
      play: () => {
        switchTriageOff(stage);
        return assume(stage, first, targetRoleOf(stage, tier, account));
      },
    },
  ];
}

/** Where CloudTrail logs sign-ins at the global endpoint by somebody whom AWS has not seen before. */
const globalRegion = "us-east-1";

async function nothingElse(work: Promise<void>): Promise<undefined> {
  await work;
  return undefined;
}

function targetRoleOf({ wayIn }: Stage, tier: Tier, account: string): string {
  return wayIn.targetRoleArns[tier].replace("<account>", account);
}

/** Who plays, and where. */
interface Cast {
  readonly first: Responder;
  readonly second: Responder;
  /** What the incident is about. */
  readonly tier: Tier;
  readonly account: string;
  /** What it is not about, although the first responder has it too. */
  readonly otherTier: Tier | undefined;
  readonly otherAccount: string | undefined;
}

/** The responder with the most tiers of a workload account; undefined where there is no such thing. */
function castFor({ wayIn, live }: Stage): Cast | undefined {
  const offered = wayIn.tiersByAccount["workload"] ?? [];
  const tiersOf = ({ tiers }: WayIn["responders"][number]): readonly Tier[] =>
    offered.filter((tier) => tiers.includes(tier));
  const [first] = [...wayIn.responders].sort((one, other) => tiersOf(other).length - tiersOf(one).length);
  const [otherTier, tier = otherTier] = first === undefined ? [] : tiersOf(first).slice(-2).reverse();
  if (first === undefined || tier === undefined) return undefined;
  const [account, otherAccount] = Object.keys(live.aws.accounts)
    .filter((id) => live.aws.accounts[id]?.status === "ACTIVE")
    .filter((id) => offered.every((one) => live.aws.iam[id]?.roles[names.targetRole[one].toLowerCase()] !== undefined))
    .sort();
  const second = wayIn.responders.find(({ arn, tiers }) => arn !== first.arn && tiers.length > 0);
  if (account === undefined || second === undefined) return undefined;
  return { first, second, tier, account, otherTier: otherTier === tier ? undefined : otherTier, otherAccount };
}

/** Why he cannot take the role; undefined where he has. */
async function assume(stage: Stage, responder: Responder, roleArn: string): Promise<string | undefined> {
  if (!canTake(stage, responder.arn, roleArn)) return `${responder.name} cannot take ${roleArn}`;
  await happen(stage, ...assumeRoleEvents(responder, roleArn, now(stage, stage.live.aws.clock)));
  return undefined;
}

/** By the roles that responders have for it; why it was not possible, if it was not. */
async function declare(
  stage: Stage,
  responder: Responder,
  { id, tier, account }: { readonly id: string; readonly tier: Tier; readonly account: string },
): Promise<string | undefined> {
  const role = incidentRoleArn(stage, names.incidentDeclareRole);
  const end = new Date(Date.parse(stage.live.aws.clock) + day).toISOString();
  const about = { ticket: "SANDBOX-1", reason: "The identity provider is down.", failureMode: "identity-provider" };
  return (
    (await assume(stage, responder, role)) ??
    (await send(stage, role, "IncidentDeclared", { id, ...about, tiers: [tier], accounts: [account], end }))
  );
}

const day = 24 * 3_600_000;

async function approve(stage: Stage, responder: Responder, id: string): Promise<string | undefined> {
  const role = incidentRoleArn(stage, names.incidentApproveRole);
  return (await assume(stage, responder, role)) ?? (await send(stage, role, "IncidentApproved", { id }));
}

/** What an administrator of a workload account tries first; the deployed SCPs decide. */
async function deleteRule(stage: Stage, account: string): Promise<string | undefined> {
  const { live, home } = stage;
  const [rule] = Object.values(regionalIn(live.aws, { accountId: account, region: home }).eventRules);
  if (rule === undefined) return `no rule in ${account}`;
  const roleArn = `arn:aws:iam::${account}:role/${administratorRole}`;
  const resource = `arn:aws:events:${home}:${account}:rule/${rule.name}`;
  const verdict = authorize(live.aws, { arn: roleArn, context: {} }, "events:DeleteRule", resource);
  if (verdict.decision !== "explicitDeny") return `events:DeleteRule is ${verdict.decision}`;
  const call = { source: "events", name: "DeleteRule", action: "events:DeleteRule", resource } as const;
  await happen(stage, deniedEvent({ roleArn, session: "mallory" }, call, now(stage, "deleted rule")));
  return "denied";
}

/** As Organizations makes it in every account. */
const administratorRole = "OrganizationAccountAccessRole";

/** https://docs.aws.amazon.com/lambda/latest/dg/configuration-concurrency.html: 0 is how a function is switched off. */
function switchTriageOff({ live, security, home }: Stage): void {
  const place = { accountId: security, region: home };
  const fn = regionalIn(live.aws, place).functions[names.triageFunction];
  if (fn === undefined) return;
  putRegional(live.aws, place, "functions", fn.name, { ...fn, reservedConcurrentExecutions: 0 });
}
