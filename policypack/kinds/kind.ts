/** One kind of thing under every type token that makes it. */
export interface KindRow {
  /** Tokens of the classic provider, superseded ones included. */
  readonly classic: readonly string[];
  /** Token of the native provider; CloudFormation's type is the same words (`AWS::IAM::Role`). */
  readonly native?: string;
  /** The native provider's and CloudFormation's names of properties, where the classic provider's differ. */
  readonly renamed?: Readonly<Record<string, string>>;
}
