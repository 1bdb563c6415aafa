import { names } from "../../rulebook/names";
import type { Act, Actor, Counterexample } from "../claim";
import { keyOf } from "../hearing/keys";
import type { AccountClass, LambdaFunction, Organization, Table, Thing } from "../model/organization";
import type { Question } from "../question/question";

/**
 * What the triage function does with the register, and the table's key under it. DynamoDB asks for the key in the
 * caller's name: without it no step of an incident is kept, and everything alerts.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/encryption.usagenotes.html
 */
export function registerQuestionsFor(organization: Organization): readonly Question[] {
  return organization.classes.flatMap((about) =>
    about.things.filter(isRegister).flatMap((table) =>
      triageIn(about).flatMap((actor) =>
        [...itemActs(table), ...keyActs(table, organization)].map((act) => ({
          actor,
          act,
          must: "succeed" as const,
          otherwise: `${actor.says} cannot call ${act.action} on ${act.resource}: no step of an incident is kept.`,
          about,
        })),
      ),
    ),
  );
}

export function hasRegister({ classes }: Organization): boolean {
  return classes.some(({ things }) => things.some(isRegister));
}

/** Triage knows the table by its settings alone: one of them names it. */
export function registersUnknownToTriage({ classes }: Organization): readonly Counterexample[] {
  return classes.flatMap(({ things }) => {
    const tables = things.filter(isRegister);
    const triage = things.filter((thing) => thing.kind === "function" && thing.name === names.triageFunction);
    return triage.flatMap((one) =>
      one.kind !== "function" || tables.length === 0 || tables.some((table) => isNamedIn(one, table))
        ? []
        : [
            {
              kind: "setting" as const,
              says: `The triage function ${one.name} does not know the register ${names.register}: no step of an incident is kept.`,
              fix: `Name the table in the settings of the function: ${one.origin.urn}.`,
              where: one.arn,
              found: `settings ${Object.keys(one.environment).join(", ") || "none"}, of which none names the table`,
            },
          ],
    );
  });
}

/** What is not known before the update reads as nothing. */
function isNamedIn({ environment }: LambdaFunction, { name, arn }: Table): boolean {
  return Object.values(environment).some((value) => value === name || value === arn || value === "");
}

function isRegister(thing: Thing): thing is Table {
  return thing.kind === "table" && thing.name === names.register;
}

/** Sessions of the function's role; of a function without one nobody can tell. */
function triageIn({ things }: AccountClass): readonly Actor[] {
  return things.flatMap((thing) =>
    thing.kind === "function" && thing.name === names.triageFunction && thing.roleArn !== undefined
      ? [
          {
            says: `The triage function, as ${thing.roleArn},`,
            principal: thing.roleArn,
            principalKind: "assumedRole" as const,
            account: thing.account,
            permissions: "own" as const,
            context: { "aws:SecureTransport": "true", "aws:RequestedRegion": thing.region },
            side: "ours" as const,
          },
        ]
      : [],
  );
}

function itemActs({ arn, account }: Table): readonly Act[] {
  return ["GetItem", "PutItem", "Query"].map((call) => ({
    action: `dynamodb:${call}`,
    resource: arn,
    resourceAccount: account,
  }));
}

/** The key may be told by its id or alias, where a template makes the table. */
function keyActs(table: Table, organization: Organization): readonly Act[] {
  const { keyArn, arn, account, region } = table;
  if (keyArn === undefined) return [];
  const known = keyOf(organization, { arn, account, region, key: keyArn })?.arn;
  const named = keyArn.startsWith("arn:") ? keyArn : `arn:aws:kms:${region}:${account}:key/${keyArn}`;
  return [
    {
      action: "kms:Decrypt",
      resource: known ?? named,
      resourceAccount: account,
      context: { "kms:ViaService": `dynamodb.${region}.amazonaws.com`, "kms:CallerAccount": account },
    },
  ];
}
