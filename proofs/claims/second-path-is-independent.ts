import type { Claim, Finding } from "../claim";
import { directoryOf } from "../asking/directory";
import { collecting } from "../hearing/collected";
import { allThings, whereIs } from "../hearing/find";
import { firstPathEnds, secondPathEnds } from "../hearing/paths";
import { brokenWay, clear } from "../hearing/way";
import type { Organization } from "../model/organization";

export const secondPathIsIndependent = {
  id: "second-path-is-independent",
  about: "alerts",
  question: "Does the second path share nothing with the first that one mistake or one administrator could silence?",
  why: "Two alerts by one topic, one key, one account or one inbox are one alert.",
  source: ["E10", "https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-service-event.html"],
  findingFor,
} as const satisfies Claim;

function findingFor(organization: Organization): Finding {
  const [first, second] = [firstPathEnds(organization), secondPathEnds(organization)];
  const found = collecting(organization);
  const { classOf } = directoryOf(organization);
  for (const account of [...first.accounts, ...second.accounts]) found.countAccounts(classOf(account));
  for (const endpoint of [...first.subscribers, ...second.subscribers]) found.count("principals", endpoint);
  const groups = allThings(organization, "metricFilter").map(({ account, logGroup }) => `${account} ${logGroup}`);
  const shares = (what: string, one: Iterable<string>, other: ReadonlySet<string>, where: string) => {
    const shared = [...one].filter((item) => other.has(item));
    found.count("actions", what);
    const says = `both paths have the same ${what}: ${shared.join(", ")}`;
    const way =
      shared.length === 0 ? clear : brokenWay({ says, where, fix: `give the second path a ${what} of its own` });
    found.addWay(way, { who: "the second path", does: `has its own ${what}`, on: where });
  };
  const [topic] = second.topics;
  const where = topic === undefined ? "the second path" : whereIs(topic);
  shares(
    "topic",
    second.topics.map(({ arn }) => arn),
    new Set(first.topics.map(({ arn }) => arn)),
    where,
  );
  shares(
    "key",
    second.keys.map(({ arn }) => arn),
    new Set(first.keys.map(({ arn }) => arn)),
    where,
  );
  shares("account", second.accounts, first.accounts, where);
  shares("log group", groups, new Set(logGroupsOfFunctions(organization)), where);
  for (const [name, ends] of [
    ["first", first],
    ["second", second],
  ] as const) {
    const missing = brokenWay({
      says: `the ${name} path ends in no topic`,
      where: `the ${name} path`,
      fix: "give it one",
    });
    found.addWay(ends.topics.length > 0 ? clear : missing, { who: `the ${name} path`, does: "ends in", on: "a topic" });
  }
  const own = [...second.subscribers].filter((endpoint) => !first.subscribers.has(endpoint));
  const says = `whoever subscribes to the second path subscribes to the first: ${[...second.subscribers].join(", ")}`;
  found.addWay(
    own.length > 0 ? clear : brokenWay({ says, where, fix: "subscribe somebody else to the second path's topic" }),
    { who: own.join(", "), does: "reads", on: "the second path alone" },
  );
  return found.finding();
}

/** Where triage's function writes its own log: by its name, unless told otherwise. */
function logGroupsOfFunctions(organization: Organization): readonly string[] {
  return allThings(organization, "function").map(({ account, name }) => `${account} /aws/lambda/${name}`);
}
