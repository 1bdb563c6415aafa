import assert from "node:assert/strict";
import { document, management, openScene, readDocument, types, type Scene } from "./scene";

const metadata = (change: (text: string) => string = (text) => text): string =>
  change(
    `<?xml version="1.0"?><EntityDescriptor xmlns="urn:oasis:names:tc:SAML:2.0:metadata" entityID="https://idp.example.com">` +
      `<IDPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol"><KeyDescriptor use="signing">${"A".repeat(1000)}</KeyDescriptor>` +
      `<SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect" Location="https://idp.example.com/sso"/></IDPSSODescriptor></EntityDescriptor>`,
  );

describe("aws provider: managed policies, SAML providers and the password policy", () => {
  let scene: Scene;
  beforeEach(async () => {
    scene = await openScene();
  });
  afterEach(() => scene.stop());

  it("a policy's id is its ARN; its text changes in place, everything else replaces", async () => {
    const inputs = { name: "Shared", path: "/e/", description: "one", policy: readDocument };
    const made = await scene.client.make(types.policy, inputs);
    assert.equal(made.id, `arn:aws:iam::${management}:policy/e/Shared`);
    assert.equal(made.outputs["arn"], made.id);
    assert.match(String(made.outputs["policyId"]), /^ANPA[A-Z2-7]{17}$/);
    const policy = document({ Effect: "Allow", Action: "s3:List*", Resource: "*" });
    const diff = await scene.client.diff(types.policy, made, { name: "Other", path: "/", description: "two", policy });
    assert.deepEqual(diff.replaces.sort(), ["description", "name", "path"]);
    const changed = await scene.client.change(types.policy, made, { ...inputs, policy });
    assert.equal(changed.outputs["policy"], policy);
  });

  it("a policy's name is taken whatever its case and path", async () => {
    await scene.client.make(types.policy, { name: "Shared", policy: readDocument });
    await assert.rejects(
      scene.client.make(types.policy, { name: "SHARED", path: "/e/", policy: readDocument }),
      /EntityAlreadyExists: A policy called SHARED already exists\. Duplicate names are not allowed\./,
    );
  });

  it("a policy has 6,144 characters without white space at the most", async () => {
    const sized = (size: number): string => {
      const empty = document({ Effect: "Allow", Action: "s3:Get*", Resource: "arn:aws:s3:::" });
      return empty.replace("arn:aws:s3:::", `arn:aws:s3:::${"a".repeat(size - empty.length)}`);
    };
    assert.deepEqual((await scene.client.check(types.policy, { name: "A", policy: sized(6144) })).failures, []);
    assert.deepEqual((await scene.client.check(types.policy, { name: "A", policy: sized(6145) })).failures, [
      "policy: LimitExceeded: Cannot exceed quota for PolicySize: 6144",
    ]);
  });

  it("a policy that is no identity policy is malformed", async () => {
    const policy = document({ Effect: "Allow", Principal: "*", Action: "s3:Get*", Resource: "*" });
    const { failures } = await scene.client.check(types.policy, { name: "A", policy });
    assert.match(
      failures.join("\n"),
      /^policy: MalformedPolicyDocument: Syntax errors in policy\. Statement\[0\].*Principal/,
    );
  });

  it("a SAML provider's id is its ARN, and its metadata change in place", async () => {
    const inputs = { name: "IdP", samlMetadataDocument: metadata() };
    const made = await scene.client.make(types.samlProvider, inputs);
    assert.equal(made.id, `arn:aws:iam::${management}:saml-provider/IdP`);
    assert.equal(made.outputs["validUntil"], "2126-11-25T08:00:00Z");
    const newer = { ...inputs, samlMetadataDocument: metadata((text) => text.replace("/sso", "/sso2")) };
    assert.deepEqual((await scene.client.diff(types.samlProvider, made, newer)).replaces, []);
    assert.equal((await scene.client.change(types.samlProvider, made, newer)).id, made.id);
    assert.deepEqual((await scene.client.diff(types.samlProvider, made, { ...inputs, name: "Other" })).replaces, [
      "name",
    ]);
    await assert.rejects(
      scene.client.make(types.samlProvider, inputs),
      /EntityAlreadyExists: Provider with name IdP already exists\./,
    );
  });

  for (const [title, text, words] of [
    [
      "too short",
      "<a/>",
      /^samlMetadataDocument: ValidationError: .*Member must have length greater than or equal to 1000$/,
    ],
    [
      "not well-formed",
      metadata((text) => text.replace("</IDPSSODescriptor>", "")),
      /^samlMetadataDocument: InvalidInput: Could not parse metadata$/,
    ],
    [
      "of a service provider",
      metadata((text) => text.replaceAll("IDPSSODescriptor", "SPSSODescriptor")),
      /^samlMetadataDocument: InvalidInput: Could not parse metadata$/,
    ],
  ] as const) {
    it(`SAML metadata that are ${title} are refused`, async () => {
      const { failures } = await scene.client.check(types.samlProvider, { name: "IdP", samlMetadataDocument: text });
      assert.match(failures.join("\n"), words);
    });
  }

  it("an account has one password policy, which changes in place and can go", async () => {
    const made = await scene.client.make(types.passwordPolicy, { minimumPasswordLength: 20, requireSymbols: true });
    assert.equal(made.id, "iam-account-password-policy");
    assert.equal(made.outputs["expirePasswords"], false);
    const changed = await scene.client.change(types.passwordPolicy, made, {
      minimumPasswordLength: 20,
      maxPasswordAge: 90,
    });
    assert.equal(changed.outputs["expirePasswords"], true);
    await scene.client.remove(types.passwordPolicy, changed);
    assert.equal(await scene.client.read(types.passwordPolicy, made.id), undefined);
  });

  for (const [property, value, bound] of [
    ["minimumPasswordLength", 5, "greater than or equal to 6"],
    ["maxPasswordAge", 1096, "less than or equal to 1095"],
    ["passwordReusePrevention", 25, "less than or equal to 24"],
  ] as const) {
    it(`a password policy with ${property} ${value} is refused`, async () => {
      const { failures } = await scene.client.check(types.passwordPolicy, { [property]: value });
      assert.deepEqual(failures, [
        `${property}: ValidationError: 1 validation error detected: Value '${value}' at '${property}' failed to satisfy constraint: Member must have value ${bound}`,
      ]);
    });
  }
});
