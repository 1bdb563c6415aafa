import type { AwsError } from "../errors";
import type { Properties } from "../provider/values";
import { putRegional, regionalIn, type Where } from "../regional";
import type { RegionalRecord, RegionalTable } from "../regional-model";
import { permit, type Session } from "../session";
import { regionField } from "./regional";
import { kept, type Resource } from "./resource";

/** One resource type that is a part of another's record: a bucket's policy. */
export interface PartType<Name extends RegionalTable> extends Pick<
  Resource,
  "type" | "title" | "service" | "operations" | "inputs" | "subject" | "check"
> {
  readonly computed?: readonly string[];
  readonly table: Name;
  readonly prefix: string;
  /** Of the record that it is a part of. */
  readonly owner: (inputs: Properties) => string;
  readonly ownerOf: (id: string) => string;
  readonly arn: (where: Where, owner: string) => string;
  readonly id: (where: Where, owner: string, inputs: Properties) => string;
  /** The refusal where the owner is not there. */
  readonly missing: (owner: string, where: Where) => AwsError;
  /** The owner's record with the part; AWS may refuse. */
  readonly put: (
    session: Session,
    record: RegionalRecord<Name>,
    inputs: Properties,
    id: string | undefined,
  ) => RegionalRecord<Name>;
  /** What AWS tells of the part; undefined where the record has none. */
  readonly outputs: (session: Session, record: RegionalRecord<Name>, id: string) => Properties | undefined;
  /** Inputs that AWS never tells, or not in the program's words. */
  readonly untold?: readonly string[];
  /** The owner's record without the part. */
  readonly without: (session: Session, record: RegionalRecord<Name>, id: string) => RegionalRecord<Name>;
  /** Whether a part that is there already is refused, and how. */
  readonly taken?: (record: RegionalRecord<Name>, inputs: Properties) => AwsError | undefined;
}

export function partResource<Name extends RegionalTable>(type: PartType<Name>): Resource {
  const { table, prefix, operations, untold = [] } = type;
  const find = (session: Session, owner: string) =>
    regionalIn(session.aws, session)[table][owner] as RegionalRecord<Name> | undefined;
  const change = (
    session: Session,
    owner: string,
    action: string,
    changed: (record: RegionalRecord<Name>) => RegionalRecord<Name>,
  ): void => {
    permit(session, `${prefix}:${action}`, type.arn(session, owner), { "aws:RequestedRegion": session.region });
    const record = find(session, owner);
    if (record === undefined) throw type.missing(owner, session);
    putRegional(session.aws, session, table, owner, changed(record));
  };
  return {
    type: type.type,
    title: type.title,
    service: type.service,
    operations,
    inputs: { ...type.inputs, region: regionField },
    computed: [...(type.computed ?? []), "region"],
    ...(type.subject === undefined ? {} : { subject: type.subject }),
    ...(type.check === undefined ? {} : { check: type.check }),
    create(session, inputs) {
      const owner = type.owner(inputs);
      change(session, owner, operations.create, (record) => {
        const refusal = type.taken?.(record, inputs);
        if (refusal !== undefined) throw refusal;
        return type.put(session, record, inputs, undefined);
      });
      return type.id(session, owner, inputs);
    },
    read(session, id, state) {
      const owner = ownerFrom(type, id, state);
      const record = find(session, owner);
      const outputs = record === undefined ? undefined : type.outputs(session, record, id);
      return outputs === undefined ? undefined : { ...outputs, ...kept(state, ...untold), region: session.region };
    },
    update: (session, id, inputs) =>
      change(session, type.owner(inputs), operations.update, (record) => type.put(session, record, inputs, id)),
    remove: (session, id, state) =>
      change(session, ownerFrom(type, id, state), operations.remove, (record) => type.without(session, record, id)),
    idFor(session, inputs) {
      const owner = type.owner(inputs);
      const [record, id] = [find(session, owner), type.id(session, owner, inputs)];
      return record !== undefined && type.outputs(session, record, id) !== undefined ? id : undefined;
    },
  };
}

/** Ids of some parts do not say whose they are; the state does. */
function ownerFrom<Name extends RegionalTable>(type: PartType<Name>, id: string, state: Properties): string {
  return type.owner(state) || type.ownerOf(id);
}
