import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { EventBridgeClient, PutEventsCommand } from "@aws-sdk/client-eventbridge";
import { AssumeRoleCommand, GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import { dynamoRegister } from "../../functions/triage/dynamodb";
import type { Register } from "../../functions/triage/register";

/** What the command asks of AWS; tests put their own in its place. */
export interface Aws {
  readonly callerArn: () => Promise<string>;
  readonly assume: (assumption: Assumption) => Promise<Credentials>;
  readonly putEvent: (entry: Entry, credentials: Credentials | undefined) => Promise<Put>;
  readonly register: (table: string, credentials: Credentials | undefined) => Pick<Register, "find">;
}

export interface Assumption {
  readonly role: string;
  readonly sessionName: string;
  readonly mfa: { readonly serial: string; readonly code: string } | undefined;
}

export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
}

export interface Entry {
  readonly bus: string;
  readonly source: string;
  readonly detailType: string;
  readonly detail: string;
}

/** EventBridge answers 200 also where it took nothing: the entry tells. */
export type Put = { readonly ok: true; readonly eventId: string } | { readonly ok: false; readonly why: string };

export function awsFor(region: string, profile: string | undefined): Aws {
  // What a later version of the bundled SDK will need is no news for the night of an emergency.
  process.env["AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED"] ??= "true";
  const own = { region, ...(profile === undefined ? {} : { profile }) };
  const as = (credentials: Credentials | undefined) => (credentials === undefined ? own : { region, credentials });
  const sts = new STSClient(own);
  return {
    callerArn: async () => (await sts.send(new GetCallerIdentityCommand({}))).Arn ?? "",
    assume: async ({ role, sessionName, mfa }) => {
      const { Credentials: issued } = await sts.send(
        new AssumeRoleCommand({
          RoleArn: role,
          RoleSessionName: sessionName,
          DurationSeconds: 900,
          ...(mfa === undefined ? {} : { SerialNumber: mfa.serial, TokenCode: mfa.code }),
        }),
      );
      return {
        accessKeyId: issued?.AccessKeyId ?? "",
        secretAccessKey: issued?.SecretAccessKey ?? "",
        sessionToken: issued?.SessionToken ?? "",
      };
    },
    putEvent: async ({ bus, source, detailType, detail }, credentials) => {
      const { Entries = [] } = await new EventBridgeClient(as(credentials)).send(
        new PutEventsCommand({
          Entries: [{ EventBusName: bus, Source: source, DetailType: detailType, Detail: detail }],
        }),
      );
      const [entry] = Entries;
      return entry?.EventId === undefined
        ? { ok: false, why: [entry?.ErrorCode, entry?.ErrorMessage].filter(Boolean).join(": ") || "no answer" }
        : { ok: true, eventId: entry.EventId };
    },
    register: (table, credentials) => dynamoRegister(new DynamoDBClient(as(credentials)), table),
  };
}
