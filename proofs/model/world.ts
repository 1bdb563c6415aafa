import type { Policy } from "../../iam";
import type { Attachments, OwnPolicy, PolicyType } from "./attachments";
import type { Draft } from "./draft";
import type { Frame } from "./frame";
import type { Naming } from "./naming";
import type { Gap } from "./organization";
import type { Population } from "./population";
import type { StackSetPlan } from "./stack-sets";

/** Everything that was read, before accounts are gathered into classes. */
export interface World {
  readonly frame: Frame;
  readonly population: Population;
  readonly drafts: readonly Draft[];
  readonly byUrn: ReadonlyMap<string, Draft>;
  readonly plans: readonly StackSetPlan[];
  readonly own: readonly OwnPolicy[];
  readonly attachments: Readonly<Record<PolicyType, Attachments>>;
  readonly enabledTypes: readonly string[] | undefined;
  /** Account → its resource policy of AWS Sign-In. */
  readonly signIn: ReadonlyMap<string, Policy>;
  readonly naming: Naming;
  readonly report: (gap: Gap) => void;
}
