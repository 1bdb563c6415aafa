import type { Rulebook } from "../rulebook";
import { detectionRules } from "./detection-rules";
import { duplicates } from "./duplicates";
import type { FactIssue } from "./issue";
import { shown } from "./parse";
import { regions } from "./regions";
import type { Rule, Sound } from "./rule";
import { samlRules } from "./saml-rules";
import { tierRules } from "./tier-rules";

/** What no single field can say. Each rule judges the parts that are sound and keeps silent about the others. */
export const rules: readonly Rule[] = [
  ...tierRules,
  ...detectionRules,
  ...samlRules,
  accountsAreDistinct,
  homeRegionIsGoverned,
  regionsAreListedOnce,
  respondersAreSeveral,
  responderNamesAreUnique,
  responderPathsFit,
  guardrailTargetsAreSound,
  emergencyAccountIsBelowTheRoot,
];

/** Account ids by the fact that names them. */
export function namedAccounts(facts: Sound): readonly (readonly [path: string, id: string])[] {
  const { organization, emergencyAccount, accounts } = facts;
  const named: (readonly [string, string | undefined])[] = [
    ["lifeline:organization.managementAccountId", organization?.managementAccountId],
    ["lifeline:emergencyAccount.id", emergencyAccount?.id],
    ["lifeline:accounts.logArchive", accounts?.logArchive],
    ["lifeline:accounts.security", accounts?.security],
    ["lifeline:accounts.identity", accounts?.identity],
  ];
  return named.flatMap(([path, id]) => (id === undefined ? [] : [[path, id] as const]));
}

function accountsAreDistinct(facts: Sound): readonly FactIssue[] {
  const named = namedAccounts(facts);
  return named.flatMap(([path, id], index) => {
    const twin = named.slice(0, index).find(([, other]) => other === id);
    if (twin === undefined) return [];
    // Identity Center may be administered where the organization is; AWS's default.
    if (path.endsWith(".identity") && twin[0].endsWith(".managementAccountId")) return [];
    return [
      {
        path,
        found: `${shown(id)}, which is also ${twin[0]}`,
        allowed: "an account of its own for each purpose",
        fix: "use another account; only identity may be the management account",
      },
    ];
  });
}

function homeRegionIsGoverned({ regions: chosen }: Sound): readonly FactIssue[] {
  if (chosen === undefined) return [];
  const issues: FactIssue[] = [];
  if (!chosen.governed.includes(chosen.home)) {
    issues.push({
      path: "lifeline:regions.home",
      found: shown(chosen.home),
      allowed: `one of the governed Regions: ${chosen.governed.join(", ")}`,
      fix: "add it to lifeline:regions.governed or choose another home",
    });
  }
  if (regions[chosen.home]?.enabledByDefault === false) {
    issues.push({
      path: "lifeline:regions.home",
      found: `${shown(chosen.home)}, which accounts must opt in to`,
      allowed: "a Region that every account has without opting in",
      fix: "choose one: StackSets cannot deploy to accounts that lack it",
    });
  }
  return issues;
}

function regionsAreListedOnce({ regions: chosen }: Sound): readonly FactIssue[] {
  return duplicates(chosen?.governed ?? [], (name) => name, "lifeline:regions.governed", "each Region once");
}

function respondersAreSeveral({ responders }: Sound): readonly FactIssue[] {
  const staying = responders?.filter((responder) => !responder.leaving).length ?? 0;
  return responders === undefined || staying >= 2
    ? []
    : [
        {
          path: "lifeline:responders",
          found: staying === 1 ? "1 responder who stays" : "no responder who stays",
          allowed: "at least two: one of them may be unreachable, and the root user cannot assume a role (E4)",
          fix: "add a responder",
        },
      ];
}

function responderNamesAreUnique({ responders }: Sound): readonly FactIssue[] {
  return duplicates(
    responders ?? [],
    ({ name }) => name.toLowerCase(),
    "lifeline:responders",
    "each name once; IAM does not tell letter cases apart",
    ".name",
  );
}

function responderPathsFit({ responders }: Sound, { names, limits }: Rulebook): readonly FactIssue[] {
  const path = names.responderPath;
  const allowed = limits.switchRoleCharacters.value;
  return (responders ?? []).flatMap(({ name }, index) =>
    path.length + name.length <= allowed
      ? []
      : [
          {
            path: `lifeline:responders[${index}].name`,
            found: `${name.length} characters, ${path.length + name.length} with the path ${path}`,
            allowed: `${allowed} characters for path and name`,
            fix: "shorten the name",
          },
        ],
  );
}

function guardrailTargetsAreSound({ guardrails, organization }: Sound): readonly FactIssue[] {
  if (guardrails === undefined) return [];
  const path = "lifeline:guardrails.targets";
  const issues = [...duplicates(guardrails.targets, (target) => target, path, "each target once")];
  if (organization === undefined) return issues;
  guardrails.targets.forEach((target, index) => {
    if (isElsewhere(target, organization.rootId)) {
      issues.push({
        path: `${path}[${index}]`,
        found: `${shown(target)}, which is not below ${organization.rootId}`,
        allowed: `${organization.rootId}, or an OU or account below it`,
        fix: "copy the id from this organization, or correct lifeline:organization.rootId",
      });
    }
    if (target === organization.managementAccountId) {
      issues.push({
        path: `${path}[${index}]`,
        found: "the management account",
        allowed: "member accounts, OUs or the root",
        fix: "remove it: neither SCPs nor RCPs bind the management account",
      });
    }
  });
  return issues;
}

/** Ids of OUs carry the id of their root. */
function isElsewhere(target: string, rootId: string): boolean {
  return (
    (target.startsWith("r-") && target !== rootId) ||
    (target.startsWith("ou-") && !target.startsWith(`ou-${rootId.slice(2)}-`))
  );
}

function emergencyAccountIsBelowTheRoot({ emergencyAccount, organization }: Sound): readonly FactIssue[] {
  if (emergencyAccount === undefined || emergencyAccount.mode === "given" || organization === undefined) return [];
  const { parentId } = emergencyAccount;
  return isElsewhere(parentId, organization.rootId)
    ? [
        {
          path: "lifeline:emergencyAccount.parentId",
          found: `${shown(parentId)}, which is not below ${organization.rootId}`,
          allowed: `${organization.rootId}, or an OU below it`,
          fix: "copy the id from this organization, or correct lifeline:organization.rootId",
        },
      ]
    : [];
}
