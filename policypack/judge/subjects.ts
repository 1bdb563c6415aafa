import { spellingOf } from "../kinds";
import { documentsFor, type Document } from "./documents";
import { accountOf } from "../../proofs/model/provider";
import type { Law } from "./law";
import type { Resource, Subject, SubjectRow } from "./subject";
import { templateSubjects } from "./template";
import type { Properties, Value } from "../../proofs/model/value";

/** The resource, and what the template in it would make. */
export function subjectsOf(resource: Resource, law: Law): readonly Subject[] {
  const spelling = spellingOf(resource.type);
  const properties = renamed(resource.properties, spelling?.renamed ?? {});
  const provider = resource.provider?.properties ?? {};
  const subject = subjectFrom({
    kind: spelling?.kind,
    type: resource.type,
    urn: resource.urn,
    name: resource.name,
    within: "",
    properties,
    dialect: spelling?.dialect ?? "classic",
    protect: resource.protect,
    account: accountOf(provider),
    region: properties["region"] ?? provider["region"],
    trusted: isTrusted(resource.urn, law),
  });
  return subject.kind === "stackSet" || subject.kind === "stack"
    ? [subject, ...templateSubjects(subject, subjectFrom)]
    : [subject];
}

function subjectFrom(row: SubjectRow): Subject {
  let documents: readonly Document[] | undefined;
  return {
    ...row,
    get documents() {
      documents ??= documentsFor(row.kind, row.properties, row.within);
      return documents;
    },
  };
}

export function renamed(properties: Properties, names: Readonly<Record<string, string>>): Properties {
  const entries = Object.entries(names);
  if (entries.length === 0) return properties;
  const result: Record<string, Value> = { ...properties };
  for (const [native, classic] of entries) {
    if (native === classic || !(native in properties)) continue;
    result[classic] = properties[native];
  }
  return result;
}

function isTrusted(urn: string, { projects }: Law): boolean {
  const [head = "", project = ""] = urn.split("::");
  const stack = head.slice("urn:pulumi:".length);
  return projects.some((own) => own.project === project && (own.stack === undefined || own.stack === stack));
}
