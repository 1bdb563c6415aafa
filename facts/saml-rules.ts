import { duplicates } from "./duplicates";
import type { FactIssue } from "./issue";
import type { Rule, Sound } from "./rule";
import { samlMetadataOf } from "./saml";

export const samlRules: readonly Rule[] = [
  samlMetadataIsReadable,
  samlAudiencesAreListedOnce,
  samlSurvivesTheHomeRegion,
];

function samlMetadataIsReadable({ saml }: Sound): readonly FactIssue[] {
  if (saml === undefined) return [];
  const metadata = samlMetadataOf(saml.metadata);
  return metadata.readable
    ? []
    : [
        {
          path: "lifeline:saml.metadata",
          found: metadata.reason,
          allowed: "the XML metadata of a SAML 2.0 identity provider",
          fix: "download it from the identity provider and paste it whole, as a YAML block (|)",
        },
      ];
}

function samlAudiencesAreListedOnce({ saml }: Sound): readonly FactIssue[] {
  return duplicates(
    saml?.audiences ?? [],
    (audience) => audience,
    "lifeline:saml.audiences",
    "each sign-in endpoint once",
  );
}

function samlSurvivesTheHomeRegion({ saml, regions: chosen }: Sound): readonly FactIssue[] {
  if (saml === undefined || chosen === undefined) return [];
  const elsewhere = saml.audiences.some(
    (audience) => audience.startsWith("https://signin.") === false && !audience.startsWith(`https://${chosen.home}.`),
  );
  return elsewhere
    ? []
    : [
        {
          path: "lifeline:saml.audiences",
          found: saml.audiences.join(", "),
          allowed: "at least one Regional endpoint outside the home Region (E17)",
          fix: "add https://<another region>.signin.aws.amazon.com/saml and the same at the identity provider",
        },
      ];
}
