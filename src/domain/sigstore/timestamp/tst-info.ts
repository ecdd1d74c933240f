import { DER_TAGS, type DerNode, readDer } from "../../../kernel/der.ts";
import { Fault } from "../../../kernel/fault.ts";

/** What a timestamp authority says (RFC 3161 §2.4.2). */
export interface TstInfo {
  /** Dotted identifier of the hash that the message was named by. */
  readonly imprintAlgorithm: string;
  readonly imprint: Uint8Array;
  /** Milliseconds since 1970, rounded down. */
  readonly milliseconds: number;
  /** By how much the time may be off, unread; undefined if it does not say. */
  readonly accuracy: DerNode | undefined;
  /** Dotted identifier of the rules that the authority works by. */
  readonly policy: string;
}

/** The optional fields behind the time, by tag: accuracy, ordering, nonce, tsa, extensions. Each at most once, in this order. */
const OPTIONAL: readonly number[] = [DER_TAGS.sequence, DER_TAGS.boolean, DER_TAGS.integer, 0xa0, 0xa1];

/** Reads a TSTInfo. Faults: `timestamp-invalid`, `der-malformed`. */
export function readTstInfo(der: Uint8Array): TstInfo {
  const [version, policy, imprint, serial, time, ...optional] = readDer(der).sequence();
  if (!version || !policy || !imprint || !serial || !time || version.integer() !== 1n) {
    throw malformed("it is not a statement of version 1 about a time");
  }
  serial.integer();
  const places = optional.map(({ tag }) => OPTIONAL.indexOf(tag));
  if (places.some((place, at) => place < 0 || place <= (places[at - 1] ?? -1))) {
    throw malformed("it has a field that is not known");
  }
  for (const extension of optional.find(({ tag }) => tag === 0xa1)?.children() ?? []) {
    // "If … marked as critical, then … MUST be rejected" by who does not know it; none is known.
    const critical = extension.sequence()[1];
    if (critical?.tag === DER_TAGS.boolean && critical.boolean()) throw malformed("it has a critical extension");
  }
  const [algorithm, hash, ...beyond] = imprint.sequence();
  const [id] = algorithm?.sequence() ?? [];
  if (id === undefined || hash === undefined || beyond.length > 0) throw malformed("it names no message");
  if (time.tag !== DER_TAGS.generalizedTime) throw malformed("its time is of another type");
  return {
    ...{ imprintAlgorithm: id.oid(), imprint: hash.octetString(), milliseconds: time.time(), policy: policy.oid() },
    accuracy: optional.find(({ tag }) => tag === DER_TAGS.sequence),
  };
}

function malformed(problem: string): Fault {
  return new Fault("timestamp-invalid", `a timestamp is malformed: ${problem}`);
}
