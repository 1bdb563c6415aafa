import type { Documents, Situation } from "../../bench/evaluate-rival";

/** A class of differences: AWS's documentation decides it, and the simulator reads the situation in another way. */
export interface Row {
  readonly id: string;
  readonly source: string;
  readonly why: string;
  /** The situation in which we say what the simulator says about the given one; undefined where the row has no say. */
  readonly asTheSimulatorReads: (situation: Situation) => Situation | undefined;
}

export const USER_GUIDE = "https://docs.aws.amazon.com/IAM/latest/UserGuide";

export type Statement = Readonly<Record<string, unknown>>;

export interface Document {
  readonly Version: string;
  readonly Statement: readonly Statement[];
}

export function withDocuments(situation: Situation, documents: Partial<Documents>): Situation {
  return { ...situation, documents: { ...situation.documents, ...documents } };
}

export function everyDocument(situation: Situation, change: (document: Document) => Document): Situation | undefined {
  const { identity, scps, rcps, resource, boundary, session } = situation.documents;
  const changed = (document: unknown) => change(document as Document);
  const documents: Documents = {
    identity: identity.map(changed),
    scps: scps.map((level) => level.map(changed)),
    rcps: rcps.map((level) => level.map(changed)),
    ...(resource === undefined ? {} : { resource: changed(resource) }),
    ...(boundary === undefined ? {} : { boundary: changed(boundary) }),
    ...(session === undefined ? {} : { session: changed(session) }),
  };
  const isSame = JSON.stringify(documents) === JSON.stringify({ identity, scps, rcps, resource, boundary, session });
  return isSame ? undefined : { ...situation, documents };
}

export function everyStatement(
  situation: Situation,
  change: (statement: Statement) => Statement,
): Situation | undefined {
  return everyDocument(situation, ({ Version, Statement }) => ({ Version, Statement: Statement.map(change) }));
}

/** The values of some condition operators, in all statements. */
export function everyCondition(
  situation: Situation,
  operators: RegExp,
  change: (key: string, value: string) => string,
): Situation | undefined {
  const values = (key: string, value: unknown) =>
    Array.isArray(value) ? value.map((one) => change(key, String(one))) : change(key, String(value));
  const block = ([name, keys]: [string, unknown]): [string, unknown] => [
    name,
    operators.test(name)
      ? Object.fromEntries(Object.entries(keys as object).map(([key, value]) => [key, values(key, value)]))
      : keys,
  ];
  return everyStatement(situation, (statement) =>
    statement["Condition"] === undefined
      ? statement
      : { ...statement, Condition: Object.fromEntries(Object.entries(statement["Condition"] as object).map(block)) },
  );
}

/** The same situation with some of its texts, in documents and context, written in another way. */
export function withTexts(
  situation: Situation,
  texts: RegExp,
  written: (text: string, group: string) => string,
): Situation | undefined {
  const before = JSON.stringify(situation);
  const after = before.replaceAll(texts, written);
  return before === after ? undefined : (JSON.parse(after) as Situation);
}

/** It stays, valid in its kind of policy, and applies to nothing that is asked. */
export function silenced(statement: Statement): Statement {
  const { NotAction: _, ...rest } = statement;
  const isTrust = statement["Resource"] === undefined && statement["NotResource"] === undefined;
  return { ...rest, Action: isTrust ? "sts:GetAccessKeyInfo" : "ec2:DescribeHosts" };
}
