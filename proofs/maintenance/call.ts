/** A call that makes, changes, tags or removes a thing. */
export interface Call {
  readonly action: string;
  /**
   * "thing": its ARN. "everything": `*`, for an action without resource types. "aliases": those of a key.
   * "subscriptions": `*`, where the topic has any: AWS gives calls about a subscription no resource type.
   */
  readonly on: "thing" | "everything" | "aliases" | "subscriptions";
}

export function calls(service: string, names: readonly string[], on: Call["on"] = "thing"): readonly Call[] {
  return names.map((name) => ({ action: `${service}:${name}`, on }));
}
