import { accountArn, targetArn } from "../arns";
import { accessRole, addAccount } from "../aws-for";
import { deployAutomatically } from "../cloudformation/automatic-deployment";
import { AwsError } from "../errors";
import type { Account, Aws, Tags } from "../model";
import { permit, type Session } from "../session";
import { refuseMembers } from "./policies";
import { isParent } from "./tree";

export interface NewAccount {
  readonly name: string;
  readonly email: string;
  readonly parentId?: string | undefined;
  readonly roleName?: string | undefined;
  readonly tags: Tags;
}

const fourDays = 4 * 24 * 60 * 60 * 1000;

/** A vended account: it stands below the root at once and is then moved, as the provider does it. */
export function createMemberAccount(session: Session, wanted: NewAccount): Account {
  const { aws } = session;
  refuseMembers(session);
  permit(session, "organizations:CreateAccount", "*");
  if (wanted.parentId !== undefined && !isParent(aws, wanted.parentId)) throw noSuchParent();
  if (Object.values(aws.accounts).some(({ email }) => email.toLowerCase() === wanted.email.toLowerCase())) {
    throw new AwsError(
      "EMAIL_ALREADY_EXISTS",
      `The account could not be created because another AWS account with the email address ${wanted.email} already exists.`,
    );
  }
  const account: Account = {
    id: freeAccountId(aws),
    name: wanted.name,
    email: wanted.email,
    parentId: wanted.parentId ?? aws.organization.rootId,
    status: "ACTIVE",
    joinedMethod: "CREATED",
    joinedTimestamp: aws.clock,
    tags: wanted.tags,
  };
  addAccount(aws, account, wanted.roleName ?? accessRole);
  deployAutomatically(aws, account.id);
  return account;
}

export function moveMemberAccount(session: Session, accountId: string, parentId: string): void {
  const { aws } = session;
  refuseMembers(session);
  for (const target of [accountId, parentId]) permit(session, "organizations:MoveAccount", targetArn(aws, target));
  moveAccount(aws, accountId, parentId);
}

/** Takes the account out of the organization; an account made here must be four days old. */
export function removeAccount(session: Session, accountId: string): void {
  const { aws } = session;
  refuseMembers(session);
  const account = accountOrRefusal(aws, accountId);
  permit(session, "organizations:RemoveAccountFromOrganization", accountArn(aws, accountId));
  if (accountId === aws.organization.managementAccountId) {
    throw new AwsError(
      "MasterCannotLeaveOrganizationException",
      "You can't remove a management account from an organization.",
    );
  }
  if (account.joinedMethod === "CREATED" && Date.parse(aws.clock) - Date.parse(account.joinedTimestamp) < fourDays) {
    throw new AwsError(
      "ConstraintViolationException",
      "After you create an AWS account, you must wait until at least four days after the account was created before you can remove it from the organization. (WAIT_PERIOD_ACTIVE)",
    );
  }
  delete aws.accounts[accountId];
  delete aws.attachments[accountId];
  deployAutomatically(aws, accountId);
  delete aws.iam[accountId];
}

/** Suspends the account at once; AWS takes minutes, and ninety days until it is gone. */
export function closeAccount(session: Session, accountId: string): void {
  const { aws } = session;
  refuseMembers(session);
  const account = accountOrRefusal(aws, accountId);
  permit(session, "organizations:CloseAccount", accountArn(aws, accountId));
  if (accountId === aws.organization.managementAccountId) {
    throw new AwsError(
      "ConstraintViolationException",
      "You can't close the management account. (CANNOT_CLOSE_MANAGEMENT_ACCOUNT)",
    );
  }
  aws.accounts[accountId] = { ...account, status: "SUSPENDED" };
}

export function tagAccount(session: Session, accountId: string, tags: Tags): void {
  const account = accountOrRefusal(session.aws, accountId);
  permit(session, "organizations:TagResource", accountArn(session.aws, accountId));
  session.aws.accounts[accountId] = { ...account, tags };
}

/** An account that somebody else made: automatic deployment follows. */
export function createAccount(
  aws: Aws,
  account: { readonly id: string; readonly name: string; readonly email: string; readonly parentId: string },
): void {
  if (!/^\d{12}$/.test(account.id))
    throw new AwsError("InvalidInputException", `An account id has 12 digits: ${account.id}`);
  if (aws.accounts[account.id] !== undefined)
    throw new AwsError(
      "DuplicateAccountException",
      `That account is already present in the specified destination: ${account.id}`,
    );
  if (!isParent(aws, account.parentId)) throw noSuchParent();
  const { id, name, email, parentId } = account;
  addAccount(aws, {
    id,
    name,
    email,
    parentId,
    status: "ACTIVE",
    joinedMethod: "CREATED",
    joinedTimestamp: aws.clock,
    tags: {},
  });
  deployAutomatically(aws, id);
}

export function moveAccount(aws: Aws, accountId: string, parentId: string): void {
  const account = accountOrRefusal(aws, accountId);
  if (!isParent(aws, parentId)) throw noSuchParent();
  if (account.parentId === parentId) {
    throw new AwsError("DuplicateAccountException", "That account is already present in the specified destination.");
  }
  aws.accounts[accountId] = { ...account, parentId };
  deployAutomatically(aws, accountId);
}

export function accountOrRefusal(aws: Aws, accountId: string): Account {
  const account = aws.accounts[accountId];
  if (account !== undefined) return account;
  throw new AwsError(
    "AccountNotFoundException",
    "We can't find an AWS account with the AccountId that you specified, or the account whose credentials you used to make this request isn't a member of an organization.",
  );
}

function noSuchParent(): AwsError {
  return new AwsError(
    "DestinationParentNotFoundException",
    "We can't find the destination container (a root or OU) with the ParentId that you specified.",
  );
}

function freeAccountId(aws: Aws): string {
  for (let number = 300_000_000_001; ; number++) {
    if (aws.iam[String(number)] === undefined) return String(number);
  }
}
