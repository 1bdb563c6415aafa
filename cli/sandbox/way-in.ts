import type { Tier, WayIn } from "../../rulebook";

/** One responder on the way into one account with one tier, with the ids of the stack at hand. */
export interface Route {
  readonly responder: { readonly name: string; readonly arn: string };
  readonly tier: Tier;
  readonly account: { readonly id: string; readonly name: string };
  readonly emergencyAccountId: string;
  readonly signInUrl: string;
  readonly switchRoleUrl: string;
  readonly hubRoleArn: string;
  readonly targetRoleArn: string;
  readonly region: string;
}

/** Whether a stack's outputs say how to get in. A stack that has made its emergency account only does not. */
export function isWayIn(outputs: Readonly<Record<string, unknown>>): outputs is WayIn & Record<string, unknown> {
  const keys: readonly (keyof WayIn)[] = [
    "emergencyAccountId",
    "signInUrls",
    "responders",
    "hubRoleArns",
    "targetRoleArns",
    "switchRoleUrls",
    "tiersByAccount",
  ];
  return keys.every((key) => outputs[key] !== undefined);
}

/** The first responder's way into a workload account, by the highest tier that both have. */
export function routeFor(wayIn: WayIn, account: { readonly id: string; readonly name: string }): Route | undefined {
  const offered = wayIn.tiersByAccount["workload"] ?? [];
  for (const { name, arn, tiers } of wayIn.responders) {
    const tier = offered.filter((candidate) => tiers.includes(candidate)).at(-1);
    const signInUrl = wayIn.signInUrls[0];
    if (tier === undefined || signInUrl === undefined) continue;
    return {
      responder: { name, arn },
      tier,
      account,
      emergencyAccountId: wayIn.emergencyAccountId,
      signInUrl,
      switchRoleUrl: wayIn.switchRoleUrls[tier].replace(anyAccount, account.id),
      hubRoleArn: wayIn.hubRoleArns[tier],
      targetRoleArn: wayIn.targetRoleArns[tier].replace(anyAccount, account.id),
      region: new URL(signInUrl).searchParams.get("region") ?? "",
    };
  }
  return undefined;
}

/** The placeholder of the stack's outputs for the account to enter. */
const anyAccount = "<account>";

/** With a browser: one hop, because the console switches roles with the credentials one signed in with. */
export function consoleSteps({ responder, tier, account, signInUrl, switchRoleUrl }: Route): readonly string[] {
  return [
    `Sign in as ${responder.name}, with password and MFA code:\n  ${signInUrl}`,
    `Switch to ${tier} in ${account.name} (${account.id}), for an hour at most:\n  ${switchRoleUrl}`,
  ];
}

/**
 * With the AWS CLI 2.32 or newer: two hops, because MFA ends at the first. Responders have no access keys; `aws login`
 * starts with the browser. https://docs.aws.amazon.com/signin/latest/userguide/command-line-sign-in.html
 */
export function commandLineSteps(route: Route): readonly string[] {
  const { responder, tier, account, emergencyAccountId, hubRoleArn, targetRoleArn, region } = route;
  const name = `${account.name}-${tier.toLowerCase()}`;
  return [
    [
      "Once, in ~/.aws/config:",
      "[profile emergency]",
      `region = ${region}`,
      "[profile emergency-hub]",
      "source_profile = emergency",
      `role_arn = ${hubRoleArn}`,
      // Or the CLI makes a name up, and triage pages whoever goes by another name than their own.
      `role_session_name = ${responder.name}`,
      `mfa_serial = arn:aws:iam::${emergencyAccountId}:mfa/<name of your device>`,
      `region = ${region}`,
      `[profile ${name}]`,
      "source_profile = emergency-hub",
      `role_arn = ${targetRoleArn}`,
      `region = ${region}`,
    ].join("\n  "),
    `Sign in as ${responder.name}:\n  aws login --profile emergency`,
    `Work in ${account.name}; the first command asks for the MFA code:\n  aws sts get-caller-identity --profile ${name}`,
  ];
}
