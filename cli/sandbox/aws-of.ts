import { awsFor, fromJson, type Aws } from "../../sandbox/aws";
import { fewestAccounts, organizationFor } from "../../sandbox/organization";
import { UserError } from "../user-error";
import type { Kept } from "./keep";

/** The AWS of the run that is resumed, else a new one with that many accounts. */
export function awsOf(kept: Kept | undefined, accounts: number | undefined): Aws {
  if (kept?.aws === undefined) return awsFor(organizationFor(accounts ?? fewestAccounts));
  const aws = readAws(kept.directory, kept.aws);
  const found = Object.keys(aws.accounts).length;
  if (accounts !== undefined && accounts !== found) {
    throw new UserError(
      `--accounts ${accounts}: the organization in ${kept.directory} has ${found}. Leave the option out, or name another directory.`,
    );
  }
  return aws;
}

function readAws(directory: string, text: string): Aws {
  try {
    return fromJson(text);
  } catch (error) {
    throw new UserError(`${directory}/aws.json cannot be read: ${(error as Error).message}`);
  }
}
