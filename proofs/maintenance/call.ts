/** A call that makes, changes, tags or removes a thing. */
export interface Call {
  readonly action: string;
  /**
   * "thing": its ARN. "everything": `*`, for an action without resource types. "aliases": those of a key.
   * "subscriptions": `*`, where the topic has any: these calls need not name the topic.
   */
  readonly on: "thing" | "everything" | "aliases" | "subscriptions";
}

export function calls(service: string, names: readonly string[], on: Call["on"] = "thing"): readonly Call[] {
  return names.map((name) => ({ action: `${service}:${name}`, on }));
}
