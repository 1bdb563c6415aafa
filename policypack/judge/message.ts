import { undecidedInTemplate, undecidedText } from "../rule";
import type { Judgement } from "./pass";

/** Where, what was seen and what to do, in one sentence each; the policy's name stands in front. */
export function messageOf({ rule, subject, where, seen, verdict, exception }: Judgement): string {
  const what = subject === undefined ? "this stack" : `${subject.type} "${subject.name}"`;
  const place = where === "" ? what : `${what}, ${where}`;
  const excepted =
    exception === undefined
      ? ""
      : ` Excepted until ${exception.review} by ${exception.owner}: ${exception.reason.replace(/\.$/, "")}.`;
  if (verdict === "undecided") {
    const open = subject?.dialect === "template" ? undecidedInTemplate : undecidedText;
    return `${rule.id}: ${place}: ${open}.${excepted}`;
  }
  return `${rule.id}: ${place}: ${seen}. ${rule.fix}.${excepted}`;
}

/** Preview may leave open what update decides, and an exception shows what it passes; the rest stops. */
export function isMandatory({ verdict, exception, subject }: Judgement, isPreview: boolean): boolean {
  if (exception !== undefined) return false;
  return verdict === "violated" || (!isPreview && subject?.dialect !== "template");
}

const shapes = {
  account: /^\d{12}$/,
  action: /^(\*|[a-z0-9-]+):?[\w*?]*$|^\*:\*$/i,
  arn: /^arn:[\w-]*:[\w*-]*:[\w*-]*:[\d*?]*:[\w+=,.@:/*?${}-]{0,300}$/,
  name: /^[\w+=,.@:/*?-]{1,200}$/,
  region: /^[a-z]{2}(-[a-z]+)+-\d$/,
  sid: /^(#\d+|[A-Za-z0-9]{1,128})$/,
} as const;

/**
 * What may be shown, by what stands there. A value of another shape may be a secret in the wrong place, and is not shown;
 * a name is shown only where names stand.
 */
export function shown(value: unknown, as: keyof typeof shapes): string {
  return typeof value === "string" && shapes[as].test(value) ? value : notShown;
}

export const notShown = "(a value not shown here)";

/** Ids of Organizations, and actions with their service: nothing else looks like them. */
const organizationId = /^(o|r|ou|p)-[a-z0-9-]{4,68}$/;
const fullAction = /^[a-z0-9-]+:[\w*?]+$/i;

/** Whether a value may be shown wherever it came from, or because a name stands where it stood. */
export function isShowable(value: string, isNamePlace: boolean): boolean {
  const { account, arn, region, name, sid } = shapes;
  const anywhere = [account, arn, region, organizationId, fullAction];
  return [...anywhere, ...(isNamePlace ? [name, sid] : [])].some((shape) => shape.test(value));
}
