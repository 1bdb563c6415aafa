import { hidingIn } from "../hiding";
import type { Gap, Organization } from "../model/organization";
import type { MergedChange } from "./merging";

/** Access to whatever such a template makes, one line for each. */
export function hiddenChanges(before: Organization, after: Organization): readonly MergedChange[] {
  const [was, is] = [hidingIn(before), hidingIn(after)];
  const untold = ({ where }: Gap, detail: string): MergedChange => ({
    change: "untold",
    who: ["anybody"],
    from: [],
    actions: ["any action"],
    on: [`what ${where} makes`],
    regions: [],
    at: [],
    detail,
  });
  return [
    ...is.map((gap) => untold(gap, `cannot be told: ${gap.why}`)),
    ...was
      .filter(({ where }) => is.every((gap) => gap.where !== where))
      .map((gap) => untold(gap, `could not be told before: ${gap.why}`)),
  ];
}
