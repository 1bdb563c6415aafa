import { X509Certificate } from "node:crypto";
import { XMLParser, XMLValidator } from "fast-xml-parser";

export type SamlMetadata =
  | { readonly readable: true; readonly entityId: string; readonly certificates: number }
  | { readonly readable: false; readonly reason: string };

/**
 * What AWS needs of an identity provider's metadata: an entity id, a sign-on service and a certificate that parses.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_create_saml.html
 */
export function samlMetadataOf(text: string): SamlMetadata {
  const document = documentOf(text);
  if (!document.readable) return document;
  const entity = child(document.root, "EntityDescriptor");
  if (entity === undefined) return { readable: false, reason: "no EntityDescriptor at its root" };
  const entityId = (entity as Record<string, unknown>)["@entityID"];
  if (typeof entityId !== "string" || entityId === "") return { readable: false, reason: "no entityID" };
  const provider = child(entity, "IDPSSODescriptor");
  if (provider === undefined)
    return { readable: false, reason: "no IDPSSODescriptor: this is not an identity provider" };
  if (child(provider, "SingleSignOnService") === undefined)
    return { readable: false, reason: "no SingleSignOnService" };
  const certificates = textsOf(provider, "X509Certificate");
  const bad = certificates.find((certificate) => !isCertificate(certificate));
  if (certificates.length === 0 || bad !== undefined) {
    return {
      readable: false,
      reason: certificates.length === 0 ? "no X509Certificate" : "an X509Certificate that does not parse",
    };
  }
  return { readable: true, entityId, certificates: certificates.length };
}

type XmlDocument =
  { readonly readable: true; readonly root: unknown } | { readonly readable: false; readonly reason: string };

function documentOf(text: string): XmlDocument {
  const wellFormed = XMLValidator.validate(text);
  if (wellFormed !== true) return { readable: false, reason: `no well-formed XML (${wellFormed.err.msg})` };
  try {
    const parser = new XMLParser({ ignoreAttributes: false, attributeNamePrefix: "@", removeNSPrefix: true });
    return { readable: true, root: parser.parse(text) as unknown };
  } catch (error) {
    // The validator lets some document type declarations through that the parser refuses.
    return {
      readable: false,
      reason: `no well-formed XML (${error instanceof Error ? error.message : String(error)})`,
    };
  }
}

function child(node: unknown, name: string): unknown {
  if (typeof node !== "object" || node === null) return undefined;
  const value = (node as Record<string, unknown>)[name];
  return Array.isArray(value) ? (value[0] as unknown) : value;
}

/** Texts of every element of that name, however deep. */
function textsOf(node: unknown, name: string): readonly string[] {
  if (Array.isArray(node)) return node.flatMap((item) => textsOf(item, name));
  if (typeof node !== "object" || node === null) return [];
  return Object.entries(node).flatMap(([key, value]) =>
    key === name ? [value].flat().map((item) => String(item)) : textsOf(value, name),
  );
}

function isCertificate(base64: string): boolean {
  try {
    return new X509Certificate(Buffer.from(base64.replace(/\s/g, ""), "base64")).serialNumber !== "";
  } catch {
    return false;
  }
}
