import type { Rule } from "../rule";

export const encryptConsolePasswords: Rule = {
  id: "encrypt-console-passwords",
  why: "Without a PGP key the password of a user stands in the stack's state, readable for everyone who reads the state.",
  source: "https://www.pulumi.com/registry/packages/aws/api-docs/iam/userloginprofile/",
  severity: "high",
  type: "aws:iam/userLoginProfile:UserLoginProfile",
  findingsFor(profile) {
    const key = profile.read("pgpKey");
    if (key.known && typeof key.value === "string" && key.value !== "") return [];
    return [
      {
        rule: "encrypt-console-passwords",
        where: "pgpKey",
        found: key.known ? "the password would be kept in plain text" : "not known before the update",
        fix: "Give the user's public PGP key, or keybase:<name>, as configured text",
      },
    ];
  },
};
