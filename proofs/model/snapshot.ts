/**
 * What can be read of an organization from outside: its tree, its accounts and what binds them. The file's form is
 * described in docs/snapshot.md.
 */
export interface Snapshot {
  /** ISO 8601. */
  readonly taken: string;
  readonly organization: {
    readonly id: string;
    readonly rootId: string;
    readonly managementAccountId: string;
    readonly enabledPolicyTypes: readonly string[];
    readonly trustedServices: readonly string[];
    readonly delegatedAdministrators: readonly { readonly accountId: string; readonly servicePrincipal: string }[];
    /** The delegation policy of Organizations, as JSON text. */
    readonly resourcePolicy?: string;
  };
  readonly units: readonly SnapshotUnit[];
  readonly accounts: readonly SnapshotAccount[];
  readonly policies: readonly SnapshotPolicy[];
  readonly attachments: readonly SnapshotAttachment[];
  /** Resource policies of AWS Sign-In: undefined where nobody asked for them, none where no account has one. */
  readonly signInPolicies?: readonly SnapshotSignInPolicy[];
}

export interface SnapshotUnit {
  readonly id: string;
  readonly name: string;
  readonly parentId: string;
}

export interface SnapshotAccount {
  readonly id: string;
  readonly name: string;
  readonly parentId: string;
  readonly status: string;
}

export interface SnapshotPolicy {
  readonly id: string;
  readonly name: string;
  readonly type: string;
  /** The document, as JSON text. */
  readonly content: string;
}

export interface SnapshotSignInPolicy {
  readonly accountId: string;
  /** The document, as JSON text. */
  readonly content: string;
}

export interface SnapshotAttachment {
  readonly policyId: string;
  readonly targetId: string;
}
