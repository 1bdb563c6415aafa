import { atLeast, literal, type Characters, type Sequence } from "./sequence";

const letters = "abcdefghijklmnopqrstuvwxyz";
/**
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html: a name is `[\w+=,.@-]+`, a path `/` or
 * begins and ends with a slash and holds characters of `[\x21-\x7E]` between.
 */
const ofNames: Characters = { only: `${letters}${letters.toUpperCase()}0123456789_+=,.@-` };
const ofPaths: Characters = {
  only: Array.from({ length: 0x7e - 0x21 + 1 }, (_, index) => String.fromCharCode(0x21 + index)).join(""),
};

export const anyName: Sequence = atLeast(1, ofNames);
/** What may follow a beginning. */
export const restOfName: Sequence = atLeast(0, ofNames);

/** ARNs of an account's roles, users or policies with such a name, at any path. */
export function arnsAtAnyPath(
  kind: "role" | "user" | "policy",
  account: Sequence,
  name: Sequence = anyName,
): readonly Sequence[] {
  const head = [...literal("arn:aws:iam::"), ...account, ...literal(`:${kind}/`)];
  return [
    [...head, ...name],
    [...head, ...atLeast(1, ofPaths), ...literal("/"), ...name],
  ];
}

/** ARNs of whatever stands at this path or deeper. */
export function arnsBelow(kind: "role" | "user" | "policy", account: Sequence, path: string): readonly Sequence[] {
  const head = [...literal("arn:aws:iam::"), ...account, ...literal(`:${kind}${path}`)];
  return [
    [...head, ...anyName],
    [...head, ...atLeast(1, ofPaths), ...literal("/"), ...anyName],
  ];
}

/** https://docs.aws.amazon.com/STS/latest/APIReference/API_GetFederationToken.html */
export function federatedUserArns(account: Sequence): readonly Sequence[] {
  return [[...literal("arn:aws:sts::"), ...account, ...literal(":federated-user/"), ...atLeast(2, ofNames)]];
}

export function rootArn(account: Sequence): readonly Sequence[] {
  return [[...literal("arn:aws:iam::"), ...account, ...literal(":root")]];
}

export const anyAccount: Sequence = Array.from({ length: 12 }, () => ({
  characters: { only: "0123456789" },
  isRun: false,
}));
