import type { PolicyKind } from "./kind";
import type { Reason } from "./reason";
import type { Issue } from "./report";
import { mayFit, type Statement } from "./statement";

/** A statement in its policy, with the words in which a verdict names it. */
export interface PolicyStatement extends Statement {
  readonly reason: Reason;
}

/** A compiled policy: parse once, evaluate many. */
export interface Policy {
  readonly name: string;
  readonly kind: PolicyKind;
  readonly version: string;
  readonly statements: readonly PolicyStatement[];
  /** Why the document is not known (see opaque.ts); its statements are unknown ones then. */
  readonly opaque?: string;
  /**
   * The statements that can apply to an action (in lower case) on a resource, in their order; what their conditions and
   * the rest of their resources say is another question. Remembered by action and by how the resource's ARN begins.
   */
  readonly statementsFor: (action: string, resource: string) => readonly PolicyStatement[];
}

export type Parsed =
  { readonly ok: true; readonly policy: Policy } | { readonly ok: false; readonly issues: readonly Issue[] };

type Content = Pick<Policy, "name" | "kind" | "version" | "opaque"> & { readonly statements: readonly Statement[] };

export function policyOf({ statements: all, ...content }: Content): Policy {
  const { kind, name } = content;
  const statements = all.map((statement): PolicyStatement => {
    const { id, effect } = statement;
    return { ...statement, reason: { effect, kind, policy: name, statement: id } };
  });
  const remembered = new Map<string, readonly Remembered[]>();
  return {
    ...content,
    statements,
    statementsFor(action, resource) {
      const known = remembered.get(action) ?? NOTHING;
      for (const { head, found } of known) if (resource.startsWith(head)) return found;
      const head = headOf(resource);
      const found = statements.filter((statement) => mayFit(statement, action, head));
      remembered.set(action, [...known, { head, found }]);
      return found;
    },
  };
}

/** What is found for a head, and serves every resource that begins with it: none can fit what its head cannot. */
interface Remembered {
  readonly head: string;
  readonly found: readonly PolicyStatement[];
}

const NOTHING: readonly Remembered[] = [];

/** An ARN up to its service (`arn:aws:s3:`); of anything else the whole. */
function headOf(resource: string): string {
  const [, service = resource] = /^(arn:[^:]*:[^:]*:)/.exec(resource) ?? [];
  return service;
}
