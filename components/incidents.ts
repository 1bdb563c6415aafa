import * as dynamodb from "@pulumi/aws/dynamodb";
import * as kms from "@pulumi/aws/kms";
import * as pulumi from "@pulumi/pulumi";
import type { IncidentRegister } from "../rulebook";

/** The register of incidents. */
export class Incidents extends pulumi.ComponentResource {
  constructor(name: string, register: IncidentRegister, opts: pulumi.ComponentResourceOptions) {
    super("lifeline:security:Incidents", name, {}, opts);
    this.addTable(register);
    this.registerOutputs({});
  }

  private addTable({ name, region, key, ...record }: IncidentRegister): void {
    const opts = { parent: this, protect: true };
    const encryption = new kms.Key(
      `${key.name}-key`,
      { description: key.description, region, policy: key.policy, enableKeyRotation: true, deletionWindowInDays: 30 },
      opts,
    );
    const alias = new kms.Alias(
      `${key.name}-alias`,
      { name: key.alias, region, targetKeyId: encryption.keyId },
      { ...opts, parent: encryption },
    );
    new dynamodb.Table(
      name,
      {
        name,
        region,
        billingMode: "PAY_PER_REQUEST",
        hashKey: record.partitionKey,
        rangeKey: record.sortKey,
        attributes: [
          { name: record.partitionKey, type: "S" },
          { name: record.sortKey, type: "S" },
        ],
        serverSideEncryption: { enabled: true, kmsKeyArn: encryption.arn },
        pointInTimeRecovery: { enabled: true, recoveryPeriodInDays: record.recoveryDays },
        ttl: { enabled: true, attributeName: record.expiryAttribute },
        deletionProtectionEnabled: true,
      },
      // The function's permission on the key goes by the alias.
      { ...opts, dependsOn: [alias] },
    );
  }
}
