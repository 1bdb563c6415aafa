import * as aws from "@pulumi/aws";
import type { AccountEntry } from "../rulebook";

export type AccountProvider = aws.Provider;

/**
 * One provider for each account, by name: default providers are disabled, and `allowedAccountIds` refuses to touch
 * any other account whatever credentials are at hand.
 * https://www.pulumi.com/registry/packages/aws/api-docs/provider/
 */
export function accountProvider(name: string, { accountId, region, roleArn }: AccountEntry): aws.Provider {
  return new aws.Provider(name, {
    region: region as aws.Region,
    allowedAccountIds: [accountId],
    ...(roleArn === undefined ? {} : { assumeRoles: [{ roleArn, sessionName: "lifeline" }] }),
  });
}
