import { importPending, preview, update, type StackExport, type StackResult } from "../../sandbox/engine";
import type { Engine, EngineRun } from "./types";

/** The sandbox's own engine: nothing to install, nothing to leave behind. */
export function openEmbedded(run: EngineRun): Promise<Engine> {
  let state: StackExport | undefined = run.state;
  const now = (): EngineRun => (state === undefined ? run : { ...run, state });
  const kept = async (result: Promise<StackResult>): Promise<StackResult> => {
    const { state: next } = await result;
    state = next;
    return result;
  };
  return Promise.resolve({
    name: "embedded",
    title: "embedded engine",
    preview: () => preview(now()),
    update: () => kept(update(now())),
    importPending: (ids) => kept(importPending({ ...now(), adopt: ids })),
    state: () => (state === undefined ? Promise.reject(new Error("nothing was deployed yet")) : Promise.resolve(state)),
    close: () => Promise.resolve(),
  });
}
