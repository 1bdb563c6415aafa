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

/**
 * A name, ARN, account id, action, Sid or condition key as it may be shown. What does not look like one may be a secret
 * in the wrong place and is not shown.
 */
export function shown(value: unknown): string {
  return typeof value === "string" && /^[\w+=,.@:/*?${}-]{1,200}$/.test(value) ? value : "(a value not shown here)";
}
