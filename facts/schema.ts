import { z } from "zod";
import type { Tier, WorkloadTier } from "../rulebook";
import { alerts, incidents, logArchive, regions } from "./detection-schema";
import { accountId, email, text } from "./texts";

const rootId = text(/^r-[0-9a-z]{4,32}$/, "a root id (r-…)", "`aws organizations list-roots` shows it");
const parentId = text(
  /^(r-[0-9a-z]{4,32}|ou-[0-9a-z]{4,32}-[0-9a-z]{8,32})$/,
  "the id of an OU (ou-…) or of the root (r-…)",
  "`aws organizations list-organizational-units-for-parent` shows it",
);
const targetId = text(
  /^(\d{12}|r-[0-9a-z]{4,32}|ou-[0-9a-z]{4,32}-[0-9a-z]{8,32})$/,
  "the id of an account, an OU or the root",
  "write accounts or OUs first and the root last, when all is proven",
);
const roleName = text(
  /^([\w+=,.@-]+\/)*[\w+=,.@-]{1,64}$/,
  "path and name of a role without the leading slash",
  "for example OrganizationAccountAccessRole or platform/Deployer",
);
const accountName = text(/^[ -;=?-~]{1,50}$/, "1 to 50 printable characters", "shorten the name");

const workloadTiers = ["ReadOnly", "Operator", "Admin"] as const satisfies readonly WorkloadTier[];
const tiers = [...workloadTiers, "IdentityAdmin", "Management"] as const satisfies readonly Tier[];

const responder = z.strictObject({
  name: text(
    /^[\w+=,.@-]{1,64}$/,
    "a name of an IAM user: letters, digits and _+=,.@-",
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html",
  ),
  tiers: z.array(z.enum(tiers)).min(1, { error: "at least one tier" }),
  pgpKey: text(
    /^(keybase:[a-z0-9_]{2,}|[A-Za-z0-9+/\s]{100,}={0,2}\s*)$/,
    "a public PGP key in Base64 (not armored), or keybase:<user>",
    "`gpg --export <address> | base64` prints it",
  ).optional(),
  leaving: z.boolean().default(false),
});

const deployer = z.strictObject({
  name: roleName,
  account: text(
    /^(emergency|logArchive|security|identity|\d{12})$/,
    "emergency, logArchive, security, identity or an account id of 12 digits",
    "name the account that holds the role",
  ),
  managedBy: z.string({ error: "management, stacksets, controlTower, manual, or the name of another deployer" }).min(1),
  principal: text(
    /^arn:aws:iam::\d{12}:(role|user)\/[\w+=,.@/-]+$/,
    "the ARN of one role or user, without wildcards",
    "name the one principal that maintains the deployer by hand",
  ).optional(),
});

/** One schema per configuration key, so that a fault in one hides none in another. */
export const schemas = {
  partition: z.literal("aws", { error: "aws (other partitions are refused until they have cases)" }),
  organization: z.strictObject({
    id: text(/^o-[a-z0-9]{10,32}$/, "an organization id (o-…)", "`aws organizations describe-organization` shows it"),
    rootId,
    managementAccountId: accountId,
  }),
  emergencyAccount: z.discriminatedUnion(
    "mode",
    [
      z.strictObject({ mode: z.literal("vended"), id: accountId.optional(), name: accountName, email, parentId }),
      z.strictObject({ mode: z.literal("adopted"), id: accountId, name: accountName, email, parentId }),
      z.strictObject({ mode: z.literal("given"), id: accountId }),
    ],
    { error: "a mode: vended (Lifeline makes the account), adopted (Lifeline imports it) or given (others keep it)" },
  ),
  accounts: z.strictObject({ logArchive: accountId, security: accountId, identity: accountId }),
  regions,
  responders: z.array(responder),
  tiers: z.strictObject({
    workload: z
      .array(z.enum(workloadTiers))
      .min(1, { error: "at least one tier" })
      .default([...workloadTiers]),
    managedPolicies: z
      .partialRecord(
        z.enum(tiers),
        z.array(
          text(
            /^[\w+=,.@/-]{1,128}$/,
            "the name of an AWS-managed policy, with its path",
            "for example AmazonRDSReadOnlyAccess or job-function/ViewOnlyAccess",
          ),
        ),
      )
      .default({}),
  }),
  saml: z.strictObject({
    metadata: z.string(),
    audiences: z
      .array(
        text(
          /^https:\/\/([a-z]{2}-[a-z]+-\d\.)?signin\.aws\.amazon\.com\/saml$/,
          "a sign-in endpoint, https://<region>.signin.aws.amazon.com/saml",
          "https://docs.aws.amazon.com/general/latest/gr/signin-service.html lists them",
        ),
      )
      .min(1, { error: "at least one sign-in endpoint" }),
  }),
  deployers: z.array(deployer),
  guardrails: z.strictObject({
    targets: z.array(targetId).min(1, { error: "at least one target" }),
  }),
  logArchive,
  alerts,
  incidents,
} as const;

export type FactKey = keyof typeof schemas;
export type RawFacts = { readonly [Key in FactKey]: z.infer<(typeof schemas)[Key]> };

/** Keys that may be left out, with what then holds. */
export const defaults: Partial<{ readonly [Key in FactKey]: unknown }> = {
  partition: "aws",
  tiers: {},
  saml: undefined,
  logArchive: { mode: "own" },
  incidents: {},
};
