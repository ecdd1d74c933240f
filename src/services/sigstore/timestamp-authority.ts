import { sha256 } from "../../crypto/node-digest.ts";
import { boolean, integer, octetString, oid, sequence } from "../../kernel/der-writer.ts";
import { Fault } from "../../kernel/fault.ts";
import { formatEpoch } from "../../kernel/iso-time.ts";
import { type RetryPorts, requestWithRetries } from "../http/request-with-retries.ts";
import { chance } from "./chance.ts";
import { readTimestamp, SHA_256 } from "./timestamp-response.ts";

/** When a timestamp is of use: the validity of the certificate, seconds since 1970. */
export interface TimeWindow {
  readonly notBefore: number;
  readonly notAfter: number;
}

const TIMEOUT_MS = 20_000;
const MAX_ANSWER_BYTES = 256 * 1024;
/** Seconds that a timestamp may be too early and be asked for once more: clocks of services differ a little. */
const EARLY_TOLERANCE = 5;

/**
 * Asks for an RFC 3161 timestamp over a signature and resolves to the DER of the response. It is over our bytes, answers
 * our request, and its time lies within `window`: what a consumer would refuse is refused here (F09). Faults:
 * `timestamp-refused`, `timestamp-unexpected`, `response-malformed`, and those of the HTTP port.
 */
export async function requestTimestamp(
  order: { readonly url: string; readonly signature: Uint8Array; readonly window: TimeWindow },
  ports: RetryPorts,
): Promise<Uint8Array> {
  const first = await ask(order.url, order.signature, ports);
  const early = order.window.notBefore - first.seconds;
  if (early <= 0 || early > EARLY_TOLERANCE) return within(order.window, first);
  await ports.clock.sleep((early + 1) * 1000);
  return within(order.window, await ask(order.url, order.signature, ports));
}

interface Timestamp {
  readonly der: Uint8Array;
  readonly seconds: number;
}

async function ask(url: string, signature: Uint8Array, ports: RetryPorts): Promise<Timestamp> {
  const imprint = sha256(signature);
  // Below 2^63, so that the integer has no leading zero and no sign.
  const nonce = BigInt.asUintN(63, chance(8).readBigUInt64BE());
  const response = await requestWithRetries(ports, {
    method: "POST",
    url,
    headers: { "content-type": "application/timestamp-query", accept: "application/timestamp-reply" },
    body: formatRequest(imprint, nonce),
    timeoutMs: TIMEOUT_MS,
    maxResponseBytes: MAX_ANSWER_BYTES,
  });
  if (response.status !== 200 && response.status !== 201) {
    throw new Fault("timestamp-refused", `the timestamp authority answered with status ${response.status}`, {
      hint: "nothing was published, and running again is safe",
    });
  }
  return { der: response.body, seconds: readTimestamp(response.body, { imprint, nonce }) };
}

/** TimeStampReq (RFC 3161 §2.4.1), asking for the authority's certificate to be included. */
function formatRequest(imprint: Uint8Array, nonce: bigint): Uint8Array {
  // RFC 5754 §2: parameters of SHA-2 "SHOULD be omitted".
  const messageImprint = sequence(sequence(oid(SHA_256)), octetString(imprint));
  return sequence(integer(1), messageImprint, integer(nonce), boolean(true));
}

function within(window: TimeWindow, timestamp: Timestamp): Uint8Array {
  const { seconds } = timestamp;
  if (seconds >= window.notBefore && seconds <= window.notAfter) return timestamp.der;
  const times = `${formatEpoch(seconds)}, the certificate from ${formatEpoch(window.notBefore)} to ${formatEpoch(window.notAfter)}`;
  throw new Fault("timestamp-unexpected", `the timestamp is of ${times}`, {
    hint: "the clocks of the services disagree; nothing was published, run again later",
  });
}
