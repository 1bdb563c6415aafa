import { parsePolicy, type Policy } from "../../iam";
import document from "./documents/administrator-access.json";

/**
 * What an administrator has, and whoever can give himself permissions: everything, on everything.
 * https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AdministratorAccess.html
 */
export const administratorAccess: Policy = compiled();

function compiled(): Policy {
  const parsed = parsePolicy(document, "identity", "AdministratorAccess");
  if (!parsed.ok) throw new Error(`AdministratorAccess: ${JSON.stringify(parsed.issues)}`);
  return parsed.policy;
}
