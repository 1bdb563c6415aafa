import { administratorOf } from "../actors";
import type { DeliveredEvent } from "../acts";
import { userIdentityOf } from "../acts/user-identity";
import type { Actor } from "../claim";
import { directoryOf } from "../asking/directory";
import type { Organization } from "../model/organization";
import { tierZeroOf } from "../tier-zero";
import { policyDelegatesOf } from "../tier-zero/policy-delegates";
import type { Collected } from "./collected";

/** What a service's delegated administrator can call that reaches the path: in its own account, of any name. */
const calls: Readonly<
  Record<string, readonly (readonly [eventSource: string, eventName: string, parameters: object])[]>
> = {
  "member.org.stacksets.cloudformation.amazonaws.com": [
    ["cloudformation.amazonaws.com", "CreateStackInstances", { stackSetName: "any" }],
    ["cloudformation.amazonaws.com", "UpdateStackSet", { stackSetName: "any" }],
  ],
  "cloudtrail.amazonaws.com": [
    ["cloudtrail.amazonaws.com", "UpdateTrail", { name: "{trail}" }],
    ["cloudtrail.amazonaws.com", "StopLogging", { name: "{trail}" }],
    ["cloudtrail.amazonaws.com", "DeleteTrail", { name: "{trail}" }],
  ],
  "iam.amazonaws.com": [["sts.amazonaws.com", "AssumeRoot", { targetPrincipal: "any" }]],
};

/** For delegated administrators, and what nobody told us of them. */
export function addDelegatedAdministrators(organization: Organization, found: Collected): void {
  // Without a snapshot the claim is about this stack, and what only a snapshot tells stands outside of it.
  const rows = organization.scope === "this-stack" ? [] : tierZeroOf(organization);
  for (const { missing } of rows) if (missing !== undefined) found.missing(missing);
  for (const { accountId, servicePrincipal } of organization.delegatedAdministrators ?? []) {
    const trail = organization.classes.flatMap(({ things }) => things).find(({ kind }) => kind === "trail");
    for (const [eventSource, eventName, parameters] of calls[servicePrincipal] ?? []) {
      const actor = administratorOf(
        accountId,
        `an administrator of ${accountId}, the delegated administrator of ${servicePrincipal},`,
      );
      const requestParameters = withTrail(parameters, trail?.name);
      addCall(
        organization,
        actor,
        { eventSource, eventName, requestParameters, region: organization.homeRegion },
        found,
      );
    }
  }
  for (const { actor, actions } of policyDelegatesOf(organization)) {
    for (const action of actions) {
      const eventName = action.slice(action.indexOf(":") + 1);
      // AWS logs Organizations in us-east-1: https://docs.aws.amazon.com/organizations/latest/userguide/orgs_cloudtrail-integration.html
      const region = "us-east-1";
      const requestParameters = { policyId: "any", targetId: organization.rootId ?? "any" };
      addCall(
        organization,
        actor,
        { eventSource: "organizations.amazonaws.com", eventName, requestParameters, region },
        found,
      );
    }
  }
}

interface Call {
  readonly eventSource: string;
  readonly eventName: string;
  readonly requestParameters: Readonly<Record<string, unknown>>;
  readonly region: string;
}

/** Recorded where he calls: in his own account. */
function addCall(organization: Organization, actor: Actor, call: Call, found: Collected): void {
  found.count("principals", actor.says);
  found.count("actions", `${call.eventSource} ${call.eventName}`);
  found.countAccounts(directoryOf(organization).classOf(actor.account));
  found.addEvent(
    `${actor.says} calls ${call.eventName}, and a path does not hear it`,
    eventOf(actor, call),
    ["first-path", "second-path"],
    actor.says,
  );
}

function withTrail(parameters: object, trail = "any"): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(parameters).map(([name, value]) => [name, value === "{trail}" ? trail : (value as unknown)]),
  );
}

function eventOf(actor: Actor, { eventSource, eventName, requestParameters, region }: Call): DeliveredEvent {
  const account = actor.account ?? "";
  return {
    account,
    region,
    source: `aws.${eventSource.split(".")[0] ?? ""}`,
    "detail-type": "AWS API Call via CloudTrail",
    detail: {
      userIdentity: userIdentityOf(actor, account),
      eventSource,
      eventName,
      awsRegion: region,
      requestParameters,
      readOnly: false,
      managementEvent: true,
      eventCategory: "Management",
      eventType: "AwsApiCall",
      recipientAccountId: account,
    },
  };
}
