import { type AuditRow, differs, holds, unseen } from "./audit-row.ts";
import type { Seen } from "./public-facts.ts";

/** A statement of the release that GitHub keeps since it was published. */
export interface KeptStatement {
  /** For people: `provenance` or `root statement`. */
  readonly name: string;
  /** Hex SHA-256 of its payload. */
  readonly sha256: string;
}

/** What GitHub keeps about the assets: the payloads of signed statements, and how many more there are that were not read. */
export interface KeptPayloads {
  readonly payloads: ReadonlySet<string>;
  readonly unread: number;
}

/**
 * That GitHub keeps the statements with which the release was sealed. If it keeps none, they may never have been stored, which
 * the user knows; if it keeps some, the others were.
 */
export function judgeAttestations(
  expected: readonly KeptStatement[],
  kept: Seen<KeptPayloads> | Extract<Seen<unknown>, { readonly isSeen: false }>,
): AuditRow[] {
  if (!kept.isSeen) return [unseen("attestation", "not-readable", { reason: kept.why })];
  const { payloads, unread } = kept.value;
  const isThere = ({ sha256 }: KeptStatement) => payloads.has(sha256);
  return expected.map((statement) => {
    const { name } = statement;
    if (isThere(statement)) return holds("attestation", { subject: name, reason: `GitHub keeps the ${name}` });
    if (unread > 0) {
      const reason = `the ${name} may be among ${unread} attestations that could not be read`;
      return unseen("attestation", "not-readable", { subject: name, reason });
    }
    const reason = `GitHub does not keep the ${name}`;
    return expected.some(isThere)
      ? differs("attestation", "attestation-removed", { subject: name, reason })
      : unseen("attestation", "attestation-removed", {
          subject: name,
          reason: `${reason}, nor any other of the release`,
        });
  });
}
