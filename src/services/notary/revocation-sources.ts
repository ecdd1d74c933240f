import type { RevocationSources } from "../../domain/notary/revocation/ask-revocation.ts";
import type { Sha1 } from "../../domain/notary/revocation/ocsp-request.ts";
import { Fault } from "../../kernel/fault.ts";
import { encodeHex } from "../../kernel/hex.ts";
import type { Clock } from "../../ports/clock.ts";
import type { Http, HttpRequest } from "../../ports/http.ts";

export interface RevocationPorts {
  readonly http: Http;
  readonly clock: Clock;
  readonly sha1: Sha1;
}

/** Answers of responders have some 2 KiB; a list of a million certificates has 32 MiB. */
const MAX_ANSWER_BYTES = 64 << 10;
const MAX_LIST_BYTES = 32 << 20;
const ANSWER_MS = 5_000;
const LIST_MS = 15_000;
/** What one verification may ask, whatever its certificates name. */
const MAX_REQUESTS = 32;

/**
 * Asks responders and fetches lists, each address once: the files of a release have one signer. Only http is asked, as by the reference; nothing is
 * sent but the request, and no redirect is followed. Faults: `address-refused` for another kind of address, and for one too many;
 * `network-…`, `response-…`.
 */
export function revocationSources({ http, clock, sha1 }: RevocationPorts): RevocationSources {
  const known = new Map<string, Promise<Uint8Array>>();
  const once = (key: string, request: HttpRequest): Promise<Uint8Array> => {
    const found = known.get(key) ?? (known.size < MAX_REQUESTS ? send(request, http) : tooMuch());
    known.set(key, found);
    return found;
  };
  return {
    sha1,
    now: () => clock.now().getTime(),
    respond: (url, body) =>
      once(`${url} ${encodeHex(body)}`, {
        ...{ method: "POST", url, body, timeoutMs: ANSWER_MS, maxResponseBytes: MAX_ANSWER_BYTES },
        headers: { "content-type": "application/ocsp-request", accept: "application/ocsp-response" },
      }),
    list: (url) => once(url, { method: "GET", url, timeoutMs: LIST_MS, maxResponseBytes: MAX_LIST_BYTES }),
  };
}

async function send(request: HttpRequest, http: Http): Promise<Uint8Array> {
  if (!/^http:\/\//i.test(request.url)) {
    throw new Fault("address-refused", "it is not an http address, as those of revocation must be");
  }
  const { status, body } = await http.request({ ...request, plain: true });
  if (status === 200) return body;
  throw new Fault("network-unreachable", `it answered with status ${status}`);
}

async function tooMuch(): Promise<never> {
  throw new Fault("address-refused", `more than ${MAX_REQUESTS} questions about revocation would have to be asked`);
}
