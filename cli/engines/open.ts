import { openEmbedded } from "./embedded";
import type { EngineName, OpenEngine } from "./types";

/** The Automation API takes a second to load: only where it is asked for. */
export const openEngine: Readonly<Record<EngineName, OpenEngine>> = {
  embedded: openEmbedded,
  pulumi: async (run) => (await import("./pulumi.js")).openPulumi(run),
};
