// Preloaded by Pulumi.yaml's nodeargs: what the program never uses is loaded when it is first used, which is never.
// The SDK needs npm's dependency tree only to serialise functions into Lambda code (runtime/closure/codePaths.js), and
// loads it at every start: a tenth of the program's whole CPU time. Behaviour stays: whoever asks gets the real thing.
const Module = require("node:module");

const load = Module._load;

Module._load = function lazily(request, parent, isMain) {
  if (request !== "@npmcli/arborist") return load.call(this, request, parent, isMain);
  return {
    // Or TypeScript's interop would copy the property, and so load it.
    __esModule: true,
    get Arborist() {
      return load.call(Module, request, parent, false).Arborist;
    },
  };
};
