import * as pulumi from "@pulumi/pulumi";
import type { TargetRoles as Record } from "../rulebook";
import { memberStackSet } from "./parts/member-stack-set";

/** The StackSet that puts the target roles, and what else of IAM detection acts by, into every member account. */
export class TargetRoles extends pulumi.ComponentResource {
  constructor(name: string, record: Record, opts: pulumi.ComponentResourceOptions) {
    super("lifeline:organization:TargetRoles", name, {}, opts);
    memberStackSet(
      name,
      {
        ...record,
        name: record.stackSetName,
        // IAM is global: one Region.
        regions: [record.region],
        capabilities: ["CAPABILITY_NAMED_IAM"],
      },
      this,
    );
    this.registerOutputs({});
  }
}
