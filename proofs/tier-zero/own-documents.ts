import type { Policy } from "../../iam";
import { policiesOf } from "../asking/directory";
import type { Organization } from "../model/organization";

/**
 * Documents of the stack. Whom only somebody else's policy spares is bound by the stack's own like everybody: Control
 * Tower's controls all spare its execution role.
 */
export function ownDocumentsOf({ classes }: Organization): readonly Policy[] {
  return [...new Set(classes.flatMap(({ things }) => policiesOf({ scps: [], rcps: [], things })))];
}
