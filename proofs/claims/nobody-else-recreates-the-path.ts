import { names } from "../../rulebook/names";
import { isNamedOfPath } from "../acts/kinds";
import type { Claim } from "../claim";
import type { AccountClass, Organization } from "../model/organization";
import { resourceWitnesses } from "../nobody/resources";
import { questionsAbout, questionsFor } from "../nobody/questions";
import { findingFor } from "../question/finding";
import type { Question } from "../question/question";
import { arnsBelow, arnsAtAnyPath, restOfName } from "../symbolic/names";
import { literal } from "../symbolic/sequence";

export const nobodyElseRecreatesThePath = {
  id: "nobody-else-recreates-the-path",
  about: "nobody-else",
  question:
    "Can nobody outside tier 0 make anything of a name of the path, at any path, whether or not it is there today?",
  why: "Who makes the role where it is missing, or before StackSets does, owns its trust; trust policies know names alone.",
  source: [
    "E7",
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html#reference_iam-quotas-names",
  ],
  findingFor: (organization) =>
    findingFor(organization, {
      questions: [
        ...questionsAbout(organization, ({ effect, on }) => effect === "make" && isNamedOfPath(on)),
        ...organization.classes.flatMap((about) => reservedNames(organization, about)),
      ],
    }),
} as const satisfies Claim;

/** Every name that the attackers are taken not to bear (see symbolic/attackers.ts), by the patterns of the guardrails. */
function reservedNames(organization: Organization, about: AccountClass): readonly Question[] {
  const { id, kind, isActive } = about.account;
  if (!isActive || id === organization.managementAccount) return [];
  const ours = [...literal(names.prefix), ...restOfName];
  const roles = (account: string) => [
    ...arnsAtAnyPath("role", literal(account), ours),
    ...arnsBelow("role", literal(account), names.targetPath),
    ...arnsBelow("role", literal(account), names.hubPath),
  ];
  const policies = (account: string) => [
    ...arnsAtAnyPath("policy", literal(account), ours),
    ...arnsBelow("policy", literal(account), names.policyPath),
  ];
  const users = (account: string) =>
    kind === "emergency" ? arnsBelow("user", literal(account), names.responderPath) : [];
  const made = [
    ["iam:CreateRole", roles],
    ["iam:UpdateAssumeRolePolicy", roles],
    ["iam:CreatePolicy", policies],
    ["iam:CreatePolicyVersion", policies],
    ["iam:CreateUser", users],
    ["iam:UpdateUser", users],
  ] as const;
  return made.flatMap(([action, language]) =>
    resourceWitnesses(organization, about, language).flatMap((resource) =>
      questionsFor(organization, about, { action, resource, resourceAccount: id }),
    ),
  );
}
