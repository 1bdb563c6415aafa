import type { ActEffect, ProtectedKind } from "../acts";
import type { Finding } from "../claim";
import type { Organization } from "../model/organization";
import { findingFor } from "../question/finding";
import { questionsAbout } from "./questions";

interface Meant {
  readonly effects: readonly ActEffect[];
  readonly kinds: readonly ProtectedKind[];
}

/** Finding of a claim that is about what can be done to what, and nothing else. */
export function nobodyElse({ effects, kinds }: Meant): (organization: Organization) => Finding {
  return (organization) =>
    findingFor(organization, {
      questions: questionsAbout(organization, ({ effect, on }) => effects.includes(effect) && kinds.includes(on)),
    });
}
