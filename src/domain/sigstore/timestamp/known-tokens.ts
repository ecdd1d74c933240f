import { Fault } from "../../../kernel/fault.ts";
import { encodeHex } from "../../../kernel/hex.ts";
import type { AuthorityAnchor } from "../trust-anchors.ts";
import { readTimestampToken, type TimestampToken } from "./timestamp-token.ts";
import { authorityOf } from "./verify-timestamp.ts";

export interface KnownToken {
  readonly token: TimestampToken;
  readonly authority: AuthorityAnchor;
}

/**
 * The timestamps of authorities that the trusted root knows at that time. One of another authority beside them proves
 * nothing and harms nothing; nothing but such is refused, because then nobody known says what the signer wanted said. One
 * authority says one time once. Faults: `timestamp-invalid`, `timestamp-authority-unknown`, those of `readTimestampToken`.
 */
export function knownTokens(responses: readonly Uint8Array[], authorities: readonly AuthorityAnchor[]): KnownToken[] {
  requireDistinct(responses.map(encodeHex));
  const known = responses.map(readTimestampToken).flatMap((token) => {
    const authority = authorityOf(token, authorities);
    return authority === undefined ? [] : [{ token, authority }];
  });
  if (responses.length > 0 && known.length === 0) {
    throw new Fault(
      "timestamp-authority-unknown",
      "its timestamps are of no authority that the trusted root knows then",
      {
        hint: "a newer trusted root may know the authority",
      },
    );
  }
  requireDistinct(known.map(({ token }) => `${encodeHex(token.signerSerial)} ${token.info.milliseconds}`));
  return known;
}

function requireDistinct(names: readonly string[]): void {
  if (new Set(names).size < names.length) throw new Fault("timestamp-invalid", "a timestamp is twice in the bundle");
}
