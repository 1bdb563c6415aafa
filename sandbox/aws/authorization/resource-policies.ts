import type { Policy } from "../../../iam";
import { arnParts, type ArnParts } from "../arns";
import type { Aws } from "../model";
import { allRegional, regionalIn } from "../regional";
import { policyOf } from "./documents";

/** The policy of a bucket, key, queue, topic or bus, found by the ARN of the resource or of something in it. */
export function resourcePolicyOf(aws: Aws, resource: string): Policy | undefined {
  const parts = arnParts(resource);
  if (parts === undefined) return undefined;
  const document = documentOf(aws, parts);
  return document === undefined ? undefined : policyOf(document, "resource", resource);
}

function documentOf(aws: Aws, { service, region, account: accountId, resource }: ArnParts): string | undefined {
  const here = regionalIn(aws, { accountId, region });
  switch (service) {
    case "kms":
      return here.keys[resource.replace(/^key\//, "")]?.policy;
    case "sqs":
      return here.queues[resource]?.policy;
    case "sns":
      return here.topics[resource]?.policy;
    case "events":
      return resource.startsWith("event-bus/")
        ? here.eventBuses[resource.slice("event-bus/".length)]?.policy
        : undefined;
    case "s3": {
      const [name = ""] = resource.split("/");
      return allRegional(aws).find(({ resources }) => resources.buckets[name] !== undefined)?.resources.buckets[name]
        ?.policy;
    }
    default:
      return undefined;
  }
}
