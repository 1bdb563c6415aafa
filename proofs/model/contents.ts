import { names } from "../../rulebook/names";
import type { Draft } from "./draft";
import type { Gap, OrganizationPolicy, Other, Stack, Thing } from "./organization";
import { arnFor, unmade } from "./arns";
import { nameOf, placeOf } from "./place";
import { isMissing, reaches, type Instance, type StackSetPlan } from "./stack-sets";
import { expandedStack, type Expansion, type StackPlace } from "./template/expand";
import { templateFrom, type ReadTemplate } from "./template/template";
import { knownKinds, thingsIn } from "./things";
import { stackFrom, stackSetFrom } from "./things/stacks";
import type { Placed } from "./tree";
import type { World } from "./world";

export interface Contents {
  readonly things: readonly Thing[];
  readonly others: readonly Other[];
  /** Types in templates that the model does not know. */
  readonly outside: readonly string[];
}

/** What is in one account: what the program makes there, and what its stacks make. */
export function contentsOf(account: Placed, world: World): Contents {
  const direct = world.drafts.filter((draft) => draft.account === account.id);
  const stacks = direct.filter(({ kind }) => kind === "cloudformation/stack");
  const members = world.plans.flatMap((plan) => memberStacks(plan, account, world));
  const expansions = [
    ...stacks.map((draft) => expansionOf(templateFrom(draft.properties), ownPlace(draft), world.report)),
    ...members.map(({ plan, place }) => expansionOf(plan.template, place, world.report)),
  ];
  const drafts = [...direct, ...expansions.flatMap((expansion) => expansion.drafts)];
  return {
    things: [
      ...thingsIn(placeOf(drafts, world.byUrn, world.report)),
      ...stacks.map(stackFrom),
      ...members.map(memberStack),
      ...world.plans.filter(({ draft }) => draft.account === account.id).map(stackSetFrom),
      ...organizationPolicies(account, world),
    ],
    others: drafts.filter(({ kind }) => !knownKinds.has(kind)).map(otherFrom),
    outside: expansions.flatMap((expansion) => expansion.outside),
  };
}

function otherFrom(draft: Draft): Other {
  const { kind, label, account, region, origin } = draft;
  return { kind, name: label, account, region, origin };
}

function organizationPolicies({ id }: Placed, { own, frame }: World): readonly OrganizationPolicy[] {
  return own
    .filter(({ draft }) => draft.account === id)
    .map(({ draft, type, policy, targets }) => ({
      kind: "organizationPolicy",
      arn: arnFor(draft) || `arn:aws:organizations::${id}:policy/${frame.id}/${type.toLowerCase()}/p-${unmade}`,
      account: id,
      region: "",
      name: nameOf(draft),
      origin: draft.origin,
      type,
      policy,
      targets,
    }));
}

function expansionOf(read: ReadTemplate, place: StackPlace, report: (gap: Gap) => void): Expansion {
  if (!read.ok) {
    const isOurs = place.stackName.replace(/^StackSet-/, "").startsWith(names.stackSetPrefix);
    report({ where: `${place.label}.templateBody`, why: read.why, ...(isOurs ? { hidesThings: true } : {}) });
    return { drafts: [], gaps: [], outside: [] };
  }
  const expansion = expandedStack(read.template, place);
  expansion.gaps.forEach(report);
  return expansion;
}

function ownPlace(draft: Draft): StackPlace {
  return {
    account: draft.account,
    region: draft.region,
    stackName: nameOf(draft),
    stackId: arnFor(draft),
    parameters: draft.properties["parameters"],
    origin: draft.origin,
    label: draft.label,
  };
}

interface MemberStack {
  readonly plan: StackSetPlan;
  readonly place: StackPlace;
  readonly status: string | undefined;
}

/** One for each Region; what two deployments of the same StackSet reach is one stack. */
function memberStacks(plan: StackSetPlan, account: Placed, world: World): readonly MemberStack[] {
  const { population, frame, report } = world;
  const target = {
    ...account,
    path: population.pathOf(account.parentId),
    isManagement: account.id === frame.managementAccount,
  };
  const found = new Map<string, MemberStack>();
  for (const deployment of plan.deployments) {
    if (!reaches(plan, deployment, target)) continue;
    for (const region of deployment.regions) {
      const instance = deployment.instances.get(`${account.id}/${region}`);
      if (instance !== undefined && instance.status !== "CURRENT") {
        const where = `${plan.name} in ${account.id}, ${region}`;
        report({ where, why: `the stack was ${instance.status} (${instance.why}) at the last update` });
      }
      if (isMissing(instance)) continue;
      const place = { ...stackOf(plan, account.id, region, instance), parameters: deployment.parameters };
      found.set(region, {
        plan,
        status: instance?.status,
        place: { ...place, region, account: account.id, origin: plan.draft.origin, label: plan.draft.label },
      });
    }
  }
  return [...found.values()];
}

/**
 * A stack of a StackSet ends in an id of its own, which nobody knows before it is made.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/stacksets-concepts.html
 */
function stackOf({ name }: StackSetPlan, account: string, region: string, instance: Instance | undefined) {
  const id = instance?.stackId ?? "";
  const stackName = id.split("/")[1] ?? `StackSet-${name}-${unmade}`;
  const stackId = id || `arn:aws:cloudformation:${region}:${account}:stack/${stackName}/${unmade}`;
  return { stackName, stackId };
}

function memberStack({ plan, place: { account, region, stackName, stackId, origin }, status }: MemberStack): Stack {
  const stack = { kind: "stack", arn: stackId, account, region, name: stackName, origin, stackSet: plan.name } as const;
  return status === undefined || status === "CURRENT" ? stack : { ...stack, status };
}
