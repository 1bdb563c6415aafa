import { arnFor } from "../arns";
import type { Draft } from "../draft";
import type { Gap, Origin } from "../organization";
import { isMapping, listOf, textOf, UNKNOWN, type Properties, type Value } from "../value";
import { classicProperties } from "./classic";
import { conditionHolds, expanded } from "./intrinsics";
import { arnAttributes, harmlessTypes, resourceTypes, type ResourceType } from "./resource-types";
import { whyUnreadInTemplate } from "../unread";
import type { Scope } from "./scope";
import { parameterValues, type Template, type TemplateResource } from "./template";

/** One stack: where its template stands, and what it is given. */
export interface StackPlace {
  readonly account: string;
  readonly region: string;
  readonly stackName: string;
  readonly stackId: string;
  readonly parameters: Value;
  readonly origin: Origin;
  readonly label: string;
}

export interface Expansion {
  readonly drafts: readonly Draft[];
  readonly gaps: readonly Gap[];
  /** Types that the model does not know. */
  readonly outside: readonly string[];
}

/** What CloudFormation makes of a template in one account and Region. */
export function expandedStack(template: Template, place: StackPlace): Expansion {
  const gaps: Gap[] = [];
  const outside: string[] = [];
  const made = new Map<string, Draft>();
  const scope = scopeOf(template, place, (id) => draftOf(id));
  const draftOf = (id: string): Draft | undefined => {
    const known = made.get(id);
    const resource = template.resources[id];
    const type = resource === undefined ? undefined : resourceTypes[resource.type];
    if (known !== undefined || resource === undefined || type === undefined) return known;
    // Its own name is enough for what refers to it; and a circle of references ends here.
    made.set(id, draftFrom(id, type, classicProperties(textsOf(resource.properties), type), place));
    const draft = draftFrom(id, type, propertiesOf(resource, type, scope), place);
    made.set(id, draft);
    return draft;
  };
  const drafts = Object.entries(template.resources).flatMap(([id, resource]): readonly Draft[] => {
    const isThere = resource.condition === undefined ? true : conditionHolds(resource.condition, scope);
    if (isThere === false) return [];
    if (isThere === undefined) {
      gaps.push({
        where: `${place.label}.${id}`,
        why: `nobody can know whether condition ${resource.condition} holds`,
      });
      return [];
    }
    const several = severalFrom(id, resource, scope, place);
    if (several !== undefined) return several;
    const draft = draftOf(id);
    if (draft === undefined && !harmlessTypes.has(resource.type)) {
      outside.push(resource.type);
      const why = whyUnreadInTemplate(resource.type);
      if (why !== undefined) gaps.push({ where: `${place.label}.${id}`, why, hidesThings: true });
    }
    return draft === undefined ? [] : [draft];
  });
  return { drafts, gaps, outside };
}

function scopeOf(template: Template, place: StackPlace, draftOf: (id: string) => Draft | undefined): Scope {
  const { account, region, stackName, stackId } = place;
  return {
    pseudo: {
      "AWS::AccountId": account,
      "AWS::Region": region,
      "AWS::Partition": "aws",
      "AWS::URLSuffix": "amazonaws.com",
      "AWS::StackName": stackName,
      "AWS::StackId": stackId,
      "AWS::NotificationARNs": UNKNOWN,
    },
    parameters: parameterValues(template, place.parameters),
    mappings: template.mappings,
    conditions: template.conditions,
    ref: (id) => {
      const [draft, type] = [draftOf(id), resourceTypes[template.resources[id]?.type ?? ""]];
      if (draft === undefined || type === undefined) return UNKNOWN;
      if (type.refIsArn === true) return arnFor(draft);
      return type.named === undefined ? UNKNOWN : textOf(draft.properties[type.named]) || draft.label;
    },
    attribute: (id, name) => {
      const draft = draftOf(id);
      return draft !== undefined && arnAttributes.has(name) ? arnFor(draft) : UNKNOWN;
    },
  };
}

function propertiesOf(resource: TemplateResource, type: ResourceType, scope: Scope): Properties {
  const all = expanded(resource.properties, scope);
  return classicProperties(isMapping(all) ? all : {}, type);
}

/** Of a resource that is being worked out, the plain texts. */
function textsOf(properties: Properties): Properties {
  return Object.fromEntries(Object.entries(properties).filter(([, value]) => typeof value === "string"));
}

function draftFrom(id: string, type: ResourceType, properties: Properties, place: StackPlace): Draft {
  return {
    kind: type.kind,
    origin: { urn: place.origin.urn, logicalId: id },
    label: `${place.label}.${id}`,
    account: place.account,
    region: place.region,
    properties,
    id: undefined,
    dependencies: {},
  };
}

/** Types of which one resource is several of the classic provider's. */
function severalFrom(
  id: string,
  resource: TemplateResource,
  scope: Scope,
  place: StackPlace,
): readonly Draft[] | undefined {
  const own = expanded(resource.properties, scope);
  const properties: Properties = isMapping(own) ? own : {};
  if (resource.type === "AWS::IAM::Policy") {
    const written = { name: properties["PolicyName"], policy: properties["PolicyDocument"] };
    return (["Role", "User", "Group"] as const).flatMap((owner) =>
      listOf(properties[`${owner}s`]).map((name) =>
        draftFrom(id, { kind: `iam/${owner.toLowerCase()}Policy` }, { ...written, [owner.toLowerCase()]: name }, place),
      ),
    );
  }
  if (resource.type === "AWS::Events::EventBusPolicy") {
    const statement = properties["Statement"];
    const policy = statement === undefined ? UNKNOWN : { Version: "2012-10-17", Statement: listOf(statement) };
    const bus = properties["EventBusName"] ?? "default";
    return [draftFrom(id, { kind: "cloudwatch/eventBusPolicy" }, { eventBusName: bus, policy }, place)];
  }
  return undefined;
}
