/**
 * How many generated cases a property test runs, and from which seed.
 *
 * TEST_SCALE is a factor on the full count: 1 is the full count, the default is a tenth of it.
 * TEST_SEED repeats a run: the seed is printed once per process, so a failure can be replayed.
 */
const scale = positiveNumber("TEST_SCALE") ?? 0.1;

export const seed: number = wholeNumber("TEST_SEED") ?? Math.floor(Math.random() * 0x7fffffff);

/** True where the full counts are run, as .ci/run does: a bench takes half a minute, and says nothing on a busy machine. */
export const isFullScale: boolean = scale >= 1;

let printed = false;

/** The number of runs to ask of fast-check, at least one. */
export function runs(full: number): number {
  if (!printed) {
    printed = true;
    process.stderr.write(`generated cases: TEST_SCALE=${scale} TEST_SEED=${seed}\n`);
  }
  return Math.max(1, Math.round(full * scale));
}

function positiveNumber(name: string): number | undefined {
  const text = process.env[name];
  if (text === undefined || text === "") return undefined;
  const value = Number(text);
  if (!Number.isFinite(value) || value <= 0) throw new Error(`${name}=${text}: expected a number above 0`);
  return value;
}

function wholeNumber(name: string): number | undefined {
  const text = process.env[name];
  if (text === undefined || text === "") return undefined;
  const value = Number(text);
  if (!Number.isInteger(value)) throw new Error(`${name}=${text}: expected a whole number`);
  return value;
}
