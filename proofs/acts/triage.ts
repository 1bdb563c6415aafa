import type { ActRow } from "./act";
import { rowsFor, type Call, type Service } from "./service";

const lambda: Service = {
  prefix: "lambda",
  eventSource: "lambda.amazonaws.com",
  region: "home-of-thing",
  page: "awslambda",
};
const dynamodb: Service = {
  prefix: "dynamodb",
  eventSource: "dynamodb.amazonaws.com",
  region: "home-of-thing",
  page: "amazondynamodb",
};

const named = { functionName: "{name}" };
/** Lambda records names with the date of its API: https://docs.aws.amazon.com/lambda/latest/dg/logging-using-cloudtrail.html */
const dated = (eventName: string) => ({ eventName });
const functionCalls: readonly Call[] = [
  ["CreateFunction", "make", named, dated("CreateFunction20150331")],
  ["DeleteFunction", "remove", named, dated("DeleteFunction20150331")],
  ["UpdateFunctionCode", "blind", named, dated("UpdateFunctionCode20150331v2")],
  ["UpdateFunctionConfiguration", "blind", named, dated("UpdateFunctionConfiguration20150331v2")],
  ["AddPermission", "change", named, dated("AddPermission20150331v2")],
  ["RemovePermission", "blind", named, dated("RemovePermission20150331v2")],
  ["PutFunctionConcurrency", "blind", named, dated("PutFunctionConcurrency20171031")],
  ["DeleteFunctionConcurrency", "change", named, dated("DeleteFunctionConcurrency20171031")],
  ["PutFunctionEventInvokeConfig", "blind", named, dated("PutFunctionEventInvokeConfig20190925")],
  ["UpdateFunctionEventInvokeConfig", "blind", named, dated("UpdateFunctionEventInvokeConfig20190925")],
  ["DeleteFunctionEventInvokeConfig", "blind", named, dated("DeleteFunctionEventInvokeConfig20190925")],
  ["PutFunctionCodeSigningConfig", "change", named, dated("PutFunctionCodeSigningConfig20200630")],
  ["PutRuntimeManagementConfig", "change", named, dated("PutRuntimeManagementConfig20210720")],
  ["PutFunctionRecursionConfig", "change", named, dated("PutFunctionRecursionConfig20240831")],
  ["CreateFunctionUrlConfig", "change", named, dated("CreateFunctionUrlConfig20211031")],
  ["PutResourcePolicy", "change", { resourceArn: "{arn}" }, dated("PutResourcePolicy20240916")],
  ["DeleteResourcePolicy", "blind", { resourceArn: "{arn}" }, dated("DeleteResourcePolicy20240916")],
  // An event of one's own making, as if the bus had sent it.
  ["InvokeFunction", "change", named, { eventName: "Invoke", isData: true }],
  ["InvokeAsync", "change", named, { eventName: "InvokeAsync", isData: true }],
];

const table = { tableName: "{name}" };
const tableCalls: readonly Call[] = [
  ["CreateTable", "make", table],
  ["DeleteTable", "remove", table],
  ["UpdateTable", "change", table],
  ["UpdateTimeToLive", "change", table],
  ["UpdateContinuousBackups", "change", table],
  ["PutResourcePolicy", "change", { resourceArn: "{arn}" }],
  ["DeleteResourcePolicy", "change", { resourceArn: "{arn}" }],
  ["RestoreTableFromBackup", "make", { targetTableName: "{name}" }],
  ["RestoreTableToPointInTime", "make", { targetTableName: "{name}" }],
];

/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/logging-using-cloudtrail.html: data events, of one table each. */
const row = { isData: true } as const;
const rowCalls: readonly Call[] = [
  ["PutItem", "change", table, row],
  ["UpdateItem", "change", table, row],
  ["DeleteItem", "change", table, row],
  ["BatchWriteItem", "change", { requestItems: { "{name}": [] } }, row],
  ["PartiQLInsert", "change", table, { ...row, eventName: "ExecuteStatement" }],
  ["PartiQLUpdate", "change", table, { ...row, eventName: "ExecuteStatement" }],
  ["PartiQLDelete", "change", table, { ...row, eventName: "ExecuteStatement" }],
];

export const triageActs: readonly ActRow[] = [
  ...rowsFor(lambda, ["function"], functionCalls),
  ...rowsFor(dynamodb, ["register"], [...tableCalls, ...rowCalls]),
];
