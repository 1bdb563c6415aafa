import type { NonEmpty } from "./types";

/**
 * What an organization says of itself in `Pulumi.<stack>.yaml`. Parsed once, at the edge, by `facts/`.
 * Facts choose and add; none of them can weaken a law.
 */
export interface Facts {
  readonly partition: "aws";
  readonly organization: { readonly id: string; readonly rootId: string; readonly managementAccountId: string };
  readonly emergencyAccount: EmergencyAccount;
  readonly accounts: {
    readonly logArchive: string;
    readonly security: string;
    /** Where Identity Center is administered; may be the management account. */
    readonly identity: string;
  };
  readonly regions: {
    /** Where the StackSets live and IAM is deployed from. */
    readonly home: string;
    /** The Regions in use; responders may sign in through each. */
    readonly governed: NonEmpty<string>;
    /** Where the emergency and the management account have rules: home, governed, the sign-in Regions, and what facts add. */
    readonly detection: NonEmpty<string>;
    /** Where every other member account has rules. */
    readonly memberDetection: NonEmpty<string>;
    /** Where a small topic still tells of sign-ins while the home Region is gone. */
    readonly standby: string;
  };
  readonly responders: NonEmpty<Responder>;
  readonly tiers: {
    /** The tiers that workload accounts offer. */
    readonly workload: NonEmpty<WorkloadTier>;
    /** AWS-managed policies that the organization adds to a tier. */
    readonly managedPolicies: Readonly<Partial<Record<Tier, readonly string[]>>>;
  };
  readonly saml: Saml | undefined;
  readonly deployers: readonly Deployer[];
  readonly guardrails: {
    /** Accounts or OUs first, the root last. */
    readonly targets: NonEmpty<string>;
  };
  readonly logArchive: LogArchive;
  readonly alerts: {
    readonly soc: NonEmpty<Destination>;
    /** Holds at least one that `soc` has not: the second path shares nothing with the first. */
    readonly secondPath: NonEmpty<Destination>;
  };
  readonly incidents: IncidentFacts;
}

/** The explicit choice of the trail and its bucket. */
export type LogArchive =
  /** Made by Lifeline. */
  | {
      readonly mode: "own";
      readonly retention:
        | { readonly mode: "governance"; readonly days: number }
        /** Nobody, root included, ends it before its time: `confirmDays` repeats the number. */
        | { readonly mode: "compliance"; readonly days: number; readonly confirmDays: number };
      /** How long CloudWatch Logs keeps the trail's events. */
      readonly logGroupDays: number;
    }
  /** Exists already, as under Control Tower; nothing is duplicated. */
  | {
      readonly mode: "existing";
      readonly trailName: string;
      readonly bucketName: string;
      readonly logGroupName: string;
      /** What its owner vouches for; every one of them is required. */
      readonly says: Readonly<Record<TrailProperty, boolean>>;
    };

export type TrailProperty =
  "organizationTrail" | "multiRegion" | "logFileValidation" | "readEvents" | "writeEvents" | "encrypted";

export type Destination =
  | { readonly protocol: "email" | "https" | "sqs"; readonly endpoint: string }
  | { readonly protocol: "slack"; readonly teamId: string; readonly channelId: string };

/** Who besides the responders moves an incident on: roles of ticket systems, each step its own list. */
export interface IncidentFacts {
  readonly declarers: readonly string[];
  readonly approvers: readonly string[];
  readonly extenders: readonly string[];
  readonly closers: readonly string[];
  /** How long an approval may take before it escalates. */
  readonly approvalMinutes: number;
}

export type WorkloadTier = "ReadOnly" | "Operator" | "Admin";
export type Tier = WorkloadTier | "IdentityAdmin" | "Management";

/** The explicit choice of where the emergency account comes from. */
export type EmergencyAccount =
  /** Made by Lifeline; `id` is unknown until the first `up` has made it. */
  | {
      readonly mode: "vended";
      readonly id: string | undefined;
      readonly name: string;
      readonly email: string;
      readonly parentId: string;
    }
  /** Exists and comes under Lifeline's management by import. */
  | {
      readonly mode: "adopted";
      readonly id: string;
      readonly name: string;
      readonly email: string;
      readonly parentId: string;
    }
  /** Exists and stays with whoever made it. */
  | { readonly mode: "given"; readonly id: string };

/** A human who gets in when the identity provider is down. */
export interface Responder {
  /** Name of the IAM user. */
  readonly name: string;
  readonly tiers: NonEmpty<Tier>;
  /** Base64 of a public PGP key, or `keybase:<user>`; without one no console password is made. */
  readonly pgpKey: string | undefined;
  /** First step of removal: may do nothing any more, and loses the protection against deletion. */
  readonly leaving: boolean;
}

export interface Saml {
  /** The identity provider's metadata, an XML document. */
  readonly metadata: string;
  /** Sign-in endpoints, several Regions: `https://<region>.signin.aws.amazon.com/saml`. */
  readonly audiences: NonEmpty<string>;
}

/** A role that legitimately changes protected things, and who makes and changes it. */
export interface Deployer {
  /** Path and name without the leading slash: `OrganizationAccountAccessRole`, `platform/Deployer`. */
  readonly name: string;
  readonly account: string;
  readonly managedBy: Maker;
}

/** Where the chain of exemptions goes on from a deployer; it ends at AWS or at one named principal. */
export type Maker =
  | { readonly kind: "management" }
  | { readonly kind: "stacksets" }
  | { readonly kind: "controlTower" }
  | { readonly kind: "manual"; readonly principal: string }
  | { readonly kind: "deployer"; readonly name: string };

/** Facts of a stack whose emergency account exists. */
export interface SettledFacts extends Facts {
  readonly emergencyAccount: EmergencyAccount & { readonly id: string };
}
