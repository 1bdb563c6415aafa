import type { Act, Actor } from "../claim";
import type { Key, Organization } from "../model/organization";
import { allowedWay } from "./callers";
import { allThings, whereIs } from "./find";
import { brokenWay, clear, everyStep, missingWay, type Way } from "./way";

interface Encrypted {
  readonly arn: string;
  readonly account: string;
  readonly region: string;
  /** A key's ARN, id or alias; undefined where no customer key encrypts it. */
  readonly key: string | undefined;
}

/** The key of a thing: by ARN, by id, or by an alias of the thing's account and Region. */
export function keyOf(organization: Organization, thing: Encrypted): Key | undefined {
  const { key, account, region } = thing;
  if (key === undefined) return undefined;
  const alias = /(alias\/.*)$/.exec(key)?.[1];
  return allThings(organization, "key").find((one) =>
    alias === undefined
      ? one.arn === key || one.arn.endsWith(`:key/${key}`)
      : one.account === account && one.region === region && one.aliases.includes(alias),
  );
}

/** Whoever sends to what is encrypted needs its key: https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html */
export function keyServes(organization: Organization, actor: Actor, thing: Encrypted): Way {
  if (thing.key === undefined) return clear;
  if (/^(?:arn:[^/]*:)?alias\/aws\//.test(thing.key)) {
    return brokenWay({
      says: `${thing.arn} is encrypted with ${thing.key}, whose policy lets no service in`,
      where: thing.arn,
      fix: "encrypt it with a customer managed key",
    });
  }
  const key = keyOf(organization, thing);
  if (key === undefined) return missingWay(`key ${thing.key} of ${thing.arn}`);
  const where = whereIs(key);
  const acts = ["kms:GenerateDataKey", "kms:Decrypt"].map((action): Act => ({
    action,
    resource: key.arn,
    resourceAccount: key.account,
  }));
  const fix = `let ${actor.says} use the key in its policy`;
  const uses = acts.map((act) => allowedWay(organization, actor, act, { where, fix }));
  const isOn = key.isEnabled
    ? clear
    : brokenWay({ says: `the key ${key.arn} is disabled`, where, fix: "enable the key" });
  return everyStep([isOn, ...uses]);
}
