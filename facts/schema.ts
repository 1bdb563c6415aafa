import { z } from "zod";
import type { Tier, WorkloadTier } from "../rulebook";
import { alerts, incidents, logArchive, regions } from "./detection-schema";
import { pgpKeyOf, type PgpKey } from "./pgp-key";
import { accountId, inKnownRegion, rootEmail, text } from "./texts";

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
const accountName = text(
  /^(?=.*\S)[ -;=?-~]{1,50}$/,
  "1 to 50 printable characters, < and > not among them",
  "choose a name that people recognise",
);

const workloadTiers = ["ReadOnly", "Operator", "Admin"] as const satisfies readonly WorkloadTier[];
const tiers = [...workloadTiers, "IdentityAdmin", "Management"] as const satisfies readonly Tier[];

/** In an issue the key is described, never shown: it may be the private one. */
const pgpKey = z
  .custom<string>()
  .superRefine((value: unknown, context) => {
    if (typeof value === "string" && /^keybase:[a-z0-9_]{2,}$/.test(value)) return;
    const key: PgpKey = typeof value === "string" ? pgpKeyOf(value) : { kind: "neither", found: "no text" };
    if (key.kind === "public") return;
    const message = "a public PGP key in Base64 (not armored), or keybase:<user>";
    const params =
      key.kind === "private"
        ? { found: "a private key", fix: "revoke it, for it stood in a file; then give a new one's public half" }
        : { found: key.found, fix: "`gpg --export <address> | base64` prints it" };
    context.addIssue({ code: "custom", message, params });
  })
  // As `base64` prints it, in lines.
  .transform((key) => key.replace(/\s/g, ""));

const responder = z.strictObject({
  name: text(
    /^[\w+=,.@-]{1,64}$/,
    "a name of an IAM user: letters, digits and _+=,.@-",
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html",
  ),
  tiers: z.array(z.enum(tiers)).min(1, { error: "at least one tier" }),
  pgpKey: pgpKey.optional(),
  leaving: z.boolean().default(false),
});

const deployer = z.strictObject({
  name: roleName,
  account: text(
    /^(emergency|logArchive|security|identity|\d{12})$/,
    "emergency, logArchive, security, identity or an account id of 12 digits",
    "name the account that holds the role",
  ),
  managedBy: text(
    /./,
    "management, stacksets, controlTower, manual, or the name of another deployer",
    "name who makes and changes the role",
  ),
  principal: text(
    /^arn:aws:iam::\d{12}:(role|user)\/([\w+=,.@-]+\/)*[\w+=,.@-]{1,64}$/,
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
      z.strictObject({
        mode: z.literal("vended"),
        id: accountId.optional(),
        name: accountName,
        email: rootEmail,
        parentId,
      }),
      z.strictObject({ mode: z.literal("adopted"), id: accountId, name: accountName, email: rootEmail, parentId }),
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
        inKnownRegion(
          /^https:\/\/(?:([a-z]{2}-[a-z]+-\d)\.)?signin\.aws\.amazon\.com\/saml$/,
          "a sign-in endpoint, https://<region>.signin.aws.amazon.com/saml",
          "https://docs.aws.amazon.com/general/latest/gr/signin-service.html lists them",
          "a sign-in endpoint of a Region of the partition aws",
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
