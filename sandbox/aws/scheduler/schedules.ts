import { arnParts } from "../arns";
import { canAssume } from "../authorization/services";
import { AwsError } from "../errors";
import type { Schedule, ScheduleTarget } from "../messaging-model";
import { putRegional, regionalIn } from "../regional";
import { scheduleArn } from "../regional-arns";
import { permit, type Session } from "../session";
import { checkSchedule } from "./expressions";

const service = "scheduler.amazonaws.com";

/** Calls that only read are no targets: https://docs.aws.amazon.com/scheduler/latest/UserGuide/managing-targets-universal.html#unsupported-api-actions */
const readPrefixes =
  /^(get|describe|list|poll|receive|search|scan|query|select|read|lookup|discover|validate|batchGet|batchDescribe|batchRead|transactGet|adminGet|adminList|testMigration|retrieve|testConnection|translateDocument|isAuthorized|isAuthorizedWithToken|invokeModel|converse)/;
const universal = /^arn:aws:scheduler:::aws-sdk:([a-z0-9]+):([a-zA-Z]+)$/;

export function createSchedule(session: Session, schedule: Schedule): void {
  const { group, name } = schedule;
  permit(session, "scheduler:CreateSchedule", scheduleArn(session, group, name), here(session));
  if (findSchedule(session, group, name) !== undefined) {
    throw new AwsError("ConflictException", `Schedule ${name} already exists.`, 409);
  }
  put(session, schedule);
}

export function updateSchedule(session: Session, schedule: Schedule): void {
  const { group, name } = schedule;
  permit(session, "scheduler:UpdateSchedule", scheduleArn(session, group, name), here(session));
  scheduleOrRefusal(session, group, name);
  put(session, schedule);
}

export function deleteSchedule(session: Session, group: string, name: string): void {
  permit(session, "scheduler:DeleteSchedule", scheduleArn(session, group, name), here(session));
  scheduleOrRefusal(session, group, name);
  putRegional(session.aws, session, "schedules", `${group}/${name}`, undefined);
}

function put(session: Session, schedule: Schedule): void {
  checkParts(schedule);
  checkTarget(session, schedule.group, schedule.target);
  putRegional(session.aws, session, "schedules", `${schedule.group}/${schedule.name}`, schedule);
}

function findSchedule(session: Session, group: string, name: string): Schedule | undefined {
  return regionalIn(session.aws, session).schedules[`${group}/${name}`];
}

function scheduleOrRefusal(session: Session, group: string, name: string): void {
  if (findSchedule(session, group, name) !== undefined) return;
  throw new AwsError("ResourceNotFoundException", `Schedule ${name} does not exist.`, 404);
}

/** https://docs.aws.amazon.com/scheduler/latest/APIReference/API_CreateSchedule.html */
function checkParts({ name, group, expression, flexibleMinutes, timezone }: Schedule): void {
  if (!/^[0-9a-zA-Z-_.]{1,64}$/.test(name)) throw validation(`Invalid name: ${name}`);
  if (group !== "default")
    throw new AwsError("ResourceNotFoundException", `Schedule group ${group} does not exist.`, 404);
  checkSchedule(expression, `Invalid Schedule Expression ${expression}.`, true);
  if (flexibleMinutes !== undefined && (flexibleMinutes < 1 || flexibleMinutes > 1_440)) {
    throw validation("MaximumWindowInMinutes must be from 1 to 1440.");
  }
  if (!isTimezone(timezone)) throw validation(`Invalid timezone: ${timezone}`);
}

function checkTarget(session: Session, group: string, target: ScheduleTarget): void {
  const { arn, roleArn, input, maximumEventAgeInSeconds: age, maximumRetryAttempts: attempts } = target;
  const call = universal.exec(arn)?.[2];
  if (call !== undefined && readPrefixes.test(call))
    throw validation(`Provided Arn is not in correct format: ${call} is not supported as a target.`);
  if (call === undefined && arnParts(arn) === undefined) throw validation("Provided Arn is not in correct format.");
  if (age < 60 || age > 86_400) throw validation("MaximumEventAgeInSeconds must be from 60 to 86400.");
  if (attempts < 0 || attempts > 185) throw validation("MaximumRetryAttempts must be from 0 to 185.");
  // A universal target's input is the call's request.
  if (call !== undefined && !isObjectText(input ?? "{}")) throw validation("Input must be valid JSON.");
  if (target.deadLetterArn !== undefined && arnParts(target.deadLetterArn)?.service !== "sqs") {
    throw validation("DeadLetterConfig.Arn must be the ARN of a queue.");
  }
  permit(session, "iam:PassRole", roleArn, { "iam:PassedToService": service });
  const source = `arn:aws:scheduler:${session.region}:${session.accountId}:schedule-group/${group}`;
  const isOwn = arnParts(roleArn)?.account === session.accountId;
  if (isOwn && canAssume(session.aws, service, roleArn, { "aws:SourceArn": source })) return;
  throw validation("The execution role you provide must allow AWS EventBridge Scheduler to assume the role.");
}

function isObjectText(text: string): boolean {
  try {
    const value = JSON.parse(text) as unknown;
    return typeof value === "object" && value !== null && !Array.isArray(value);
  } catch {
    return false;
  }
}

function isTimezone(name: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

const here = ({ region }: Session): Readonly<Record<string, string>> => ({ "aws:RequestedRegion": region });

function validation(message: string): AwsError {
  return new AwsError("ValidationException", message);
}
