/**
 * AWS's languages of events: patterns of EventBridge, as AWS's own matcher reads them, and filter patterns of
 * CloudWatch Logs for events in JSON.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html
 * https://github.com/aws/event-ruler (2.0.1)
 *
 * 1. `compilePattern(pattern)` compiles a pattern once, and tells every issue at once. A pattern with an issue cannot
 *    be asked, so an operator that is not known can never pass as "does not match".
 * 2. `matches(pattern, event)` decides one event; `matchesRead(pattern, jsonFrom(event))` one that many patterns are asked
 *    about.
 * 3. `compileFilterPattern(text)` and `matchesFilter(pattern, event)` do the same for the log's language.
 */
export { compilePattern, type CompiledPattern } from "./compile";
export { compileFilterPattern, matchesFilter, type CompiledFilterPattern, type FilterPattern } from "./filter-pattern";
export { jsonFrom, type Json } from "./json";
export { matches, matchesRead } from "./match";
export type { Pattern, PatternIssue } from "./pattern";
