/** An event as EventBridge delivers it; its detail is what a trail records. */
export interface DeliveredEvent {
  readonly account: string;
  readonly region: string;
  readonly source: string;
  readonly "detail-type": string;
  readonly detail: Readonly<Record<string, unknown>>;
}

export interface DeliveredCall {
  readonly account: string;
  readonly region: string;
  readonly eventSource: string;
  readonly eventName: string;
  readonly detail: Readonly<Record<string, unknown>>;
}

/** A call as EventBridge delivers it, with this of its own in the detail. */
export function deliveredCall({ account, region, eventSource, eventName, detail }: DeliveredCall): DeliveredEvent {
  return {
    account,
    region,
    source: `aws.${eventSource.split(".")[0] ?? eventSource}`,
    "detail-type": "AWS API Call via CloudTrail",
    detail: {
      eventVersion: "1.11",
      eventSource,
      eventName,
      awsRegion: region,
      eventType: "AwsApiCall",
      recipientAccountId: account,
      ...detail,
    },
  };
}
