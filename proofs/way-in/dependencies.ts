import type { Party } from "./failure-modes";
import type { Step } from "./steps";

/** What a call depends on besides the Region that serves it. */
interface Dependency {
  /** Prefix of the action's service, and the action where one of the service differs. */
  readonly call: string;
  readonly parties: readonly Party[];
  /** "step": wherever it is called. "us-east-1": a control plane that stands there alone. */
  readonly servedIn: "step" | "us-east-1";
  readonly source: string;
}

const isolation = "https://docs.aws.amazon.com/whitepapers/latest/aws-fault-isolation-boundaries/global-services.html";

/** The longer name decides. A service without a row is not known: then nobody can say what a step needs. */
const dependencies: readonly Dependency[] = [
  {
    call: "signin:",
    parties: [],
    servedIn: "step",
    source: "https://docs.aws.amazon.com/general/latest/gr/signin-service.html",
  },
  {
    call: "sts:",
    parties: [],
    servedIn: "step",
    source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_temp_region-endpoints.html",
  },
  {
    call: "sts:AssumeRoleWithSAML",
    parties: ["identity-provider"],
    servedIn: "step",
    source: "https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithSAML.html",
  },
  { call: "iam:", parties: ["control-planes"], servedIn: "us-east-1", source: isolation },
  { call: "organizations:", parties: ["control-planes"], servedIn: "us-east-1", source: isolation },
  { call: "account:", parties: ["control-planes"], servedIn: "us-east-1", source: isolation },
  { call: "cloudformation:", parties: ["control-planes"], servedIn: "step", source: isolation },
  {
    call: "sso:",
    parties: ["identity-center"],
    servedIn: "step",
    source: "https://docs.aws.amazon.com/singlesignon/latest/userguide/emergency-access.html",
  },
];

/** Undefined where nobody has said what the call depends on. */
export function needsOf({ act, region }: Pick<Step, "act" | "region">): Needs | undefined {
  const [row] = dependencies
    .filter(({ call }) => act.action.startsWith(call))
    .sort((one, other) => other.call.length - one.call.length);
  return row === undefined
    ? undefined
    : { parties: row.parties, region: row.servedIn === "step" ? region : row.servedIn };
}

export interface Needs {
  readonly parties: readonly Party[];
  readonly region: string;
}
