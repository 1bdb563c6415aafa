import fc from "fast-check";
import type { Context, Request } from "../../iam";

/** The caller's part of a request, with what AWS puts into its context. */
export type GeneratedCaller = Pick<Request, "principal" | "principalKind" | "context">;

export const [OWN, OTHER] = ["111111111111", "222222222222"] as const;

const ORGANIZATION: Context = {
  "aws:PrincipalOrgID": "o-exampleorgid",
  "aws:PrincipalOrgPaths": ["o-exampleorgid/r-ab12/ou-ab12-11111111/"],
};

function iamContext(account: string, arn: string, type: string): Context {
  return {
    "aws:PrincipalArn": arn,
    "aws:PrincipalAccount": account,
    "aws:PrincipalType": type,
    "aws:PrincipalIsAWSService": "false",
  };
}

const user = (account: string, name: string): GeneratedCaller => {
  const arn = `arn:aws:iam::${account}:user/${name}`;
  const context = { ...iamContext(account, arn, "User"), "aws:username": name, "aws:userid": "AIDAEXAMPLEUSERID0000" };
  return { principal: arn, principalKind: "user", context };
};

const session = (account: string, path: string, role: string): GeneratedCaller => ({
  principal: `arn:aws:sts::${account}:assumed-role/${role}/s1`,
  principalKind: path.startsWith("aws-service-role/") ? "serviceLinkedRole" : "assumedRole",
  context: {
    ...iamContext(account, `arn:aws:iam::${account}:role/${path}${role}`, "AssumedRole"),
    "aws:userid": "AROAEXAMPLEROLEID0000:s1",
  },
});

const root = (account: string): GeneratedCaller => ({
  principal: `arn:aws:iam::${account}:root`,
  principalKind: "root",
  context: { ...iamContext(account, `arn:aws:iam::${account}:root`, "Account"), "aws:userid": account },
});

const service = (name: string): GeneratedCaller => ({
  principal: name,
  principalKind: "service",
  context: { "aws:PrincipalIsAWSService": "true", "aws:PrincipalServiceName": name },
});

const federatedUser = (account: string, name: string): GeneratedCaller => {
  const arn = `arn:aws:sts::${account}:federated-user/${name}`;
  return {
    principal: arn,
    principalKind: "federatedUser",
    context: { ...iamContext(account, arn, "FederatedUser"), "aws:userid": `${account}:${name}` },
  };
};

const anonymous: GeneratedCaller = { principal: null, principalKind: "anonymous", context: {} };

export const samlProvider = (account: string) => `arn:aws:iam::${account}:saml-provider/IdP`;

/** Asks for a role with an assertion of its identity provider. */
export const samlCaller: GeneratedCaller = {
  principal: samlProvider(OWN),
  principalKind: "federatedUser",
  context: { "SAML:aud": "https://signin.aws.amazon.com/saml", "SAML:sub": "jdoe" },
};

export const oidcProvider = (account: string) =>
  `arn:aws:iam::${account}:oidc-provider/token.actions.githubusercontent.com`;

/** Asks for a role with a token of its identity provider. */
export const oidcCaller: GeneratedCaller = {
  principal: oidcProvider(OWN),
  principalKind: "federatedUser",
  context: {
    "token.actions.githubusercontent.com:aud": "sts.amazonaws.com",
    "token.actions.githubusercontent.com:sub": "repo:octo/landing-zone:environment:production",
  },
};

const iamCallers = [
  user(OWN, "jdoe"),
  user(OTHER, "jdoe"),
  session(OWN, "", "App"),
  session(OTHER, "", "App"),
  session(OWN, "team/", "App"),
  root(OWN),
  root(OTHER),
  federatedUser(OWN, "jdoe"),
  session(OWN, "aws-service-role/config.amazonaws.com/", "AWSServiceRoleForConfig"),
] as const;

export const ownRoot = root(OWN);
export const strangers = [user(OTHER, "jdoe"), session(OTHER, "", "App"), root(OTHER)] as const;

/** Sessions and users most of all; the rest often enough to be met. */
export const callers: fc.Arbitrary<GeneratedCaller> = fc
  .tuple(
    fc.oneof(
      { weight: 7, arbitrary: fc.constantFrom(...iamCallers.slice(0, 5)) },
      { weight: 4, arbitrary: fc.constantFrom(...iamCallers.slice(5)) },
      { weight: 1, arbitrary: fc.constantFrom(service("events.amazonaws.com"), service("ec2.amazonaws.com")) },
      { weight: 1, arbitrary: fc.constant(anonymous) },
    ),
    fc.boolean(),
  )
  .map(([caller, isMember]) => {
    const belongs = isMember && caller.context["aws:PrincipalAccount"] !== undefined;
    return belongs ? { ...caller, context: { ...caller.context, ...ORGANIZATION } } : caller;
  });
