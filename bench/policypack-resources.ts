import { allow, policyText } from "../rulebook/derive/plain-statements";
import type { Sent } from "./policy-protocol";

/**
 * Resources as an ordinary stack has them, a tenth with something to find. Every document is another one, so that
 * nothing is gained by remembering it.
 */
export function syntheticStack(count: number): readonly Sent[] {
  return Array.from({ length: count }, (_, index) => {
    const [type, properties] = resourceAt(index);
    const name = `it-${index}`;
    return {
      type,
      urn: `urn:pulumi:prod::orders::${type}::${name}`,
      name,
      properties,
      protect: false,
      provider: { properties: { region: "eu-central-1" } },
    };
  });
}

function resourceAt(index: number): readonly [type: string, properties: object] {
  const name = `orders-${index}`;
  const tags = { team: "orders", stage: "prod", number: String(index) };
  const isBad = index % 10 === 0;
  const makers: readonly (() => readonly [string, object])[] = [
    () => ["aws:s3/bucket:Bucket", { bucket: name, tags, forceDestroy: isBad }],
    () => ["aws:iam/role:Role", { name, path: "/orders/", tags, assumeRolePolicy: trustText(index) }],
    () => ["aws:iam/policy:Policy", { name, path: "/orders/", policy: readText(index), tags }],
    () => [
      "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
      { role: name, policyArn: `arn:aws:iam::100000000011:policy/orders/${name}` },
    ],
    () => [
      "aws:ec2/instance:Instance",
      {
        ami: "ami-0",
        instanceType: "t3.micro",
        monitoring: !isBad,
        tags,
        metadataOptions: { httpTokens: isBad ? "optional" : "required" },
      },
    ],
    () => [
      "aws:ec2/securityGroup:SecurityGroup",
      {
        name,
        description: "orders",
        ingress: [{ fromPort: 443, toPort: 443, protocol: "tcp", cidrBlocks: ["10.0.0.0/8"] }],
        tags,
      },
    ],
    () => ["aws:ebs/volume:Volume", { availabilityZone: "eu-central-1a", size: 8, encrypted: !isBad, tags }],
    () => [
      "aws:lambda/function:Function",
      {
        name,
        role: `arn:aws:iam::100000000011:role/${name}`,
        runtime: "nodejs22.x",
        handler: "index.handler",
        environment: { variables: { TABLE: name, TOPIC: name } },
        tags,
      },
    ],
    () => ["aws:sqs/queue:Queue", { name, sqsManagedSseEnabled: true, visibilityTimeoutSeconds: 30, tags }],
    () => [
      "aws:dynamodb/table:Table",
      { name, billingMode: "PAY_PER_REQUEST", hashKey: "id", attributes: [{ name: "id", type: "S" }], tags },
    ],
    () => ["aws:cloudwatch/logGroup:LogGroup", { name: `/aws/lambda/${name}`, retentionInDays: isBad ? 7 : 90, tags }],
    () => [
      "aws:rds/instance:Instance",
      {
        identifier: name,
        instanceClass: "db.t3.micro",
        storageEncrypted: true,
        backupRetentionPeriod: 7,
        multiAz: true,
        tags,
      },
    ],
    () => ["aws:route53/record:Record", { name: `${name}.example.com`, type: "A", ttl: 300, records: ["10.0.0.1"] }],
  ];
  return (makers[index % makers.length] ?? (() => ["aws:sns/topic:Topic", { name }] as const))();
}

function trustText(index: number): string {
  return policyText(
    allow({ sid: `Assume${index}`, actions: "sts:AssumeRole", principal: { Service: "lambda.amazonaws.com" } }),
  );
}

function readText(index: number): string {
  return policyText(
    allow({
      sid: `Read${index}`,
      actions: ["s3:GetObject", "s3:ListBucket"],
      resources: [`arn:aws:s3:::orders-${index}`, `arn:aws:s3:::orders-${index}/*`],
    }),
    allow({
      sid: "Queue",
      actions: ["sqs:SendMessage"],
      resources: `arn:aws:sqs:eu-central-1:100000000011:orders-${index}`,
    }),
  );
}
