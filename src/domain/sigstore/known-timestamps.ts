import { readDer } from "../../kernel/der.ts";
import { Fault } from "../../kernel/fault.ts";
import { encodeHex } from "../../kernel/hex.ts";
import type { TimestampFacts } from "./timestamp.ts";
import { readTimestamp } from "./timestamp.ts";
import type { TrustedAuthority, TrustedRoot } from "./trusted-root.ts";
import { within } from "./trusted-root.ts";

/**
 * The timestamps of authorities that the trusted root knows at that time. One of a stranger beside them proves nothing and
 * harms nothing; one of a known authority must verify, or the bundle is refused. Nothing but strangers is refused, because
 * then nobody known says what the signer wanted said. Faults: `timestamp-invalid`, `signed-time-missing`, `der-malformed`.
 */
export function knownTimestamps(responses: readonly Uint8Array[], trust: TrustedRoot): TimestampFacts[] {
  const known = readTimestamps(responses).filter((facts) =>
    authoritiesOf(facts, trust).some(({ validFor }) => within(validFor, facts.time)),
  );
  if (responses.length > 0 && known.length === 0) {
    throw new Fault(
      "signed-time-missing",
      "its timestamps are of no authority that the trusted root knows at that time",
      {
        hint: "a newer trusted root may know the authority",
      },
    );
  }
  return known;
}

/** What the timestamps say, nothing of it verified. Faults: `timestamp-invalid`, `der-malformed`. */
export function readTimestamps(responses: readonly Uint8Array[]): TimestampFacts[] {
  const distinct = new Set(responses.map((response) => encodeHex(response)));
  if (distinct.size < responses.length) throw new Fault("timestamp-invalid", "a timestamp stands in the bundle twice");
  return responses.map(readTimestamp);
}

/** The authorities whose certificate the timestamp names as its signer's, whatever its time. */
export function authoritiesOf(facts: TimestampFacts, trust: TrustedRoot): readonly TrustedAuthority[] {
  return trust.timestampAuthorities.filter((authority) => isFrom(facts, authority));
}

function isFrom(facts: TimestampFacts, authority: TrustedAuthority): boolean {
  const [leaf] = authority.certificates;
  const [tbs] = leaf === undefined ? [] : readDer(leaf).sequence();
  const [, serial, , issuer] = tbs?.sequence() ?? [];
  if (serial === undefined || issuer === undefined) return false;
  return (
    Buffer.compare(serial.content, facts.signerSerial) === 0 && Buffer.compare(issuer.content, facts.signerIssuer) === 0
  );
}
