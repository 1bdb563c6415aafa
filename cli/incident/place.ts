import { join } from "node:path";
import { factsOf } from "../../facts";
import { centralBusArn, rulebook, securityRoleArn, type SecurityPlace } from "../../rulebook";
import { projectDirectory } from "../project";
import { stackIn } from "../sandbox/stack-file";
import { UserError } from "../user-error";
import type { Access, StepOptions } from "./options";

/** Where the events of incidents go, and where they are kept. */
export interface Place extends SecurityPlace {
  readonly bus: string;
  readonly table: string;
}

/** From the facts of a stack; or from the bus's ARN alone, for a machine without the project's facts. */
export function placeFor({ bus, stackFile }: Pick<Access, "bus" | "stackFile">): Place {
  const place =
    bus === undefined ? placeOfStack(stackFile ?? join(projectDirectory(), "Pulumi.prod.yaml")) : placeOf(bus);
  return { ...place, bus: centralBusArn(rulebook.names, place), table: rulebook.names.register };
}

function placeOfStack(file: string): SecurityPlace {
  const { stack, config } = stackIn(file);
  const judged = factsOf(config, stack, rulebook);
  if (!judged.ok) throw new UserError(`${judged.message}\nWithout the facts, name the bus: --bus <arn>.`);
  return judged.facts;
}

function placeOf(bus: string): SecurityPlace {
  const { centralBus } = rulebook.names;
  const match = /^arn:aws:events:([a-z0-9-]+):(\d{12}):event-bus\/(.+)$/.exec(bus);
  const [, home, security, name] = match ?? [];
  if (home === undefined || security === undefined || name !== centralBus) {
    throw new UserError(`--bus ${bus}: expected arn:aws:events:<region>:<account>:event-bus/${centralBus}.`);
  }
  return { partition: "aws", regions: { home }, accounts: { security } };
}

/** The responders' role for the step; undefined where only a ticket system takes it. */
export function roleFor(step: StepOptions["step"], place: SecurityPlace): string | undefined {
  const { names, incidentSteps } = rulebook;
  const role = incidentSteps.find(({ id }) => id === step)?.role;
  return role === undefined ? undefined : securityRoleArn(names, place, names[role]);
}
