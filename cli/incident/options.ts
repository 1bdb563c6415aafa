/** Where and as whom; the same for every step. */
export interface Access {
  /** Facts of the organization; `bus` stands in for them. */
  readonly stackFile: string | undefined;
  readonly bus: string | undefined;
  readonly profile: string | undefined;
  /** A role to assume; false for the credentials at hand, undefined for the role of the step. */
  readonly role: string | false | undefined;
  readonly mfa: { readonly serial: string; readonly code: string } | undefined;
  readonly json: boolean;
}

export interface DeclareOptions {
  readonly id: string | undefined;
  readonly ticket: string | undefined;
  readonly reason: string | undefined;
  readonly failureMode: string | undefined;
  readonly tiers: readonly string[];
  readonly accounts: readonly string[];
  readonly start: string | undefined;
  readonly end: string | undefined;
  readonly hours: string | undefined;
  readonly approver: string | undefined;
  readonly secondApprover: string | undefined;
  readonly drill: boolean;
}

export type StepOptions =
  | ({ readonly step: "declare" } & DeclareOptions)
  | { readonly step: "approve"; readonly id: string; readonly note: string | undefined }
  | {
      readonly step: "extend";
      readonly id: string;
      readonly end: string | undefined;
      readonly hours: string | undefined;
      readonly reason: string | undefined;
    }
  | { readonly step: "close"; readonly id: string; readonly note: string | undefined };
