import type { Change } from "./changed-landing-zone";

/** One role more in the management account, which the stack makes and no name of ours protects. */
export function withOtherRole(principal: object): (change: Change) => void {
  return ({ resources }) => {
    const role = resources.find(({ urn }) => urn.endsWith("::BreakGlassTrailLogs"));
    if (role === undefined) throw new Error("there is no role to make another one of");
    const text = JSON.stringify(role).replaceAll("break-glass/BreakGlassTrailLogs", "other/Other");
    const other = JSON.parse(text.replaceAll("BreakGlassTrailLogs", "Other")) as typeof role;
    const statement = { Effect: "Allow", Action: "sts:AssumeRole", Principal: principal };
    const assumeRolePolicy = JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
    for (const properties of [other.inputs, other.outputs]) {
      Object.assign(properties ?? {}, { assumeRolePolicy, path: "/other/" });
    }
    resources.push(other);
  };
}
