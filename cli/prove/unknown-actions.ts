import { unknownActionsOf } from "../../iam/actions/unknown-actions";
import { policiesOf, type Organization } from "../../proofs";

/**
 * What documents say of actions that AWS does not have, as far as we know: most are misspelt, and a Deny of a misspelt
 * action denies nothing. One line for each action of a statement.
 */
export function unknownActionLines({ classes }: Organization): readonly string[] {
  const policies = new Set(classes.flatMap(policiesOf));
  const lines = unknownActionsOf([...policies]).map(
    ({ policy, statement, action, unknown }) =>
      `${policy}: ${statement} names ${action}: ${unknown === "service" ? "AWS has no such service" : "the service has no such action"} that is known here; it is taken as it is written`,
  );
  return [...new Set(lines)].sort();
}
