"use strict";
// Makes the resources that the configuration lists. In arguments "$first.size" is an output of the resource "first" and
// { secret: x } a secret; options name other resources as "$first".
const pulumi = require("@pulumi/pulumi");
const { echo, Group, Provider, Thing } = require("./toy");

const made = { stack: pulumi.rootStackResource };

function resolved(value) {
  if (typeof value === "string" && value.startsWith("$")) {
    const [name, property] = value.slice(1).split(".");
    return property === undefined ? made[name] : made[name][property];
  }
  if (Array.isArray(value)) return value.map(resolved);
  if (value === null || typeof value !== "object") return value;
  if ("secret" in value) return pulumi.secret(resolved(value.secret));
  if ("archive" in value) return new pulumi.asset.FileArchive(value.archive);
  if ("asset" in value) return new pulumi.asset.StringAsset(value.asset);
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, resolved(item)]));
}

const makers = {
  thing: (name, args, options) => new Thing(name, args, options),
  provider: (name, args, options) => new Provider(name, args, options),
  get: (name, { id, ...state }, options) => new Thing(name, state, { ...options, id }),
  group: (name, { outputs, ...args }, options) => {
    const group = new Group(name, args, options);
    group.registerOutputs(outputs ?? {});
    return group;
  },
  echo: (name, args, options) => ({ answer: pulumi.output(echo(args, { async: true, ...options })) }),
  echoOutput: (name, args, options) => ({
    answer: pulumi.output(args).apply((all) => echo(all, { async: true, ...options })),
  }),
  reference: (name) => new pulumi.StackReference(name),
  log: (name, { text }) => pulumi.log.warn(text),
  print: (name, { text }) => console.log(text),
  fail: (name, { text, user }) => {
    throw user ? new pulumi.RunError(text) : new Error(text);
  },
  exit: () => process.exit(3),
};

const { resources, outputs } = new pulumi.Config().requireObject("resources");
for (const { name, is, options, args } of resources) {
  made[name] = makers[is ?? "thing"](name, resolved(args ?? {}), resolved(options ?? {}));
}
for (const [name, value] of Object.entries(outputs ?? {})) exports[name] = resolved(value);
