import * as chatbot from "@pulumi/aws/chatbot";
import type * as pulumi from "@pulumi/pulumi";
import type { Chat } from "../../rulebook";

/** Channels that show what the topics say, and can do nothing. */
export function chatChannels(
  { role, channels, guardrailPolicyArn, topicArns }: Chat,
  opts: { readonly parent: pulumi.Resource; readonly dependsOn: pulumi.Resource[] },
): void {
  for (const { name, teamId, channelId } of channels) {
    new chatbot.SlackChannelConfiguration(
      name,
      {
        configurationName: name,
        slackTeamId: teamId,
        slackChannelId: channelId,
        iamRoleArn: role.arn,
        guardrailPolicyArns: [guardrailPolicyArn],
        snsTopicArns: [...topicArns],
        loggingLevel: "ERROR",
      },
      { ...opts, protect: false },
    );
  }
}
