/**
 * AWS's languages of events: patterns of EventBridge, as AWS's own matcher reads them.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html
 * https://github.com/aws/event-ruler (2.0.1)
 *
 * 1. `compilePattern(pattern)` compiles a pattern once, and tells every issue at once. A pattern with an issue cannot
 *    be asked, so an operator that is not known can never pass as "does not match".
 * 2. `matches(pattern, event)` decides one event.
 */
export { compilePattern, type CompiledPattern } from "./compile";
export { matches } from "./match";
export type { Pattern, PatternIssue } from "./pattern";
