"use strict";
// Two things, one after the other, so that there is a first to interrupt and a second not to begin.
const pulumi = require("@pulumi/pulumi");

const version = "1.2.3";

class Toy extends pulumi.ProviderResource {
  constructor(name) {
    super("toy", name, {}, { version });
  }
}

class Thing extends pulumi.CustomResource {
  constructor(name, args, options) {
    super("toy:index:Thing", name, { size: undefined, fingerprint: undefined, ...args }, { version, ...options });
  }
}

const provider = new Toy("toy");
const first = new Thing("first", { name: "one" }, { provider });
new Thing("second", { name: "two" }, { provider, dependsOn: first });
