import type { Rule } from "../rule";
import { deliveryRules } from "./alerting/delivery";
import { eventRules, signInRules } from "./alerting/events";
import { alertPromises } from "./alerting/promises";
import { documentRules } from "./emergency/documents";
import { nameRules } from "./emergency/names";
import { promiseRules } from "./emergency/promises";
import { proofRules } from "./emergency/proofs";
import { trustRules } from "./emergency/trust";
import { credentialDocumentRules } from "./credentials/documents";
import { thingRules } from "./credentials/things";
import { contentRules } from "./guardrails/contents";
import { effectRules } from "./guardrails/effects";
import { organizationRules } from "./guardrails/organization";
import { attachmentRules } from "./least-privilege/attachments";
import { privilegeRules } from "./least-privilege/documents";
import { storeRules as logStoreRules } from "./logging/stores";
import { archivePromises } from "./logging/promises";
import { trailRules } from "./logging/trails";
import { machineRules } from "./platform/machines";
import { storeRules } from "./platform/stores";
import { resourceRules } from "./third-parties/resources";
import { trustRules as partnerRules } from "./third-parties/trust";

/** Every rule, family by family: what the pack serves, what docs/rules.md shows, what the tests run. */
export const catalogue: readonly Rule[] = [
  ...nameRules,
  ...documentRules,
  ...trustRules,
  ...promiseRules,
  ...proofRules,
  ...contentRules,
  ...organizationRules,
  ...effectRules,
  ...trailRules,
  ...logStoreRules,
  ...archivePromises,
  ...eventRules,
  ...signInRules,
  ...alertPromises,
  ...deliveryRules,
  ...thingRules,
  ...credentialDocumentRules,
  ...partnerRules,
  ...resourceRules,
  ...privilegeRules,
  ...attachmentRules,
  ...machineRules,
  ...storeRules,
];

export const ruleIds: ReadonlySet<string> = new Set(catalogue.map(({ id }) => id));
