/** A condition key as AWS documents it: its type, and whether a request can carry several values of it. */
export type KeyType = "String" | "Bool" | "Numeric" | "Date" | "IpAddress" | "Arn" | "Binary";

export interface ConditionKey {
  readonly type: KeyType;
  readonly multivalued: boolean;
}

/**
 * Rows of the tables beside this file: names by type; `[]` marks a multivalued key, and `*` in a name stands for a tag,
 * a header or another name of the user's choice.
 */
export type KeysByType = Readonly<Partial<Record<KeyType | `${KeyType}[]`, readonly string[]>>>;

export interface DocumentedKeys {
  readonly service: string;
  readonly source: string;
  readonly keys: KeysByType;
}
