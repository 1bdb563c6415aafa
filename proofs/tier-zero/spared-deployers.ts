import { matchesGlob, patternsOn } from "../../iam";
import { oncePerOrganization } from "../asking/once";
import type { DeclaredDeployer, Organization } from "../model/organization";
import { ownDocumentsOf } from "./own-documents";

/**
 * Declared deployers whom some document names by their ARN, and whoever makes such a one by hand. Others deploy what is
 * not the path's, and are bound like everybody.
 */
export const sparedDeployersOf = oncePerOrganization(sparedIn);

function sparedIn(organization: Organization): readonly DeclaredDeployer[] {
  const { deployers } = organization;
  const patterns = patternsOn(ownDocumentsOf(organization), "aws:PrincipalArn").map(({ pattern }) => pattern);
  const spared = deployers.filter(({ arn }) => patterns.some((pattern) => matchesGlob(pattern, arn)));
  const known = new Set(deployers.map(({ arn }) => arn));
  const makers = spared.map(({ madeBy }) => madeBy).filter((maker) => maker.startsWith("arn:") && !known.has(maker));
  return [...spared, ...[...new Set(makers)].map((arn) => ({ arn, account: arn.split(":")[4] ?? "", madeBy: "hand" }))];
}
