import { AwsError } from "../errors";

const rate = /^rate\((\d+) (minute|minutes|hour|hours|day|days)\)$/;
const at = /^at\(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\)$/;

/** The ranges of cron's fields, in their order. https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html */
const months = "JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC".split(" ");
const weekdays = "SUN MON TUE WED THU FRI SAT".split(" ");
const cronFields: readonly { readonly least: number; readonly most: number; readonly names?: readonly string[] }[] = [
  { least: 0, most: 59 },
  { least: 0, most: 23 },
  { least: 1, most: 31 },
  { least: 1, most: 12, names: months },
  { least: 1, most: 7, names: weekdays },
  { least: 1970, most: 2199 },
];

/** A schedule of EventBridge's rules; those of the Scheduler may be `at(…)` too. */
export function checkSchedule(expression: string, words: string, once = false): void {
  if (isRate(expression) || isCron(expression) || (once && at.test(expression))) return;
  throw new AwsError("ValidationException", words);
}

/** One minute, two minutes: the word says which. */
function isRate(expression: string): boolean {
  const [, value = "0", unit = ""] = rate.exec(expression) ?? [];
  const number = Number(value);
  return number >= 1 && unit.endsWith("s") === number > 1;
}

function isCron(expression: string): boolean {
  const fields = /^cron\(([^()]+)\)$/.exec(expression)?.[1]?.split(" ") ?? [];
  if (fields.length !== cronFields.length) return false;
  const [, , dayOfMonth, , dayOfWeek] = fields;
  // One of the two days says "?": https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-scheduled-rule-pattern.html
  if ((dayOfMonth === "?") === (dayOfWeek === "?")) return false;
  return fields.every((field, index) => field.split(",").every((part) => isCronPart(part, index)));
}

function isCronPart(part: string, index: number): boolean {
  const field = cronFields[index];
  if (field === undefined) return false;
  const isDay = index === 2 || index === 4;
  if (part === "*" || (isDay && /^(\?|L)$/.test(part))) return true;
  if (isDay && /^(\d{1,2}W|LW|[1-7]#[1-5]|[1-7]L)$/.test(part)) return true;
  const [range = "", step, ...rest] = part.split("/");
  if (rest.length > 0 || (step !== undefined && !/^[1-9]\d*$/.test(step))) return false;
  if (range === "*") return true;
  const ends = range.split("-");
  return ends.length <= 2 && ends.every((end) => isWithin(end, field));
}

function isWithin(value: string, { least, most, names = [] }: (typeof cronFields)[number]): boolean {
  return names.includes(value) || (/^\d+$/.test(value) && Number(value) >= least && Number(value) <= most);
}
