import { AwsError } from "../errors";
import { slackChannelArn } from "../regional-arns";
import type { SlackChannel } from "../regional-model";
import { arnIssue } from "./iam-identity-policies";
import { absent, regionalResource } from "./regional";
import { flag, optionalText, tagOutputs, tags, tagsField, text, texts, type Resource } from "./resource";

/** https://docs.aws.amazon.com/chatbot/latest/adminguide/guardrail-policies.html */
const defaultGuardrail = "arn:aws:iam::aws:policy/AdministratorAccess";

/** https://github.com/hashicorp/terraform-provider-aws/blob/main/internal/service/chatbot/slack_channel_configuration.go */
export const slackChannelConfiguration: Resource = regionalResource<"slackChannels">({
  type: "aws:chatbot/slackChannelConfiguration:SlackChannelConfiguration",
  title: "Chatbot Slack Channel Configuration",
  service: "chatbot",
  operations: {
    create: "CreateSlackChannelConfiguration",
    update: "UpdateSlackChannelConfiguration",
    remove: "DeleteSlackChannelConfiguration",
  },
  table: "slackChannels",
  prefix: "chatbot",
  inputs: {
    configurationName: { type: "string", required: true, forceNew: true, check: nameIssue },
    guardrailPolicyArns: { type: "list", computed: true, items: { type: "string", check: arnIssue } },
    iamRoleArn: { type: "string", required: true, check: arnIssue },
    loggingLevel: { type: "string", computed: true, oneOf: ["ERROR", "INFO", "NONE"] },
    slackChannelId: { type: "string", required: true, check: idIssue("slack_channel_id", /^[A-Za-z0-9]{1,255}$/) },
    slackTeamId: {
      type: "string",
      required: true,
      forceNew: true,
      check: idIssue("slack_team_id", /^[0-9A-Z]{1,255}$/),
    },
    snsTopicArns: { type: "set", computed: true, items: { type: "string", check: arnIssue } },
    tags: tagsField,
    timeouts: absent("object"),
    userAuthorizationRequired: { type: "boolean", computed: true },
  },
  computed: [
    "chatConfigurationArn",
    "guardrailPolicyArns",
    "loggingLevel",
    "slackChannelName",
    "slackTeamName",
    "snsTopicArns",
    "tagsAll",
    "userAuthorizationRequired",
  ],
  subject: (inputs) => text(inputs, "configurationName"),
  home: (session) => ({ ...session, region: "us-east-1" }),
  key: (inputs) => text(inputs, "configurationName"),
  arn: slackChannelArn,
  id: slackChannelArn,
  keyOf: (id) => id.slice(id.lastIndexOf("/") + 1),
  taken: (key) => new AwsError("ConflictException", `Slack channel configuration ${key} already exists.`, 409),
  record(session, inputs, name): SlackChannel {
    const iamRoleArn = text(inputs, "iamRoleArn");
    const role =
      session.aws.iam[session.accountId]?.roles[iamRoleArn.slice(iamRoleArn.lastIndexOf("/") + 1).toLowerCase()];
    if (role === undefined) throw new AwsError("InvalidParameterException", `The role ${iamRoleArn} does not exist.`);
    const guardrails = texts(inputs, "guardrailPolicyArns");
    return {
      name,
      slackTeamId: text(inputs, "slackTeamId"),
      slackChannelId: text(inputs, "slackChannelId"),
      iamRoleArn,
      snsTopicArns: texts(inputs, "snsTopicArns"),
      guardrailPolicyArns: guardrails.length === 0 ? [defaultGuardrail] : guardrails,
      loggingLevel: optionalText(inputs, "loggingLevel") ?? "NONE",
      userAuthorizationRequired: flag(inputs, "userAuthorizationRequired"),
      tags: tags(inputs),
    };
  },
  outputs: (session, { name, tags: own, ...channel }) => ({
    ...channel,
    chatConfigurationArn: slackChannelArn(session, name),
    configurationName: name,
    slackChannelName: channel.slackChannelId,
    slackTeamName: channel.slackTeamId,
    ...tagOutputs(own),
  }),
});

function nameIssue(name: string): string | undefined {
  return /^[A-Za-z0-9_-]{1,128}$/.test(name)
    ? undefined
    : `configuration_name must match [A-Za-z0-9_-]{1,128}: ${name}`;
}

function idIssue(name: string, pattern: RegExp) {
  return (id: string): string | undefined =>
    pattern.test(id) ? undefined : `${name} must match ${pattern.source}: ${id}`;
}
