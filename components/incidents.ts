import * as dynamodb from "@pulumi/aws/dynamodb";
import * as pulumi from "@pulumi/pulumi";
import type { IncidentRegister } from "../rulebook";
import { encryptionKey } from "./parts/encryption-key";

/** The register of incidents. */
export class Incidents extends pulumi.ComponentResource {
  constructor(name: string, register: IncidentRegister, opts: pulumi.ComponentResourceOptions) {
    super("lifeline:security:Incidents", name, {}, opts);
    this.addTable(register);
    this.registerOutputs({});
  }

  private addTable({ name, region, key, ...record }: IncidentRegister): void {
    const encryption = encryptionKey(key, this);
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
        serverSideEncryption: { enabled: true, kmsKeyArn: encryption.key.arn },
        pointInTimeRecovery: { enabled: true, recoveryPeriodInDays: record.recoveryDays },
        ttl: { enabled: true, attributeName: record.expiryAttribute },
        deletionProtectionEnabled: true,
      },
      // The function's permission on the key goes by the alias.
      { parent: this, protect: true, dependsOn: [encryption.alias] },
    );
  }
}
