import { ofOurs } from "../actors";
import { signInRegions } from "../../rulebook/alerts";
import { names } from "../../rulebook/names";
import type { DeliveredEvent } from "../acts/delivered-call";
import { userIdentityOf } from "../acts/user-identity";
import type { AccountClass, Organization, Role, User } from "../model/organization";
import type { Path } from "./counterexamples";
import { allThings } from "./find";
import { assumeRecord, callRecord, signInRecords } from "./records";

/** An event of somebody who uses the path, and which paths must tell of it. */
export interface Use {
  readonly says: string;
  readonly event: DeliveredEvent;
  readonly needed: readonly Path[];
  readonly principal: string;
}

const both = ["first-path", "second-path"] as const;
/** The second path counts uses of the emergency path; whoever else is root is heard by rules. */
const first = ["first-path"] as const;

/** Every way of using the path, wherever AWS logs it. */
export function usesOf(organization: Organization): readonly Use[] {
  const places = placesOf(organization);
  const users = allThings(organization, "user").filter(({ path }) => path === names.responderPath);
  const roles = allThings(organization, "role").filter(isOfPath);
  const hubs = roles.filter(({ path }) => path === names.hubPath);
  const targets = roles.filter(({ path }) => path !== names.hubPath);
  return [
    ...users.flatMap((user) => signInsOf(user, places)),
    ...hubs.flatMap((hub) => [...federatedSignIns(hub, places), ...activityOf(hub, places.signIn)]),
    ...users.flatMap((user) => activityOf(user, places.signIn)),
    ...organization.classes.flatMap((accountClass) => [
      ...rootSignIns(accountClass, organization),
      ...rootActivity(accountClass, places.signIn),
    ]),
    ...hubs.flatMap((hub) => users.slice(0, 1).flatMap((user) => assumptions(user, hub, places.promised))),
    ...targets.flatMap((target) => {
      const hub = hubs.find(({ tier }) => tier === target.tier);
      const callers = [...users.slice(0, 1), ...(hub === undefined ? [] : [hub])];
      return [
        ...callers.flatMap((caller) => assumptions(caller, target, places.promised)),
        ...users.slice(0, 1).flatMap((user) => switches(user, target, places.promised)),
        ...activityOf(target, places.promised),
      ];
    }),
  ];
}

function isOfPath({ name, path }: Role): boolean {
  return path === names.hubPath || Object.values<string>(names.targetRole).includes(name);
}

interface Places {
  /** Where the sign-in service may log it: https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-aws-console-sign-in-events.html */
  readonly signIn: readonly string[];
  /** The endpoints that responders are told to use. */
  readonly promised: readonly string[];
}

function placesOf({ homeRegion, promised }: Organization): Places {
  const told = promised?.signInRegions ?? [homeRegion, "us-east-1"];
  return { signIn: [...new Set([...signInRegions, homeRegion, ...told])], promised: told };
}

/** By the console, with or without success, also of a name that nobody bears, and by `aws login`. */
function signInsOf(user: User, { signIn, promised }: Places): readonly Use[] {
  const { account, arn, name } = user;
  const known = userIdentityOf(ofOurs(user), account);
  // A failed sign-in names nobody's ARN; that of an unknown user not even a name.
  const nameless = { type: "IAMUser", accountId: account, accessKeyId: "", userName: name };
  const failed = { errorMessage: "Failed authentication", responseElements: { ConsoleLogin: "Failure" } };
  const made = (region: string): readonly DeliveredEvent[] => [
    ...signInRecords(account, region, "ConsoleLogin", {
      userIdentity: known,
      responseElements: { ConsoleLogin: "Success" },
      additionalEventData: { MFAUsed: "Yes" },
    }),
    ...signInRecords(account, region, "ConsoleLogin", { userIdentity: nameless, ...failed }),
    ...signInRecords(account, region, "ConsoleLogin", {
      userIdentity: { ...nameless, userName: "HIDDEN_DUE_TO_SECURITY_REASONS" },
      ...failed,
      errorMessage: "No username found in supplied account",
    }),
    ...signInRecords(account, region, "CheckMfa", {
      userIdentity: nameless,
      responseElements: { CheckMfa: "Success" },
    }),
  ];
  const byCommandLine = promised.flatMap((region) =>
    ["AuthorizeOAuth2Access", "CreateOAuth2Token"].map((eventName) =>
      callRecord({
        account,
        region,
        eventSource: "signin.amazonaws.com",
        eventName,
        detail: { userIdentity: known, readOnly: true },
      }),
    ),
  );
  return [...signIn.flatMap(made), ...byCommandLine].map((event) => ({
    says: `${name} signs in: ${nameIn(event)}`,
    event,
    needed: both,
    principal: arn,
  }));
}

function nameIn({ region, detail, "detail-type": type }: DeliveredEvent): string {
  const { eventName, errorMessage } = detail;
  const how = typeof errorMessage === "string" ? `, ${errorMessage}` : "";
  return `${typeof eventName === "string" ? eventName : type}${how} in ${region}`;
}

/** By the identity provider, without a user. */
function federatedSignIns(hub: Role, { promised }: Places): readonly Use[] {
  const { account, arn, name } = hub;
  const provider = `arn:aws:iam::${account}:saml-provider/${names.samlProvider}`;
  const events = promised.flatMap((region) => [
    ...signInRecords(account, region, "ConsoleLogin", {
      userIdentity: userIdentityOf(ofOurs(hub), account),
      responseElements: { ConsoleLogin: "Success" },
    }),
    callRecord({
      account,
      region,
      eventSource: "sts.amazonaws.com",
      eventName: "AssumeRoleWithSAML",
      detail: {
        userIdentity: { type: "SAMLUser", principalId: "x", userName: "someone", identityProvider: "x" },
        requestParameters: { roleArn: arn, principalArn: provider, sAMLAssertionID: "x" },
        responseElements: { assumedRoleUser: { arn: `arn:aws:sts::${account}:assumed-role/${name}/someone` } },
        readOnly: true,
      },
    }),
  ]);
  return events.map((event) => ({
    says: `somebody enters ${name} by the identity provider: ${nameIn(event)}`,
    event,
    needed: both,
    principal: arn,
  }));
}

/** Root's are always logged in us-east-1; AssumeRoot in the management account and in the member's. */
function rootSignIns(
  { account: { id, isActive, kind }, things }: AccountClass,
  organization: Organization,
): readonly Use[] {
  if (!isActive || things.length === 0) return [];
  const userIdentity = { type: "Root", principalId: id, arn: `arn:aws:iam::${id}:root`, accountId: id };
  const signIns = ["Success", "Failure"].flatMap((result) =>
    signInRecords(id, "us-east-1", "ConsoleLogin", { userIdentity, responseElements: { ConsoleLogin: result } }),
  );
  const assumed = callRecord({
    account: id,
    region: "us-east-1",
    eventSource: "sts.amazonaws.com",
    eventName: "AssumeRoot",
    detail: {
      userIdentity: { type: "AWSAccount", principalId: "x", accountId: organization.managementAccount },
      requestParameters: { targetPrincipal: id },
    },
  });
  const principal = userIdentity.arn;
  return [
    ...signIns.map((event) => ({ says: `root of ${id} signs in: ${nameIn(event)}`, event, needed: both, principal })),
    // The emergency account's root is heard by whatever he does.
    ...(kind === "emergency"
      ? []
      : [{ says: `somebody takes root of ${id}`, event: assumed, needed: both, principal }]),
  ];
}

/** As the caller's and as the role's account logs it; once where they are one. */
function assumptions(caller: User | Role, role: Role, regions: readonly string[]): readonly Use[] {
  const accounts = [...new Set([caller.account, role.account])];
  return accounts.flatMap((account) =>
    regions.map((region) => ({
      says: `${caller.name} takes ${role.arn}, as ${account} logs it in ${region}`,
      event: assumeRecord(ofOurs(caller), role.arn, { account, region }),
      needed: both,
      principal: caller.arn,
    })),
  );
}

/** In the role's account, at the endpoint of the sign-in; SwitchFrom names the person. */
function switches(user: User, role: Role, regions: readonly string[]): readonly Use[] {
  const { account, name } = role;
  const userIdentity = { type: "AssumedRole", arn: `arn:aws:sts::${account}:assumed-role/${name}/${user.name}` };
  return regions.flatMap((region) =>
    ["SwitchRole", "ExitRole", "RenewRole"].flatMap((eventName) =>
      signInRecords(account, region, eventName, {
        userIdentity: { ...userIdentity, accountId: account },
        additionalEventData: { SwitchFrom: user.arn, RedirectTo: "x" },
        responseElements: { [eventName]: "Success" },
      }).map((event) => ({
        says: `${user.name} switches to ${role.arn}: ${nameIn(event)}`,
        event,
        needed: both,
        principal: user.arn,
      })),
    ),
  );
}

/** Whatever is done, reads too. */
function activityOf(who: User | Role, regions: readonly string[]): readonly Use[] {
  const { account, arn, name } = who;
  const userIdentity = userIdentityOf(ofOurs(who), account);
  return regions.flatMap((region) =>
    [true, false].map((readOnly) => ({
      says: `${name} of ${account} ${readOnly ? "reads" : "changes"} something in ${region}`,
      event: callRecord({
        account,
        region,
        eventSource: "ec2.amazonaws.com",
        eventName: readOnly ? "DescribeInstances" : "StopInstances",
        detail: { userIdentity, readOnly },
      }),
      needed: both,
      principal: arn,
    })),
  );
}

/** What root of the emergency and the management account does. */
function rootActivity({ account: { id, kind } }: AccountClass, regions: readonly string[]): readonly Use[] {
  if (kind !== "emergency" && kind !== "management") return [];
  const arn = `arn:aws:iam::${id}:root`;
  return regions.map((region) => ({
    says: `root of ${id} changes something in ${region}`,
    event: callRecord({
      account: id,
      region,
      eventSource: "ec2.amazonaws.com",
      eventName: "StopInstances",
      detail: { userIdentity: { type: "Root", principalId: id, arn, accountId: id } },
    }),
    needed: first,
    principal: arn,
  }));
}
