import assert from "node:assert/strict";

/** JSON as it lies on disk. Copies share what is not changed. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [name: string]: Json | undefined };
export type JsonObject = { readonly [name: string]: Json | undefined };

/** A state of the engine and a snapshot of the organization. */
export interface LandingZone {
  readonly state: unknown;
  readonly snapshot: unknown;
}

export type Edit = (landingZone: LandingZone) => LandingZone;
export type Change<T extends Json = JsonObject> = (from: T) => T;

interface Resource extends JsonObject {
  readonly urn: string;
  readonly type: string;
}

export function objectOf(json: unknown): JsonObject {
  assert.ok(typeof json === "object" && json !== null && !Array.isArray(json), `no object: ${JSON.stringify(json)}`);
  return json as JsonObject;
}

export function arrayOf(json: unknown): readonly Json[] {
  assert.ok(Array.isArray(json), `no list: ${JSON.stringify(json)}`);
  return json as readonly Json[];
}

/** All resources of the state, changed at once. */
export function inResources(change: (resources: readonly Resource[]) => readonly Resource[]): Edit {
  return ({ state, snapshot }) => {
    const checkpoint = objectOf(state);
    const deployment = objectOf(checkpoint["deployment"]);
    const resources = change(arrayOf(deployment["resources"]) as readonly Resource[]);
    return { state: { ...checkpoint, deployment: { ...deployment, resources } }, snapshot };
  };
}

/** The resource, no component, whose URN ends with the name. */
export function inResource(name: string, change: Change): Edit {
  return inResources((resources) => {
    const found = oneOf(resources, name);
    return resources.map((resource) => (resource === found ? changedResource(resource, change) : resource));
  });
}

export function withoutResource(name: string): Edit {
  return inResources((resources) => {
    const found = oneOf(resources, name);
    return resources.filter((resource) => resource !== found);
  });
}

function oneOf(resources: readonly Resource[], name: string): Resource {
  const found = resources.filter(({ urn, custom }) => custom === true && urn.endsWith(`::${name}`));
  assert.equal(found.length, 1, `${name}: ${found.map(({ urn }) => urn).join(", ") || "no such resource"}`);
  return found[0] as Resource;
}

/** What was asked for and what came back say the same of most properties; both are changed alike. */
function changedResource(resource: Resource, change: Change): Resource {
  const [inputs, outputs] = [objectOf(resource["inputs"]), objectOf(resource["outputs"])];
  const changed = { ...resource, inputs: change(inputs), outputs: change(outputs) };
  assert.notDeepEqual(changed, resource, `${resource.urn} is as before`);
  return changed;
}

/** A property that holds a document as JSON text. */
export function inDocument(name: string, property: string, change: Change): Edit {
  return inResource(name, (properties) => {
    const text = properties[property];
    if (text === undefined) return properties;
    assert.ok(typeof text === "string", `${name}.${property} is no text`);
    return { ...properties, [property]: JSON.stringify(change(objectOf(JSON.parse(text)))) };
  });
}

/** A resource of a CloudFormation template that a StackSet or a stack holds. */
export function inTemplate(name: string, logicalId: string, change: Change): Edit {
  return inDocument(name, "templateBody", (template) => {
    const resources = objectOf(template["Resources"]);
    return {
      ...template,
      Resources: { ...resources, [logicalId]: change(objectOf(resources[logicalId])) },
    };
  });
}

export function withoutTemplateResource(name: string, logicalId: string): Edit {
  return inDocument(name, "templateBody", (template) => {
    const { [logicalId]: gone, ...rest } = objectOf(template["Resources"]);
    assert.ok(gone, `${name} has no ${logicalId}`);
    return { ...template, Resources: rest };
  });
}

/** Properties of a template's resource. */
export function inTemplateProperties(name: string, logicalId: string, change: Change): Edit {
  return inTemplate(name, logicalId, (resource) => ({
    ...resource,
    Properties: change(objectOf(resource["Properties"])),
  }));
}
