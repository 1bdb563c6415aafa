/** A refusal of AWS: its code and its words, as the API gives them. */
export class AwsError extends Error {
  constructor(
    readonly code: string,
    message: string,
    readonly status = 400,
  ) {
    super(message);
    this.name = "AwsError";
  }
}

/** `EntityAlreadyExists: Role with name x already exists.` */
export function refusalOf(error: AwsError): string {
  return `${error.code}: ${error.message}`;
}
