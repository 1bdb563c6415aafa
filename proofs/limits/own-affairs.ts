import type { ProtectedThing } from "../acts";
import type { ActRow } from "../acts";
import type { PathSession } from "./sessions";

/** What a responder may do to a protected thing all the same. */
interface OwnAffair {
  readonly why: string;
  readonly actions: readonly string[];
  readonly on: (session: PathSession, thing: ProtectedThing) => boolean;
}

const selfMfa =
  "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_examples_aws_my-sec-creds-self-manage-mfa-only.html";

const ownAffairs: readonly OwnAffair[] = [
  {
    why: `One's own password and devices: no program can enrol a device. ${selfMfa}`,
    actions: ["iam:ChangePassword", "iam:DeactivateMFADevice", "iam:EnableMFADevice", "iam:ResyncMFADevice"],
    on: ({ actor }, { arn }) => actor.principal === arn,
  },
  {
    why: `A virtual device exists before it belongs to anyone, and one that does must be deactivated first. ${selfMfa}`,
    actions: ["iam:CreateVirtualMFADevice", "iam:DeleteVirtualMFADevice"],
    on: ({ is }) => is === "responder",
  },
];

export function isOwnAffair(row: ActRow, session: PathSession, thing: ProtectedThing): boolean {
  return ownAffairs.some(({ actions, on }) => actions.includes(row.action) && on(session, thing));
}
