import type { PolicyKind } from "../../iam";
import type { Kind } from "../kinds";
import { judgedDocument, type Judged } from "./judged-document";
import { isMapping, isUnknown, listOf, type Properties, type Value } from "../../proofs/model/value";

/** A policy document of a resource. */
export interface Document extends Judged {
  /** Property path. */
  readonly where: string;
  readonly kind: PolicyKind;
  readonly property: string;
}

interface Place {
  readonly kind: PolicyKind;
  readonly property: string;
  /** In each item of the list, under the first of these names that is there. */
  readonly in?: readonly string[];
}

const inline: Place = { kind: "identity", property: "inlinePolicies", in: ["policy", "policyDocument"] };
const identity: Place = { kind: "identity", property: "policy" };
const resource: Place = { kind: "resource", property: "policy" };

/** Where each kind keeps its documents. */
const places: Partial<Readonly<Record<Kind, readonly Place[]>>> = {
  role: [{ kind: "trust", property: "assumeRolePolicy" }, inline],
  user: [inline],
  group: [inline],
  rolePolicy: [identity],
  userPolicy: [identity],
  groupPolicy: [identity],
  managedPolicy: [identity],
  inlinePolicy: [identity],
  permissionSet: [{ kind: "identity", property: "inlinePolicy" }],
  permissionSetPolicy: [{ kind: "identity", property: "inlinePolicy" }],
  bucket: [resource],
  bucketPolicy: [resource],
  topic: [resource],
  topicPolicy: [resource],
  topicPolicies: [resource],
  queue: [resource],
  queuePolicy: [resource],
  queuePolicies: [resource],
  key: [resource],
  keyPolicy: [resource],
  secret: [resource],
  secretPolicy: [resource],
  repository: [resource],
  repositoryPolicy: [resource],
  vaultPolicy: [resource],
  tablePolicy: [resource],
  streamPolicy: [resource],
  eventBusPolicy: [resource],
};

export const documentKinds = Object.keys(places) as readonly Kind[];

export function documentsFor(kind: Kind | undefined, properties: Properties, within: string): readonly Document[] {
  if (kind === "organizationPolicy") return organizationDocuments(properties, within);
  const own = kind === undefined ? undefined : places[kind];
  return (own ?? []).flatMap((place) =>
    valuesOf(place, properties).map(([path, value]) => ({
      ...judgedDocument(value, place.kind),
      where: `${within}${path}`,
      kind: place.kind,
      property: place.property,
    })),
  );
}

function valuesOf(place: Place, properties: Properties): readonly (readonly [string, Value])[] {
  const value = properties[place.property];
  if (value === undefined || value === null || value === "") return [];
  if (place.in === undefined) return [[place.property, value]];
  if (isUnknown(value)) return [[place.property, value]];
  return listOf(value).flatMap((item, index): readonly (readonly [string, Value])[] => {
    const path = `${place.property}[${index}]`;
    if (isUnknown(item) || !isMapping(item)) return isUnknown(item) ? [[path, item]] : [];
    const name = place.in?.find((known) => item[known] !== undefined);
    return name === undefined ? [] : [[`${path}.${name}`, item[name]]];
  });
}

/** An organization's policy is an SCP unless it says otherwise; declarative policies are another language. */
function organizationDocuments(properties: Properties, within: string): readonly Document[] {
  const type = properties["type"] ?? "SERVICE_CONTROL_POLICY";
  const kind = type === "SERVICE_CONTROL_POLICY" ? "scp" : type === "RESOURCE_CONTROL_POLICY" ? "rcp" : undefined;
  const content = properties["content"];
  if (content === undefined) return [];
  if (kind === undefined && !isUnknown(type)) return [];
  const value = isUnknown(type) ? type : content;
  return [
    { ...judgedDocument(value, kind ?? "scp"), where: `${within}content`, kind: kind ?? "scp", property: "content" },
  ];
}
