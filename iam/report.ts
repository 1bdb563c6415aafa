/** What is wrong with a document, and where: a path such as `Statement[0].Condition.StringEquals`. */
export interface Issue {
  readonly path: string;
  readonly message: string;
}

/** Where issues are gathered while a document is read, so that all of them are told at once. */
export type Report = (path: string, message: string) => void;
