import { fromPeers } from "./from-peers";
import { itRefutes } from "./it-refutes";
import { ofAStranger } from "./of-a-stranger";
import { ofTheTiers } from "./of-the-tiers";
import { isFullScale } from "../scale";
import { ofThisLandingZone } from "./of-this-landing-zone";

describe("a landing zone with a fault that another system has", () => {
  for (const sabotage of fromPeers) itRefutes(sabotage);
});

describe("a landing zone with a slip of its makers", () => {
  // Every third by default: .ci/run tries all.
  const slips = [...ofThisLandingZone, ...ofTheTiers, ...ofAStranger].filter(
    (_, index) => isFullScale || index % 3 === 0,
  );
  for (const sabotage of slips) itRefutes(sabotage);
});
