import type { AuditOutcome, AuditRow } from "./audit-row.ts";

/** What an audit found, for people and programs. */
export interface AuditedRelease {
  readonly outcome: AuditOutcome;
  readonly rows: readonly AuditRow[];
  /** As it was requested: `owner/name`. */
  readonly repository: string;
  /** Undefined if there is no such release. */
  readonly release: { readonly id: string; readonly tag: string; readonly page: string } | undefined;
  /** Undefined unless the root of its capsule verified. */
  readonly root:
    | {
        readonly sha256: string;
        readonly statement: {
          readonly predicate: { readonly release: { readonly name: string; readonly version: string } };
        };
      }
    | undefined;
  /** Requests that GitHub counted. */
  readonly requests: number;
}
