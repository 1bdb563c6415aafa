import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { AwsError } from "../errors";
import type { Properties, Value } from "../provider/values";
import type { LambdaFunction } from "../regional-model";

type Code = LambdaFunction["code"];

/** In bytes. https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
const largestUpload = 50 * 1024 * 1024;
/** Where the program runs: paths of its archives are relative to it. */
const project = projectAbove(__dirname);

/** From its sources as well as from the bundle in dist/. */
function projectAbove(directory: string): string {
  const above = dirname(directory);
  return above === directory || existsSync(join(directory, "Pulumi.yaml")) ? directory : projectAbove(above);
}

/** What can be said of an archive before it is read. */
export function archiveIssue(code: Value | undefined): string | undefined {
  return pathOf(code) === undefined ? "the sandbox takes a FileArchive of one zip file" : undefined;
}

/** The archive that the program named; it is read here and now. */
export function codeOf(code: Value | undefined): Code & { readonly sha256Base64: string } {
  const path = pathOf(code) ?? "";
  const bytes = bytesOf(path);
  if (bytes.length > largestUpload) {
    throw new AwsError(
      "RequestEntityTooLargeException",
      `Request must be smaller than ${largestUpload} bytes for the CreateFunction operation`,
      413,
    );
  }
  // An archive begins with the signature of its first entry: https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT
  if (bytes.subarray(0, 4).toString("latin1") !== "PK\u0003\u0004") {
    throw new AwsError(
      "InvalidParameterValueException",
      "Could not unzip uploaded file. Please check your file, then try to upload again.",
    );
  }
  const digest = createHash("sha256").update(bytes).digest();
  return { path, sha256: digest.toString("hex"), size: bytes.length, sha256Base64: digest.toString("base64") };
}

/** As Lambda tells it. */
export function base64Of(sha256: string): string {
  return Buffer.from(sha256, "hex").toString("base64");
}

export function fileOf({ path }: Code): string {
  return resolve(project, path);
}

function pathOf(code: Value | undefined): string | undefined {
  const path = typeof code === "object" && code !== null ? (code as Properties)["path"] : undefined;
  return typeof path === "string" && path !== "" ? path : undefined;
}

function bytesOf(path: string): Buffer {
  try {
    return readFileSync(resolve(project, path));
  } catch (error) {
    throw new AwsError("InvalidParameterValueException", `unable to load "${path}": ${(error as Error).message}`);
  }
}
