import { foreignResourcePolicies } from "./foreign-resource-policies";
import { foreignServicePolicies } from "./foreign-service-policies";
import { fromPeers } from "./from-peers";
import { ofThisLandingZone } from "./of-this-landing-zone";
import { ofAStranger } from "./of-a-stranger";
import { ofTheTiers } from "./of-the-tiers";
import { organizationSwitches } from "./organization-switches";
import type { Sabotage } from "./sabotage";

export const sabotages: readonly Sabotage[] = [
  ...fromPeers,
  ...ofThisLandingZone,
  ...ofTheTiers,
  ...ofAStranger,
  ...foreignServicePolicies,
  ...foreignResourcePolicies,
  ...organizationSwitches,
];
