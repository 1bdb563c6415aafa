import { withProperties, type Change, type Statement } from "./changed-landing-zone";

/** Edits the statement of an SCP or RCP of the stack, in whatever policy it was packed; undefined takes it out. */
export function withGuardrail(
  sid: string,
  edit: (statement: Statement) => Statement | undefined,
): (change: Change) => void {
  return (change) => {
    const policies = change.resources.filter(({ type }) => type.endsWith("organizations/policy:Policy"));
    const found = policies.filter(({ inputs }) => String(inputs?.["content"]).includes(`"${sid}"`));
    const [policy] = found;
    if (policy === undefined || found.length > 1) throw new Error(`${found.length} policies have a statement ${sid}`);
    const name = policy.urn.split("::").at(-1) ?? "";
    withProperties(`organizations/policy:Policy ${name}`, (properties) => {
      const document = JSON.parse(properties["content"] as string) as { Statement: Statement[] };
      document.Statement = document.Statement.flatMap((one) => (one.Sid === sid ? (edit(one) ?? []) : [one]));
      properties["content"] = JSON.stringify(document);
    })(change);
  };
}

export function withoutGuardrail(sid: string): (change: Change) => void {
  return withGuardrail(sid, () => undefined);
}

/** Somebody more is spared. */
export function sparing(sid: string, arn: string): (change: Change) => void {
  return withGuardrail(sid, (statement) => {
    const spared = statement.Condition?.["ArnNotLike"]?.["aws:PrincipalArn"];
    if (!Array.isArray(spared)) throw new Error(`${sid} spares nobody by ArnNotLike`);
    spared.push(arn);
    return statement;
  });
}
