import { XMLParser, XMLValidator } from "fast-xml-parser";
import { samlProviderArn } from "../arns";
import { AwsError } from "../errors";
import { endIncarnation, incarnationOf } from "../ids";
import type { SamlProvider, Tags } from "../model";
import { iamOf, permit, type Session } from "../session";
import { checkName, validationError } from "./rules";

export interface NewSamlProvider {
  readonly name: string;
  readonly metadata: string;
  readonly tags: Tags;
}

export function createSamlProvider(session: Session, wanted: NewSamlProvider): SamlProvider {
  const { aws, accountId } = session;
  checkName("name", wanted.name);
  checkMetadata(wanted.metadata);
  permit(session, "iam:CreateSAMLProvider", samlProviderArn(accountId, wanted.name));
  const { samlProviders } = iamOf(session);
  if (samlProviders[wanted.name] !== undefined) {
    throw new AwsError("EntityAlreadyExists", `Provider with name ${wanted.name} already exists.`, 409);
  }
  const incarnation = incarnationOf(aws, "saml-provider", accountId, wanted.name);
  const provider = { ...wanted, created: aws.clock, incarnation };
  samlProviders[wanted.name] = provider;
  return provider;
}

export function updateSamlProvider(session: Session, name: string, change: Omit<NewSamlProvider, "name">): void {
  checkMetadata(change.metadata);
  const provider = providerOrRefusal(session, name);
  permit(session, "iam:UpdateSAMLProvider", samlProviderArn(session.accountId, name));
  iamOf(session).samlProviders[name] = { ...provider, ...change };
}

export function deleteSamlProvider(session: Session, name: string): void {
  providerOrRefusal(session, name);
  permit(session, "iam:DeleteSAMLProvider", samlProviderArn(session.accountId, name));
  delete iamOf(session).samlProviders[name];
  endIncarnation(session.aws, "saml-provider", session.accountId, name);
}

function providerOrRefusal(session: Session, name: string): SamlProvider {
  const provider = iamOf(session).samlProviders[name];
  if (provider !== undefined) return provider;
  throw new AwsError("NoSuchEntity", `Manifest not found for arn ${samlProviderArn(session.accountId, name)}`, 404);
}

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateSAMLProvider.html */
export function checkMetadata(metadata: string): void {
  if (metadata.length < 1_000 || metadata.length > 10_000_000) {
    const bound = metadata.length < 1_000 ? "greater than or equal to 1000" : "less than or equal to 10000000";
    throw validationError(
      `Value at 'sAMLMetadataDocument' failed to satisfy constraint: Member must have length ${bound}`,
    );
  }
  if (XMLValidator.validate(metadata) !== true || !describesIdentityProvider(metadata)) {
    throw new AwsError("InvalidInput", "Could not parse metadata");
  }
}

function describesIdentityProvider(metadata: string): boolean {
  const document = new XMLParser({ ignoreAttributes: true, removeNSPrefix: true }).parse(metadata) as unknown;
  const entity = (document as { EntityDescriptor?: { IDPSSODescriptor?: { SingleSignOnService?: unknown } } })
    .EntityDescriptor;
  return entity?.IDPSSODescriptor?.SingleSignOnService !== undefined;
}
