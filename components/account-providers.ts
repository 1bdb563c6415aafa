import type { Region } from "@pulumi/aws";
// Part by part: the index of the package costs a quarter of a second of every start.
import { Provider } from "@pulumi/aws/provider";
import type { AccountEntry } from "../rulebook";

export type AccountProvider = Provider;

/**
 * One provider for each account, by name: default providers are disabled, and `allowedAccountIds` refuses to touch
 * any other account whatever credentials are at hand.
 * https://www.pulumi.com/registry/packages/aws/api-docs/provider/
 */
export function accountProvider(name: string, { accountId, region, roleArn }: AccountEntry): Provider {
  return new Provider(name, {
    region: region as Region,
    allowedAccountIds: [accountId],
    ...(roleArn === undefined ? {} : { assumeRoles: [{ roleArn, sessionName: "lifeline" }] }),
  });
}
