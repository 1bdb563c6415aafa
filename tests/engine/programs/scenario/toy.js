"use strict";
// What an SDK of the package "toy" would be.
const pulumi = require("@pulumi/pulumi");

exports.Provider = class Provider extends pulumi.ProviderResource {
  constructor(name, args, options) {
    // Generated SDKs hand the structures among a provider's inputs on as JSON text.
    const text = (value) =>
      pulumi.output(value).apply((known) => (typeof known === "string" ? known : JSON.stringify(known)));
    const inputs = Object.fromEntries(Object.entries(args).map(([key, value]) => [key, text(value)]));
    super("toy", name, inputs, { version: "1.2.3", ...options });
  }
};

exports.Thing = class Thing extends pulumi.CustomResource {
  static get(name, id, options) {
    return new Thing(name, {}, { ...options, id });
  }
  constructor(name, args, options) {
    const outputs = { size: undefined, fingerprint: undefined, token: undefined };
    super("toy:index:Thing", name, { ...outputs, ...args }, { version: "1.2.3", ...options });
  }
};

exports.Group = class Group extends pulumi.ComponentResource {
  constructor(name, args, options) {
    super("toy:index:Group", name, args, options);
  }
};

exports.echo = (args, options) => pulumi.runtime.invoke("toy:index:echo", args, { version: "1.2.3", ...options });
