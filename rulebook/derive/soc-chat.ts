import type { Destination, SettledFacts } from "../facts";
import type { Rulebook } from "../rulebook";
import type { IdentityStatement, NonEmpty } from "../types";
import { serviceTrustFor, type AccountRole } from "./account-role";
import { awsManagedPolicyArn } from "./arns";
import { documentFor, textOf } from "./document";
import { securityRoleArn } from "./security-account-arns";

/** Channels of a chat that show what the topics say. */
export interface Chat {
  readonly role: AccountRole;
  readonly channels: NonEmpty<ChatChannel>;
  /** What a channel may do at most, whatever the role: nothing. */
  readonly guardrailPolicyArn: string;
  readonly topicArns: NonEmpty<string>;
}

export interface ChatChannel {
  readonly name: string;
  readonly teamId: string;
  readonly channelId: string;
}

/** https://docs.aws.amazon.com/chatbot/latest/adminguide/understanding-permissions.html */
export function chatFor(
  { names }: Rulebook,
  facts: SettledFacts,
  destinations: readonly Destination[],
  topicArns: NonEmpty<string>,
): Chat | undefined {
  const [first, ...others] = destinations.flatMap(channelsFor);
  return first === undefined
    ? undefined
    : {
        role: {
          name: names.chatRole,
          arn: securityRoleArn(names, facts, names.chatRole),
          path: names.targetPath,
          description: "Shows alerts in a chat channel; may do nothing.",
          trust: serviceTrustFor("chatbot.amazonaws.com"),
          policy: textOf(
            documentFor<IdentityStatement>([{ Sid: "Nothing", Effect: "Deny", Action: "*", Resource: "*" }]),
          ),
        },
        channels: [first, ...others],
        guardrailPolicyArn: awsManagedPolicyArn(facts, "AWSDenyAll"),
        topicArns,
      };
}

function channelsFor(destination: Destination): readonly ChatChannel[] {
  if (destination.protocol !== "slack") return [];
  const { teamId, channelId } = destination;
  return [{ name: `lifeline-${channelId}`, teamId, channelId }];
}
