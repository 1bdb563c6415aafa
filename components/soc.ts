import { Stack } from "@pulumi/aws/cloudformation/stack";
import * as pulumi from "@pulumi/pulumi";
import type { AlarmStack, SocTopics } from "../rulebook";
import { chatChannels } from "./parts/chat-channels";
import { encryptionKey } from "./parts/encryption-key";
import { topicFor } from "./parts/topic";

interface Records {
  readonly topics: SocTopics;
  readonly alarms: AlarmStack;
}

/**
 * Where alerts reach people: the SOC topic, the standby topic, their subscribers; and the alarms on the way of an alert,
 * with the dashboard (docs/adr/0013: why they are a stack).
 */
export class Soc extends pulumi.ComponentResource {
  constructor(name: string, { topics: records, alarms }: Records, opts: pulumi.ComponentResourceOptions) {
    super("lifeline:security:Soc", name, {}, opts);
    const { soc, standby, deliveryRole, chat } = records;
    const topics = [soc, standby].map((topic) => {
      const { alias } = encryptionKey(topic.key, this);
      const origin = { fact: "alerts.soc", deliveryRoleArn: deliveryRole.arn } as const;
      return topicFor(topic, origin, { parent: this, dependsOn: [alias] });
    });
    if (chat !== undefined) chatChannels(chat, { parent: this, dependsOn: topics });
    new Stack(
      alarms.stackName,
      { name: alarms.stackName, region: alarms.region, templateBody: alarms.template },
      { parent: this, protect: true, dependsOn: topics },
    );
    this.registerOutputs({});
  }
}
