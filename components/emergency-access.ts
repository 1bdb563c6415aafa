import * as iam from "@pulumi/aws/iam";
import * as pulumi from "@pulumi/pulumi";
import type { EmergencyAccess as Records, HubRole, ResponderRecord } from "../rulebook";

/** Users, hub roles and the SAML provider of the emergency account. Names carry the fact they come from. */
export class EmergencyAccess extends pulumi.ComponentResource {
  constructor(name: string, records: Records, opts: pulumi.ComponentResourceOptions) {
    super("lifeline:emergency:EmergencyAccess", name, {}, opts);

    new iam.AccountPasswordPolicy(
      `${name}-password-policy`,
      {
        minimumPasswordLength: records.passwordRules.minimumLength,
        passwordReusePrevention: records.passwordRules.reusePrevention,
        allowUsersToChangePassword: true,
        requireLowercaseCharacters: true,
        requireUppercaseCharacters: true,
        requireNumbers: true,
        requireSymbols: true,
        hardExpiry: false,
      },
      { parent: this },
    );

    const shared = new iam.Policy(
      "responders-policy",
      {
        name: records.responderPolicy.name,
        path: records.responderPolicy.path,
        description: "Emergency access: sign in, care for one's own MFA devices, nothing else without MFA.",
        policy: records.responderPolicy.document,
      },
      { parent: this, protect: true },
    );
    for (const responder of records.responders) this.addResponder(responder, shared);
    for (const hubRole of records.hubRoles) this.addHubRole(hubRole);

    const { samlProvider } = records;
    if (samlProvider !== undefined) {
      new iam.SamlProvider(
        "saml",
        { name: samlProvider.name, samlMetadataDocument: samlProvider.metadata },
        { parent: this, protect: true },
      );
    }
    this.registerOutputs({});
  }

  /** No access keys, and no forced change of password at sign-in: that is an IAM write on the worst night. */
  private addResponder({ name, path, tierGrant, password, protect }: ResponderRecord, shared: iam.Policy): void {
    const fact = `responders.${name}`;
    const opts = { parent: this, protect };
    const user = new iam.User(fact, { name, path, forceDestroy: true }, opts);
    new iam.UserPolicyAttachment(`${fact}.policy`, { user: user.name, policyArn: shared.arn }, opts);
    new iam.UserPolicy(`${fact}.tiers`, { name: tierGrant.name, user: user.name, policy: tierGrant.document }, opts);
    if (password !== undefined) {
      new iam.UserLoginProfile(
        `${fact}.pgpKey`,
        { user: user.name, pgpKey: password.pgpKey, passwordLength: password.length, passwordResetRequired: false },
        // A user has one password: a new key needs the old one gone.
        { ...opts, deleteBeforeReplace: true },
      );
    }
  }

  private addHubRole({ name, path, description, maxSessionSeconds, trust, policy }: HubRole): void {
    const role = new iam.Role(
      name,
      { name, path, description, maxSessionDuration: maxSessionSeconds, assumeRolePolicy: trust },
      { parent: this, protect: true },
    );
    new iam.RolePolicy(`${name}-policy`, { name, role: role.name, policy }, { parent: this, protect: true });
  }
}
