import assert from "node:assert/strict";
import type { Claim, Counterexample } from "../../proofs/claim";
import { everyExemptionIsTierZero } from "../../proofs/claims/every-exemption-is-tier-zero";
import { nobodyBecomesTierZero } from "../../proofs/claims/nobody-becomes-tier-zero";
import { nobodyElseAssumesThePath } from "../../proofs/claims/nobody-else-assumes-the-path";
import { nobodyElseChangesThePath } from "../../proofs/claims/nobody-else-changes-the-path";
import { nobodyElseDisarmsTheAlerts } from "../../proofs/claims/nobody-else-disarms-the-alerts";
import { nobodyElseMakesLookAlikes } from "../../proofs/claims/nobody-else-makes-look-alikes";
import { nobodyElsePassesThePath } from "../../proofs/claims/nobody-else-passes-the-path";
import { nobodyElseRecreatesThePath } from "../../proofs/claims/nobody-else-recreates-the-path";
import { nobodyElseStopsOrBlindsTheLogs } from "../../proofs/claims/nobody-else-stops-or-blinds-the-logs";
import { nobodyLeavesTheOrganization } from "../../proofs/claims/nobody-leaves-the-organization";
import type { Organization } from "../../proofs/model/organization";
import { landingZone } from "./landing-zone";
import { again, once } from "./opened-landing-zones";
import { assumptionsOf, counterexamplesOf } from "./refuted";

interface Refuted {
  readonly by: () => Organization;
  readonly where: string;
  readonly says: RegExp;
  readonly fix: RegExp;
}

const cases: readonly {
  readonly claim: Claim;
  readonly assumptions: readonly string[];
  readonly refuted: readonly Refuted[];
}[] = [
  {
    claim: nobodyElseAssumesThePath,
    assumptions: [],
    refuted: [
      {
        by: once,
        where: "the management role trusts another account",
        says: /^Any role of 100000000013 .* can call sts:AssumeRole on arn:aws:iam::100000000001:role\/break-glass\/BreakGlassManagement/,
        fix: /^Take sts:AssumeRole out of statement ResponderWithMfa of the trust policy .*BreakGlassManagement/,
      },
      {
        by: again,
        where: "a responder's grant goes beyond the tiers that he was promised",
        says: /^carol of 100000000002, with its own permissions, can assume .*BreakGlassAdmin, which nobody promised/,
        fix: /take sts:AssumeRole out of .* of the policy of the caller/i,
      },
    ],
  },
  {
    claim: nobodyElseChangesThePath,
    assumptions: [],
    refuted: [
      {
        by: once,
        where: "nothing protects the stacks of the StackSets",
        says: /can call cloudformation:DeleteStack on arn:aws:cloudformation:.*:stack\/StackSet-lifeline-/,
        fix: /^Deny cloudformation:DeleteStack on .*: no statement of the SCPs and RCPs above 100000000\d\d\d does\.$/,
      },
      {
        by: again,
        where: "the emergency account lets others set passwords",
        says: /^Any role of 100000000002 .* can call iam:UpdateLoginProfile on arn:aws:iam::100000000002:user\/break-glass\/alice/,
        fix: /^Deny iam:UpdateLoginProfile/,
      },
    ],
  },
  {
    claim: nobodyElseRecreatesThePath,
    assumptions: [],
    refuted: [
      {
        by: once,
        where: "names of the path are protected at some paths only",
        says: /can call iam:UpdateAssumeRolePolicy on arn:aws:iam::\d+:role\/.+\/BreakGlass/,
        fix: /^Deny iam:UpdateAssumeRolePolicy/,
      },
      {
        by: again,
        where: "others make users at the responders' path",
        says: /can call iam:CreateUser on arn:aws:iam::100000000002:user\/break-glass\//,
        fix: /^Deny iam:CreateUser/,
      },
    ],
  },
  {
    claim: nobodyElseMakesLookAlikes,
    assumptions: ["subscribers-have-confirmed"],
    refuted: [
      {
        by: once,
        where: "the rule minds the case of names",
        says: /can call iam:CreateRole for the name breakglas/,
        fix: /let a rule of the detection template match it there/,
      },
      {
        by: again,
        where: "the filter minds the case of some letters",
        says: /can call iam:Create(Role|Policy) for the name \w*BREAK|can call iam:Create(Role|Policy) for the name bre(A|aK)/,
        fix: /let a filter of the second path match it/,
      },
    ],
  },
  {
    claim: nobodyElsePassesThePath,
    assumptions: [],
    refuted: [
      {
        by: once,
        where: "no guardrail is about passing roles",
        says: /can call iam:PassRole on arn:aws:iam::\d+:role\/break-glass\//,
        fix: /^Deny iam:PassRole/,
      },
      {
        by: again,
        where: "a name is spared that anybody can bear",
        says: /^Any role of \d+ that matches arn:aws:iam::\*:role\/ci-\*, such as .*:role\/ci-attacker, .* can call iam:PassRole/,
        fix: /^Let statement PassNoBreakGlassRoles of the SCP lifeline-guardrails-\d not spare arn:aws:iam::\d+:role\/ci-attacker/,
      },
    ],
  },
  {
    claim: nobodyElseStopsOrBlindsTheLogs,
    assumptions: [],
    refuted: [
      {
        by: once,
        where: "no guardrail is about the archive: the bucket policy cannot bind the root user to itself",
        says: /^The root user of 100000000003 .* can call s3:PutBucketPolicy on arn:aws:s3:::lifeline-log-archive-o-lifeline001/,
        fix: /^Deny s3:PutBucketPolicy/,
      },
      {
        by: again,
        where: "somebody moves the alias by which policies know the key",
        says: /role\/ci-attacker, .* can call kms:UpdateAlias on .*:alias\/lifeline-log-archive/,
        fix: /^Let statement ProtectKeyAliases of the SCP lifeline-guardrails-\d not spare /,
      },
    ],
  },
  {
    claim: nobodyElseDisarmsTheAlerts,
    assumptions: [],
    refuted: [
      {
        by: once,
        where: "unsubscribing is denied in another account",
        says: /^Any role of 100000000004 .* can call sns:Unsubscribe on \*/,
        fix: /^Let statement DenyUnsubscribing of the SCP lifeline-guardrails-\d not spare /,
      },
      {
        by: again,
        where: "every role of the security account writes the register",
        says: /^Any role of 100000000004 .* can call dynamodb:PutItem on .*table\/lifeline-incidents/,
        fix: /^Let statement ProtectRegister of the SCP lifeline-guardrails-\d not spare /,
      },
    ],
  },
  {
    claim: nobodyLeavesTheOrganization,
    assumptions: [],
    refuted: [
      {
        by: once,
        where: "leaving is denied nowhere",
        says: /can call organizations:LeaveOrganization on \*/,
        fix: /^Deny organizations:LeaveOrganization/,
      },
      {
        by: again,
        where: "one of the two calls that close an account is free",
        says: /can call account:CloseAccount on \*/,
        fix: /^Deny account:CloseAccount/,
      },
    ],
  },
  {
    claim: nobodyBecomesTierZero,
    assumptions: ["stack-sets-execution-roles-are-administrators", "deployers-are-administrators"],
    refuted: [
      {
        by: once,
        where: "anybody can make an execution role of StackSets",
        says: /can call iam:CreateRole on arn:aws:iam::\d+:role\/stacksets-exec-/,
        fix: /^Deny iam:CreateRole/,
      },
      {
        by: again,
        where: "anybody in its account rewrites whom a deployer trusts",
        says: /can call iam:UpdateAssumeRolePolicy on arn:aws:iam::100000000004:role\/OrganizationAccountAccessRole/,
        fix: /^Deny iam:UpdateAssumeRolePolicy/,
      },
    ],
  },
  {
    claim: everyExemptionIsTierZero,
    assumptions: [],
    refuted: [
      {
        by: once,
        where: "a guardrail spares a name that nothing protects",
        says: /^Any role of \d+ that matches arn:aws:iam::\*:role\/ci-\*, .* is spared by the guardrail that denies others events:\w+ on /,
        fix: /^Let statement ProtectForwardingRules of the SCP lifeline-guardrails-\d not spare arn:aws:iam::\d+:role\/ci-attacker/,
      },
      {
        by: again,
        where: "a guardrail spares the path's own roles",
        says: /^Any role of \d+ that matches .*arn:aws:iam::\*:role\/break-glass\/\*.* is spared by the guardrail that denies others iam:\w+ on /,
        fix: /^Let statement ProtectBreakGlassRoles of the SCP lifeline-guardrails-\d not spare /,
      },
    ],
  },
];

describe("nobody else", () => {
  for (const { claim, assumptions, refuted } of cases) {
    it(`${claim.id}: the landing zone holds it`, () => {
      assert.deepEqual(assumptionsOf(claim, landingZone().organization), assumptions);
    });

    for (const { by, where, says, fix } of refuted) {
      it(`${claim.id} is refuted where ${where}`, () => {
        const found = counterexamplesOf(claim, by());
        const fitting = found.filter((one: Counterexample) => says.test(one.says) && fix.test(one.fix));
        assert.ok(fitting.length > 0, found.map((one) => `${one.says} | ${one.fix}`).join("\n"));
      });
    }
  }
});
