/** A state as the engine leaves it when an update is interrupted. */
interface Interrupted {
  readonly pending_operations?: readonly (Operation | null)[] | null;
}

interface Operation {
  readonly type?: unknown;
  readonly resource?: { readonly urn?: unknown } | null;
}

/** What an interrupted update was about: AWS may have it otherwise than the state says. */
export function pendingLines(state: unknown): readonly string[] {
  const root = state as {
    readonly deployment?: Interrupted | null;
    readonly checkpoint?: { readonly latest?: Interrupted | null } | null;
  } | null;
  const pending = root?.deployment?.pending_operations ?? root?.checkpoint?.latest?.pending_operations ?? [];
  return pending.map((operation) => {
    const [type, urn] = [operation?.type, operation?.resource?.urn].map(String);
    return `${urn}: the last update was interrupted while ${type} it, and the state does not tell whether AWS did; \`pulumi refresh\` asks.`;
  });
}
