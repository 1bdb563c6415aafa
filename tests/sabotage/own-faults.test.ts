import { fromPeers } from "./from-peers";
import { itRefutes } from "./it-refutes";
import { ofTheTiers } from "./of-the-tiers";
import { ofThisLandingZone } from "./of-this-landing-zone";

describe("a landing zone with a fault that another system has", () => {
  for (const sabotage of fromPeers) itRefutes(sabotage);
});

describe("a landing zone with a slip of its makers", () => {
  for (const sabotage of [...ofThisLandingZone, ...ofTheTiers]) itRefutes(sabotage);
});
