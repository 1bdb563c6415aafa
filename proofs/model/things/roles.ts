import { names } from "../../../rulebook/names";
import type { Tier } from "../../../rulebook/facts";
import { arnFor } from "../arns";
import { policyFrom } from "../documents";
import type { Draft } from "../draft";
import type { ManagedPolicy, Role, SamlProvider, User } from "../organization";
import { isOf, nameOf, whereOf, type Place } from "../place";
import { isMapping, textOf } from "../value";
import { groupPoliciesOf } from "./groups";
import { boundaryOf, identityPoliciesOf, managedPolicyOf } from "./identity-policies";

export function rolesIn(place: Place): readonly Role[] {
  return place.of("iam/role").map((draft) => {
    const name = nameOf(draft);
    return {
      kind: "role",
      ...identityOf(draft),
      trust: policyFrom(
        draft.properties["assumeRolePolicy"],
        "trust",
        `${name} (trust)`,
        `${whereOf(draft)}.assumeRolePolicy`,
        place.report,
      ),
      identity: identityPoliciesOf(draft, "role", place),
      boundary: boundaryOf(draft, place),
      maxSessionSeconds: Number(draft.properties["maxSessionDuration"] ?? 3600),
      tier: tierOf(name),
    };
  });
}

export function usersIn(place: Place): readonly User[] {
  const profiles = place.of("iam/userLoginProfile");
  const keys = place.of("iam/accessKey");
  return place.of("iam/user").map((draft) => ({
    kind: "user",
    ...identityOf(draft),
    identity: [...identityPoliciesOf(draft, "user", place), ...groupPoliciesOf(draft, place)],
    boundary: boundaryOf(draft, place),
    hasPassword:
      isMapping(draft.properties["loginProfile"]) ||
      profiles.some((profile) => isOf(profile, "user", draft, [nameOf(draft)])),
    ...readableIn([...profiles, ...keys].filter((one) => isOf(one, "user", draft, [nameOf(draft)]))),
  }));
}

/**
 * Without a PGP key the password, or the secret of an access key, stands in the state.
 * https://www.pulumi.com/registry/packages/aws/api-docs/iam/userloginprofile/
 */
function readableIn(credentials: readonly Draft[]): Pick<User, "readableCredentials"> {
  const readable = credentials.filter(
    ({ kind, properties }) => kind === "iam/accessKey" || (properties["pgpKey"] ?? "") === "",
  );
  return readable.length === 0 ? {} : { readableCredentials: readable.map(({ origin }) => origin.urn) };
}

export function managedPoliciesIn(place: Place): readonly ManagedPolicy[] {
  return place.of("iam/policy").map((draft) => ({
    kind: "policy",
    arn: arnFor(draft),
    account: draft.account,
    region: "",
    name: nameOf(draft),
    origin: draft.origin,
    policy: managedPolicyOf(draft, "identity", place),
  }));
}

export function samlProvidersIn(place: Place): readonly SamlProvider[] {
  return place.of("iam/samlProvider").map((draft) => ({
    kind: "samlProvider",
    arn: arnFor(draft),
    account: draft.account,
    region: "",
    name: nameOf(draft),
    origin: draft.origin,
  }));
}

function identityOf(draft: Draft) {
  return {
    arn: arnFor(draft),
    account: draft.account,
    region: "",
    name: nameOf(draft),
    path: textOf(draft.properties["path"]) || "/",
    origin: draft.origin,
  };
}

/** Names are unique in an account whatever their path, and in IAM the letter case does not tell them apart. */
function tierOf(name: string): Tier | undefined {
  const rows = [...Object.entries(names.targetRole), ...Object.entries(names.hubRole)];
  return rows.find(([, own]) => own === name)?.[0] as Tier | undefined;
}
