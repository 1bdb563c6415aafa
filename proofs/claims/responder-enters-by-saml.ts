import type { Claim } from "../claim";
import { findingFor } from "../question/finding";
import { enteringBy } from "../way-in/entering";
import { samlProviderOf } from "../way-in/people";

export const responderEntersBySaml = {
  id: "responder-enters-by-saml",
  about: "way-in",
  question: "Does the identity provider open every hub role directly, and each hub role the target roles of its tier?",
  why: "Failure mode 3: Identity Center is down, the identity provider is not. A federated caller has no organization and no MFA key.",
  source: ["E17", "https://docs.aws.amazon.com/singlesignon/latest/userguide/emergency-access.html"],
  findingFor: (organization) =>
    samlProviderOf(organization) === undefined
      ? { kind: "not-applicable", reason: "The stack makes no SAML provider: lifeline:saml is not set." }
      : findingFor(organization, enteringBy("saml", organization)),
} as const satisfies Claim;
