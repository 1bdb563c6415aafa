import type { CompositeAlarm } from "../observation-model";
import { regionalIn } from "../regional";
import type { Session } from "../session";
import { checkAlarm, validation } from "./fields";

const longestRule = 10_240;
const child = /\b(?:ALARM|OK|INSUFFICIENT_DATA)\(\s*(?:"([^"]+)"|([^()"\s]+))\s*\)/g;

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutCompositeAlarm.html */
export function checkCompositeAlarm(session: Session, alarm: CompositeAlarm): void {
  checkAlarm(alarm);
  const { name, rule } = alarm;
  if (rule.length > longestRule || !isExpression(rule.replace(child, "TRUE"))) {
    throw validation(`AlarmRule is invalid: ${rule}`);
  }
  const children = [...rule.matchAll(child)].map(([, quoted, plain = ""]) => nameOfAlarm(quoted ?? plain));
  const { alarms } = regionalIn(session.aws, session);
  if (children.includes(name)) throw validation("AlarmRule is invalid: an alarm cannot refer to itself");
  const missing = children.find((one) => alarms[one] === undefined);
  if (missing !== undefined) throw validation(`AlarmRule is invalid: alarm ${missing} does not exist`);
}

/** Words joined by AND and OR, with NOT and brackets: the smallest form is shortened until only a word is left. */
function isExpression(text: string): boolean {
  const words = text.replaceAll(/\bFALSE\b/g, "TRUE").replaceAll(/([()])/g, " $1 ");
  let [before, now] = ["", ` ${words} `];
  while (before !== now) {
    before = now;
    now = now
      .replaceAll(/\s+/g, " ")
      .replace(" ( TRUE ) ", " TRUE ")
      .replace(" NOT TRUE ", " TRUE ")
      .replace(/ TRUE (AND|OR) TRUE /, " TRUE ");
  }
  return now === " TRUE ";
}

function nameOfAlarm(nameOrArn: string): string {
  return nameOrArn.split(":alarm:").at(-1) ?? nameOrArn;
}
