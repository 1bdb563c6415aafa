import type { Pack } from "./host/messages";
import { version } from "./package.json";

/** What the engine shows: name, and the version that is published. */
export const pack: Pack = { name: "lifeline", version };
