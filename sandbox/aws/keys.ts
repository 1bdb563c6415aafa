import { regionalIn } from "./regional";
import type { Key } from "./regional-model";
import type { Session } from "./session";

/** The key that an id, an alias or the ARN of either names, as services take it; undefined where there is none. */
export function keyNamed(session: Session, name: string): Key | undefined {
  const [, , , region = session.region, accountId = session.accountId, resource = name] = name.startsWith("arn:")
    ? name.split(":")
    : [];
  const { keys, keyAliases } = regionalIn(session.aws, { accountId, region });
  const id = resource.startsWith("alias/") ? keyAliases[resource]?.keyId : resource.replace(/^key\//, "");
  return id === undefined ? undefined : keys[id];
}

/** Whether services are right to take it: AWS's own keys are always there. */
export function isUsableKey(session: Session, name: string): boolean {
  return name.includes("alias/aws/") || keyNamed(session, name)?.state === "Enabled";
}
