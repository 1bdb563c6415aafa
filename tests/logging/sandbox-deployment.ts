import * as pulumi from "@pulumi/pulumi";
import { LogArchive, OrganizationTrail, SecondPath } from "../../components";
import {
  crossAccountSharingRoleFor,
  logArchiveFor,
  organizationTrailFor,
  rulebook,
  secondPathFor,
} from "../../rulebook";
import { openScene, types, type Scene } from "../aws/scene";
import { sandboxFacts } from "../rulebook/sandbox-facts";

export interface Deployed {
  readonly scene: Scene;
  /** Types of what was made, in order. */
  readonly made: readonly string[];
}

/** The components of logging, made in the sandbox's AWS, which refuses what AWS refuses. */
export async function deployLogging(): Promise<Deployed> {
  const scene = await openScene();
  const made: string[] = [];
  const archive = await scene.member("100000000003");
  await pulumi.runtime.setMocks(
    {
      async newResource({ type, name, inputs }) {
        if (!type.startsWith("aws:")) return { id: name, state: {} };
        const client = name.includes("log-archive") ? archive : scene.client;
        const { id, outputs } = await client.make(type, inputs as Record<string, unknown>);
        made.push(type);
        return { id, state: outputs };
      },
      call: () => ({}),
    },
    "lifeline",
    "sandbox",
  );
  const bucket = new LogArchive("log-archive", logArchiveFor(rulebook, sandboxFacts), {});
  const path = new SecondPath("second-path", secondPathFor(rulebook, sandboxFacts), {});
  new OrganizationTrail("organization-trail", organizationTrailFor(rulebook, sandboxFacts), bucket, {
    dependsOn: [bucket, path],
  });
  await pulumi.runtime.disconnect();
  await makeSharingRole(scene);
  return { scene, made };
}

/** Of the security account's deployment. */
async function makeSharingRole(scene: Scene): Promise<void> {
  const { name, path, description, trust, policy } = crossAccountSharingRoleFor(sandboxFacts);
  const security = await scene.member(sandboxFacts.accounts.security);
  await security.make(types.role, { name, path, description, assumeRolePolicy: trust });
  await security.make(types.rolePolicy, { name, role: name, policy });
}
