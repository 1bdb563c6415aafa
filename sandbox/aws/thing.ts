/** What records of every service are made of. */
export type Tags = Readonly<Record<string, string>>;

export type Plain = null | boolean | number | string | readonly Plain[] | { readonly [key: string]: Plain };

/** Something that was made once, and that may be made again when it is gone. */
export interface Thing {
  readonly created: string;
  /** How often something of this name was made before. */
  readonly incarnation: number;
  readonly tags: Tags;
}

/** What a stack made. */
export interface StackResource {
  readonly type: string;
  /** A role's or policy's name, "role|policy" for an inline policy, a queue's URL, a rule's ARN. */
  readonly physicalId: string;
  /** Of the properties it was last made with. */
  readonly digest: string;
  /** Of those among them whose change replaces it. */
  readonly replacing: string;
}
