import assert from "node:assert/strict";
import { standingIn } from "../standing";
import { changesOf, errorsOf, sandboxAws, updated } from "./landing-zone";

/** Operations of an undisturbed first update; asserted below, so that the walk cannot miss any. */
const operations = 102;
const every = process.env["TEST_FAULTS"] === "all";
/** The last, which ends with most done; .ci/run walks all. */
const chosen = [operations];
const places = every ? Array.from({ length: operations }, (_, index) => index + 1) : chosen;

/** Every second place from this one on: two files walk them beside each other. */
export function describeFaults(title: string, from: 0 | 1): void {
  const own = places.filter((_, index) => index % 2 === from);
  (own.length === 0 ? describe.skip : describe)(title, () => {
    let undisturbed: unknown;
    let count = 0;

    before(async () => {
      const aws = sandboxAws();
      await updated(aws, { onLog: (log) => (count = log.length) });
      undisturbed = standingIn(aws);
    });

    it(`makes ${operations} operations when undisturbed`, () => {
      assert.equal(count, operations);
    });

    for (const failAt of own) {
      it(`at operation ${failAt} is finished by the next, nothing twice and nothing lost`, async () => {
        const aws = sandboxAws();
        const created: string[] = [];
        const failed = await updated(aws, {
          provider: { failAt },
          onLog: (log) => created.push(...log.slice(0, failAt - 1).map(({ type, name }) => `${type} ${name}`)),
        });
        assert.equal(failed.ok, false);
        assert.match(errorsOf(failed), /InternalFailure/);
        assert.deepEqual(failed.state.deployment.pending_operations ?? [], []);

        const next = await updated(aws, { state: failed.state });
        assert.equal(errorsOf(next), "");
        assert.equal(next.changes.replace + next.changes.delete, 0);
        const twice = created.filter((resource) => changesOf(next).includes(`create ${resource}`));
        assert.deepEqual(twice, []);

        assert.deepEqual(standingIn(aws), undisturbed);
      });
    }
  });
}
