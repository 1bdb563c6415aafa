import type { Facts, NonEmpty, Rulebook } from "../rulebook";
import type { RawFacts } from "./schema";

/** The law's Regions and those that facts add; facts take none away. */
export function regionsFrom({ regions }: RawFacts, { signInRegions }: Rulebook): Facts["regions"] {
  const { home, governed } = regions;
  // us-east-1 in any case: IAM, Organizations and the global endpoint of STS are logged there.
  const memberDetection = eachOnce(home, [...(regions.memberDetection ?? governed), "us-east-1"]);
  const standby = regions.standby ?? (home === "us-east-1" ? "us-east-2" : "us-east-1");
  return {
    home,
    governed: eachOnce(governed[0] ?? home, governed),
    detection: eachOnce(home, [...governed, ...signInRegions, ...memberDetection, standby, ...regions.detection]),
    memberDetection,
    standby,
  };
}

export function alertsFrom({ alerts }: RawFacts): Facts["alerts"] {
  return { soc: listOf(alerts.soc), secondPath: listOf(alerts.secondPath) };
}

function eachOnce(first: string, others: readonly string[]): NonEmpty<string> {
  return [first, ...new Set(others.filter((name) => name !== first))];
}

/** The schema has made sure of it. */
export function listOf<T>(items: readonly T[]): NonEmpty<T> {
  const [first, ...others] = items;
  if (first === undefined) throw new Error("A list that its schema says is not empty is empty.");
  return [first, ...others];
}
