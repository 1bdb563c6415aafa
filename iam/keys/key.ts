/** A condition key as AWS documents it: its type, and whether a request can carry several values of it. */
export type KeyType = "String" | "Bool" | "Numeric" | "Date" | "IpAddress" | "Arn" | "Binary";

export interface ConditionKey {
  readonly type: KeyType;
  readonly multivalued: boolean;
}

/** Rows of the tables beside this file: names by type; `[]` marks a multivalued key. */
export type KeysByType = Readonly<Partial<Record<KeyType | `${KeyType}[]`, readonly string[]>>>;

export interface ServiceKeys {
  readonly service: string;
  /** The page of the Service Authorization Reference, or a full address. */
  readonly source: string;
  /** A name that ends in "/" or ":" is followed by a tag or context key of the user's choice. */
  readonly keys: KeysByType;
}
