"use strict";
const pulumi = require("@pulumi/pulumi");
const { echo, Group, Provider, Thing } = require("../toy");

const config = new pulumi.Config();
const near = new Provider("near", { zone: "near" });
const far = new Provider("far", { zone: "far" });

const group = new Group("group", {}, { providers: { toy: near }, protect: true });
const first = new Thing("first", { name: config.require("greeting") }, { parent: group });
const second = new Thing(
  "second",
  { name: first.fingerprint, list: [first.size] },
  { provider: far, dependsOn: group },
);
const hidden = new Thing("hidden", { name: pulumi.secret("hush"), issue: true }, { provider: near });
group.registerOutputs({ size: first.size });

exports.size = second.size;
exports.hidden = hidden.name;
exports.echoed = echo({ word: "x" }, { provider: far, async: true });
