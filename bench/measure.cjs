// Preloaded into the process that is measured: writes at its end what it used.
const { readFileSync, writeFileSync } = require("node:fs");

process.once("exit", () => {
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
  writeFileSync(
    process.env.LIFELINE_MEASURE,
    JSON.stringify({
      cpuSeconds: (userCPUTime + systemCPUTime) / 1e6,
      maxRssMb: (peakKilobytes() ?? maxRSS) / 1024,
      wallSeconds: process.uptime(),
    }),
  );
});

/** The kernel lets a process inherit ru_maxrss from the one that started it; VmHWM is its own. */
function peakKilobytes() {
  try {
    return Number(/^VmHWM:\s+(\d+) kB$/m.exec(readFileSync("/proc/self/status", "utf8"))[1]);
  } catch {
    return undefined;
  }
}
