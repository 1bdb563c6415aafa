import type { NonEmpty } from "../../rulebook/types";
import type { Organization } from "../model/organization";

/** A way from a person to a target role. */
export type WayId = "console" | "command-line" | "saml";

/** What a step can depend on that is neither a Region nor AWS's data planes. */
export type Party =
  | "identity-provider"
  | "identity-center"
  /** Writes to IAM, Organizations, Account Management, CloudFront, and to CloudFormation, which makes what stands. */
  | "control-planes"
  | "pipeline"
  | "state-backend";

/** What can be down on the day, and by which ways the responders still come in. */
export interface FailureMode {
  readonly id: string;
  /** Ends the sentence "… while ". */
  readonly says: string;
  readonly parties: readonly Party[];
  readonly region: "none" | "home" | "us-east-1";
  readonly ways: NonEmpty<WayId>;
  readonly source: string;
}

const emergencyProcess =
  "https://docs.aws.amazon.com/wellarchitected/latest/security-pillar/sec_permissions_emergency_process.html";
const direct = "https://docs.aws.amazon.com/singlesignon/latest/userguide/emergency-access.html";
const isolation = "https://docs.aws.amazon.com/whitepapers/latest/aws-fault-isolation-boundaries/global-services.html";

/** `mode-1` to `mode-3` are those of AWS's emergency process, in its order (E15 to E18). */
export const failureModes = [
  {
    id: "everything-up",
    says: "everything is up",
    parties: [],
    region: "none",
    ways: ["console", "command-line", "saml"],
    source: emergencyProcess,
  },
  {
    id: "mode-1-identity-provider-down",
    says: "the identity provider is down",
    parties: ["identity-provider"],
    region: "none",
    ways: ["console", "command-line"],
    source: emergencyProcess,
  },
  {
    id: "mode-2-federation-misconfigured",
    says: "Identity Center refuses the identity provider",
    // Nothing says that the provider's other application works where the first one does not.
    parties: ["identity-provider", "identity-center"],
    region: "none",
    ways: ["console", "command-line"],
    source: emergencyProcess,
  },
  {
    id: "mode-3-identity-center-down",
    says: "Identity Center or its Region is down",
    parties: ["identity-center"],
    // Identity Center usually stands in the home Region; its Region may be another one, which takes less away.
    region: "home",
    ways: ["console", "command-line", "saml"],
    source: direct,
  },
  {
    id: "home-region-down",
    says: "the home Region is down",
    parties: ["pipeline", "state-backend"],
    region: "home",
    ways: ["console", "command-line", "saml"],
    source: isolation,
  },
  {
    id: "control-planes-down",
    says: "us-east-1 and with it the control planes are down",
    parties: ["control-planes", "pipeline"],
    region: "us-east-1",
    ways: ["console", "command-line", "saml"],
    source: isolation,
  },
  {
    id: "pipeline-down",
    says: "the pipeline and the state backend are down",
    parties: ["pipeline", "state-backend"],
    region: "none",
    ways: ["console", "command-line", "saml"],
    source: emergencyProcess,
  },
] as const satisfies NonEmpty<FailureMode>;

/** The Region that is down; undefined for none. */
export function regionDownIn({ region }: FailureMode, { homeRegion }: Organization): string | undefined {
  switch (region) {
    case "none":
      return undefined;
    case "home":
      return homeRegion;
    case "us-east-1":
      return "us-east-1";
    default:
      return region satisfies never;
  }
}

/** Without the stack's outputs, the home Region alone is known to be in use. */
export function signInRegionsOf({ promised, homeRegion }: Organization): readonly string[] {
  return promised === undefined || promised.signInRegions.length === 0 ? [homeRegion] : promised.signInRegions;
}

/** Modes in which a way must work through a Region, as a list for a sentence. */
export function modesNeeding(way: WayId, region: string, organization: Organization): readonly string[] {
  const modes: readonly FailureMode[] = failureModes;
  return modes
    .filter((mode) => mode.ways.includes(way) && regionDownIn(mode, organization) !== region)
    .map(({ says }) => says);
}
