// ts-node's transpiler for the program's start (tsconfig.pulumi.json): Sucrase, without source maps. Sucrase leaves every
// line where it was, so a stack trace names the right one as it is; reading maps for each trace the SDK captures costs
// more than stripping the types. https://typestrong.org/ts-node/docs/transpilers
const sucrase = require("sucrase/ts-node-plugin");

const noMap = JSON.stringify({ version: 3, sources: [], names: [], mappings: "" });

exports.create = (options) => {
  const { transpile } = sucrase.create(options);
  return { transpile: (source, of) => ({ outputText: transpile(source, of).outputText, sourceMapText: noMap }) };
};
