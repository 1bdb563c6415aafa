import type { Rulebook } from "../rulebook";
import { duplicates } from "./duplicates";
import type { FactIssue } from "./issue";
import { shown } from "./parse";
import type { Rule, Sound } from "./rule";

/** Who may hold which tier, and what facts may add to one. */
export const tierRules: readonly Rule[] = [
  respondersHoldOfferedTiers,
  managementIsHeldApart,
  tiersKeepTheirMeaning,
  managedPoliciesFit,
  additionsAreListedOnce,
];

function respondersHoldOfferedTiers({ responders, tiers }: Sound): readonly FactIssue[] {
  if (responders === undefined || tiers === undefined) return [];
  // Accounts that are no workload accounts offer ReadOnly too.
  const offered: readonly string[] = [...new Set(["ReadOnly", ...tiers.workload, "IdentityAdmin", "Management"])];
  return responders.flatMap((responder, index) => [
    ...responder.tiers.flatMap((tier, place) =>
      offered.includes(tier)
        ? []
        : [
            {
              path: `lifeline:responders[${index}].tiers[${place}]`,
              found: `${shown(tier)}, which lifeline:tiers.workload drops`,
              allowed: offered.join(", "),
              fix: "offer the tier or take it from the responder",
            },
          ],
    ),
    ...duplicates(responder.tiers, (tier) => tier, `lifeline:responders[${index}].tiers`, "each tier once"),
  ]);
}

function managementIsHeldApart({ responders }: Sound): readonly FactIssue[] {
  return (responders ?? []).flatMap(({ name, tiers }, index) =>
    tiers.includes("Management") && tiers.includes("Admin")
      ? [
          {
            path: `lifeline:responders[${index}].tiers`,
            found: `Management together with Admin for ${name}`,
            allowed: "one of the two: who can detach a guardrail must not be administrator below it",
            fix: "give Management to another responder",
          },
        ]
      : [],
  );
}

/** Facts add to what a tier may do, up to AWS's quota; IdentityAdmin and Management are laws to the last action (E16). */
function tiersKeepTheirMeaning({ tiers }: Sound, { tierAdditions }: Rulebook): readonly FactIssue[] {
  const added = (tier: "ReadOnly" | "Operator", refused: (name: string) => boolean, allowed: string) =>
    (tiers?.managedPolicies[tier] ?? []).flatMap((name, index) =>
      refused(name)
        ? [
            {
              path: `lifeline:tiers.managedPolicies.${tier}[${index}]`,
              found: shown(name),
              allowed,
              fix: "choose a narrower policy, or give the responder the tier Admin",
            },
          ]
        : [],
    );
  const reads = (name: string) => tierAdditions.readingEndings.some((ending) => name.endsWith(ending));
  return [
    ...added(
      "ReadOnly",
      (name) => !reads(name),
      `policies that only read: their names end with ${tierAdditions.readingEndings.join(", ")}`,
    ),
    ...added(
      "Operator",
      (name) => tierAdditions.permissionManagers.includes(name),
      "policies that do not manage permissions",
    ),
  ];
}

function managedPoliciesFit({ tiers }: Sound, rulebook: Rulebook): readonly FactIssue[] {
  const quota = rulebook.limits.managedPoliciesPerRole.value;
  return Object.entries(tiers?.managedPolicies ?? {}).flatMap(([tier, added]) => {
    const path = `lifeline:tiers.managedPolicies.${tier}`;
    const own = rulebook.tiers.find(({ id }) => id === tier)?.managedPolicies ?? [];
    const count = new Set([...own, ...added]).size;
    if ((tier === "IdentityAdmin" || tier === "Management") && added.length > 0) {
      return [
        {
          path,
          found: shown(added),
          allowed: `nothing: ${tier} does what the rulebook grants and no more`,
          fix: "remove the line",
        },
      ];
    }
    return count <= quota
      ? []
      : [
          {
            path,
            found: `${count} AWS-managed policies, ${own.length} of them the tier's own`,
            allowed: `${quota} for one role`,
            fix: "list fewer",
          },
        ];
  });
}

function additionsAreListedOnce({ tiers }: Sound): readonly FactIssue[] {
  return [
    ...duplicates(tiers?.workload ?? [], (tier) => tier, "lifeline:tiers.workload", "each tier once"),
    ...Object.entries(tiers?.managedPolicies ?? {}).flatMap(([tier, added]) =>
      duplicates(added, (name) => name, `lifeline:tiers.managedPolicies.${tier}`, "each policy once"),
    ),
  ];
}
