import { Fault } from "../../../kernel/fault.ts";
import type { FaultCode } from "../../../kernel/fault-codes.ts";
import { encodeHex } from "../../../kernel/hex.ts";
import type { AuthorityAnchor } from "../trust-anchors.ts";
import { isWithin } from "../trusted-root.ts";
import { readTimestampToken, type TimestampToken } from "./timestamp-token.ts";
import { authoritiesOf } from "./verify-timestamp.ts";

export interface KnownToken {
  readonly token: TimestampToken;
  readonly authority: AuthorityAnchor;
}

/**
 * The timestamps of authorities that the trusted root knows at that time. One of another authority beside them proves
 * nothing and harms nothing; nothing but such is refused, because then nobody known says what the signer wanted said. One
 * authority says one time once. Faults: `timestamp-authority-unknown` if the root knows none of them at any time, which
 * says nothing against the bundle; `signed-time-missing` if it knows one at another time only; `timestamp-invalid`, and
 * those of `readTimestampToken`.
 */
export function knownTokens(responses: readonly Uint8Array[], authorities: readonly AuthorityAnchor[]): KnownToken[] {
  const named = readTokens(responses).flatMap((token) =>
    authoritiesOf(token, authorities).map((authority) => ({ token, authority })),
  );
  const valid = named.filter(({ token, authority }) => isWithin(authority.validFor, new Date(token.info.milliseconds)));
  // An authority may be in the root twice, for periods that touch.
  const known = valid.filter(({ token }, at) => valid.findIndex((one) => one.token === token) === at);
  if (responses.length > 0 && named.length === 0) {
    throw unknown(
      "timestamp-authority-unknown",
      "its timestamps are of authorities that the trusted root does not know",
    );
  }
  if (responses.length > 0 && known.length === 0) {
    throw unknown(
      "signed-time-missing",
      "its timestamps are of authorities that the trusted root does not know at that time",
    );
  }
  requireDistinct(known.map(({ token }) => `${encodeHex(token.signerSerial)} ${token.info.milliseconds}`));
  return known;
}

/** What the timestamps say, nothing of it verified. Faults: `timestamp-invalid`, those of `readTimestampToken`. */
export function readTokens(responses: readonly Uint8Array[]): TimestampToken[] {
  requireDistinct(responses.length > 1 ? responses.map(encodeHex) : []);
  return responses.map(readTimestampToken);
}

function unknown(code: FaultCode, problem: string): Fault {
  return new Fault(code, problem, { hint: "a newer trusted root may know the authority" });
}

function requireDistinct(names: readonly string[]): void {
  if (new Set(names).size < names.length) throw new Fault("timestamp-invalid", "a timestamp is twice in the bundle");
}
