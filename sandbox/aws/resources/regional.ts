import { AwsError } from "../errors";
import { endIncarnation, incarnationOf } from "../ids";
import type { Field, Fields } from "../provider/schema";
import type { Properties } from "../provider/values";
import { placeOf, putRegional, regionalIn, type Where } from "../regional";
import type { RegionalRecord, RegionalTable } from "../regional-model";
import { permit, type Session } from "../session";
import type { Thing } from "../thing";
import { regionIssue } from "./cloudformation-fields";
import { kept, tags, type Resource } from "./resource";

/** One resource type that is one record of a table. */
export interface RegionalType<Name extends RegionalTable> extends Pick<
  Resource,
  "type" | "title" | "service" | "operations" | "inputs" | "computed" | "subject" | "check"
> {
  readonly table: Name;
  /** As in the names of IAM's actions: "events" for events:PutRule. */
  readonly prefix: string;
  /** Its key in the table; of what AWS names itself, a name that is the same for the same inputs. */
  readonly key: (inputs: Properties, session: Session) => string;
  /** Of what is to be made, where AWS makes up a new one each time. */
  readonly newKey?: (inputs: Properties, session: Session) => string;
  readonly arn: (where: Where, key: string) => string;
  /** What the permission to make one is asked for, if not its ARN to be. */
  readonly newArn?: string;
  readonly id: (where: Where, key: string) => string;
  readonly keyOf: (id: string, state: Properties) => string;
  /** AWS's refusal where the name is taken; where there is none, AWS writes over what is there. */
  readonly taken?: (key: string, where: Where) => AwsError;
  /** Where it is kept, if not where it is asked for. */
  readonly home?: (session: Session) => Session;
  /** The record to be; `old` is what is there. Everything that AWS refuses is refused here. */
  readonly record: (
    session: Session,
    inputs: Properties,
    key: string,
    old: RegionalRecord<Name> | undefined,
  ) => RegionalRecord<Name>;
  /** What AWS tells of the record. */
  readonly outputs: (session: Session, record: RegionalRecord<Name>, key: string, state: Properties) => Properties;
  /** Inputs that AWS never tells. */
  readonly untold?: readonly string[];
  /** What becomes of the record: nothing, or what is left of it; AWS may refuse. */
  readonly remove?: (
    session: Session,
    record: RegionalRecord<Name>,
    state: Properties,
  ) => RegionalRecord<Name> | undefined;
  /** Whether a record that is still there is gone for everybody. */
  readonly isGone?: (record: RegionalRecord<Name>) => boolean;
}

export const regionField = {
  type: "string",
  computed: true,
  forceNew: true,
  check: regionIssue,
} as const satisfies Field;

export function regionalResource<Name extends RegionalTable>(type: RegionalType<Name>): Resource {
  const { table, prefix, operations, taken, untold = [] } = type;
  const at = (session: Session): Session => type.home?.(session) ?? session;
  const find = (session: Session, key: string): RegionalRecord<Name> | undefined => {
    const record = regionalIn(session.aws, at(session))[table][key] as RegionalRecord<Name> | undefined;
    return record === undefined || type.isGone?.(record) === true ? undefined : record;
  };
  const allowed = (session: Session, action: string, arn: string): void =>
    permit(session, `${prefix}:${action}`, arn, { "aws:RequestedRegion": session.region });
  return {
    type: type.type,
    title: type.title,
    service: type.service,
    operations,
    inputs: { ...type.inputs, region: regionField },
    computed: [...type.computed, "region"],
    ...(type.subject === undefined ? {} : { subject: type.subject }),
    ...(type.check === undefined ? {} : { check: type.check }),
    create(session, inputs) {
      const key = (type.newKey ?? type.key)(inputs, session);
      allowed(session, operations.create, type.newArn ?? type.arn(at(session), key));
      const old = find(session, key);
      if (old !== undefined && taken !== undefined) throw taken(key, at(session));
      putRegional(session.aws, at(session), table, key, type.record(at(session), inputs, key, old));
      return type.id(at(session), key);
    },
    read(session, id, state) {
      const key = type.keyOf(id, state);
      const record = find(session, key);
      if (record === undefined) return undefined;
      return { ...kept(state, ...untold), ...type.outputs(at(session), record, key, state), region: session.region };
    },
    update(session, id, inputs, state) {
      const key = type.keyOf(id, state);
      allowed(session, operations.update, type.arn(at(session), key));
      putRegional(session.aws, at(session), table, key, type.record(at(session), inputs, key, find(session, key)));
    },
    remove(session, id, state) {
      const key = type.keyOf(id, state);
      allowed(session, operations.remove, type.arn(at(session), key));
      const record = find(session, key);
      if (record === undefined) return;
      const left = type.remove?.(at(session), record, state);
      putRegional(session.aws, at(session), table, key, left);
      endIncarnation(session.aws, table, placeOf(at(session)), key);
    },
    idFor(session, inputs) {
      const key = type.key(inputs, session);
      return find(session, key) === undefined ? undefined : type.id(at(session), key);
    },
  };
}

/** What every new thing has, and what an old one keeps. */
export function thingOf(
  session: Session,
  table: RegionalTable,
  key: string,
  inputs: Properties,
  old: Thing | undefined,
): Thing {
  return {
    created: old?.created ?? session.aws.clock,
    incarnation: old?.incarnation ?? incarnationOf(session.aws, table, placeOf(session), key),
    tags: tags(inputs),
  };
}

/** A property that the sandbox takes only where it says nothing: whoever uses it learns that it has no effect here. */
export function absent(type: Field["type"]): Field {
  return { type, check: () => "the sandbox does not know this property: leave it out" };
}

export function absentAll(type: Field["type"], ...names: readonly string[]): Fields {
  return Object.fromEntries(names.map((name) => [name, absent(type)]));
}
