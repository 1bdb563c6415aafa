// Preloaded by Pulumi.yaml's nodeargs: what the program never uses is loaded when it is first used, which is never.
// The SDK needs npm's dependency tree only to serialise functions into Lambda code (runtime/closure/codePaths.js), and
// loads it at every start: a tenth of the program's whole CPU time. Behaviour stays: whoever asks gets the real thing.
// Source maps are not read: setup/transpile.cjs keeps every line where it was, and the SDK's own maps name
// `node_modules/@pulumi/resource.ts`, a package without a file, on which util.inspect of Node 20 never ends when the SDK
// colours an error thrown there. https://github.com/nodejs/node/issues/64011
const Module = require("node:module");

const load = Module._load;

const withoutMaps = new Map([
  ["source-map-support/register", {}],
  ["@cspotcode/source-map-support", { install: () => undefined }],
]);

Module._load = function lazily(request, parent, isMain) {
  if (withoutMaps.has(request)) return withoutMaps.get(request);
  if (request !== "@npmcli/arborist") return load.call(this, request, parent, isMain);
  return {
    // Or TypeScript's interop would copy the property, and so load it.
    __esModule: true,
    get Arborist() {
      return load.call(Module, request, parent, false).Arborist;
    },
  };
};
