// Mocha's usual report, and the counts as JSON for .ci/run, which adds them up.
const { writeFileSync } = require("node:fs");
const { reporters } = require("mocha");

module.exports = class Counted extends reporters.Spec {
  constructor(runner, options) {
    super(runner, options);
    runner.once("end", () => {
      const { passes, failures, pending } = runner.stats;
      const counts = { passed: passes, failed: failures, pending };
      writeFileSync(options.reporterOptions.output, JSON.stringify(counts));
    });
  }
};
