import { readDer } from "../../kernel/der.ts";
import type { TimestampFacts } from "./timestamp.ts";
import { readTimestamp } from "./timestamp.ts";
import type { TrustedAuthority, TrustedRoot } from "./trusted-root.ts";
import { within } from "./trusted-root.ts";

/**
 * The timestamps of authorities that the trusted root knows at that time, each authority and time once. One of a stranger
 * proves nothing and harms nothing; one of a known authority must verify, or the bundle is refused. Faults: those of
 * `readTimestamp`.
 */
export function knownTimestamps(responses: readonly Uint8Array[], trust: TrustedRoot): TimestampFacts[] {
  const distinct = new Map<string, TimestampFacts>();
  for (const facts of responses.map(readTimestamp)) {
    if (!trust.timestampAuthorities.some((authority) => isFrom(facts, authority))) continue;
    const key = [facts.signerIssuer, facts.signerSerial].map((part) => Buffer.from(part).toString("hex")).join();
    distinct.set(`${key} ${facts.time.getTime()}`, facts);
  }
  return [...distinct.values()];
}

function isFrom(facts: TimestampFacts, authority: TrustedAuthority): boolean {
  if (!within(authority.validFor, facts.time)) return false;
  const [leaf] = authority.certificates;
  const [tbs] = leaf === undefined ? [] : readDer(leaf).sequence();
  const [, serial, , issuer] = tbs?.sequence() ?? [];
  if (serial === undefined || issuer === undefined) return false;
  return (
    Buffer.compare(serial.content, facts.signerSerial) === 0 && Buffer.compare(issuer.content, facts.signerIssuer) === 0
  );
}
