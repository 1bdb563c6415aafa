import assert from "node:assert/strict";
import type { DeliveredEvent } from "../../proofs/acts/delivered-call";
import { ask } from "../../proofs/ask";
import type { Counterexample } from "../../proofs/claim";
import { heardOf } from "../../proofs/hearing";
import type { Organization } from "../../proofs/model/organization";

/** Asks again: a counterexample is a real answer of the model, not a sentence about it. */
export function assertReplays(counterexample: Counterexample, organization: Organization): void {
  switch (counterexample.kind) {
    case "request": {
      const { actor, act, request, verdict } = counterexample;
      const again = ask(organization, actor, act);
      assert.deepEqual(again.verdict, verdict);
      assert.deepEqual(again.request, request);
      return;
    }
    case "event": {
      const { account, region, unheardOn, because } = counterexample;
      const heard = heardOf(organization, counterexample.event as unknown as DeliveredEvent, account, region);
      for (const path of unheardOn) assert.equal(heard[path === "first-path" ? "firstPath" : "secondPath"], false);
      assert.deepEqual(heard.because, because);
      return;
    }
    case "setting": {
      const { where, found } = counterexample;
      assert.ok(where.length > 0 && found.length > 0);
      return;
    }
  }
}

/** That the same was asked of the landing zone as it was, and answered otherwise: the sabotage is what made it. */
export function assertWasOtherwise(counterexample: Counterexample, untouched: Organization): void {
  switch (counterexample.kind) {
    case "request": {
      const { actor, act, verdict } = counterexample;
      assert.notEqual(ask(untouched, actor, act).verdict.decision, verdict.decision);
      return;
    }
    case "event": {
      const { account, region, unheardOn } = counterexample;
      const heard = heardOf(untouched, counterexample.event as unknown as DeliveredEvent, account, region);
      assert.ok(unheardOn.some((path) => heard[path === "first-path" ? "firstPath" : "secondPath"]));
      return;
    }
    case "setting":
      return;
  }
}
