// Preloaded by Pulumi.yaml's nodeargs: what the program never uses is loaded when it is first used, which is never.
// Lifeline serialises no functions into Lambda code and drives no Pulumi CLI, yet the SDK loads at every start what it
// needs for both: npm's dependency tree, its closure compiler with a debugger session, the Automation API. They take a
// fourth of the program's whole CPU time. Behaviour stays: whoever asks gets the real thing.
// Source maps are not read: setup/transpile.cjs keeps every line where it was, and the SDK's own maps name
// `node_modules/@pulumi/resource.ts`, a package without a file, on which util.inspect of Node 20 never ends when the SDK
// colours an error thrown there. https://github.com/nodejs/node/issues/64011
const Module = require("node:module");

const load = Module._load;

const withoutMaps = new Map([
  ["source-map-support/register", {}],
  ["@cspotcode/source-map-support", { install: () => undefined }],
]);

/** Request → where in the SDK it is made, and what is answered without loading anything. */
const lazy = new Map([
  ["@npmcli/arborist", { by: /runtime.closure.codePaths\.js$/ }],
  ["./automation", { by: /@pulumi.pulumi.index\.js$/ }],
  ["./createClosure", { by: /runtime.closure.serializeClosure\.js$/ }],
  // The SDK waits for its debugger session before the program; v8.js, which needs it, waits for it once more.
  ["../../runtime/closure/v8Hooks", { by: /cmd.run.index\.js$/, known: { isInitializedAsync: async () => undefined } }],
]);

Module._load = function lazily(request, parent, isMain) {
  if (withoutMaps.has(request)) return withoutMaps.get(request);
  const row = lazy.get(request);
  if (row === undefined || !row.by.test(parent?.filename ?? "")) return load.call(this, request, parent, isMain);
  // __esModule: or TypeScript's interop would copy every property, and so load it.
  const known = { __esModule: true, ...row.known };
  const real = () => load.call(Module, request, parent, false);
  return new Proxy(known, {
    get: (_, name) => (Object.hasOwn(known, name) ? known[name] : real()[name]),
    has: (_, name) => name in real(),
    ownKeys: () => Reflect.ownKeys(real()),
    getOwnPropertyDescriptor: (_, name) =>
      name in real() ? { ...Object.getOwnPropertyDescriptor(real(), name), configurable: true } : undefined,
  });
};
