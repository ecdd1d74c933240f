import type { Cryptography } from "../../../crypto/cryptography.ts";
import { Fault } from "../../../kernel/fault.ts";
import { printable } from "../../../kernel/printable.ts";
import { requireFault } from "../../../kernel/require-fault.ts";
import { judgeOcsp } from "./judge-ocsp.ts";
import { certificateId, formatOcspRequest, type Sha1 } from "./ocsp-request.ts";
import { readOcspResponse } from "./ocsp-response.ts";
import type { AskedRevocation, AskRevocation, RevocationAnswer } from "./revocation-answer.ts";
import { isDelta, isDeltaOf, isRevokedBy, type RevocationList, readRevocationList, speaks } from "./revocation-list.ts";
import { freshestLists, revocationPlaces } from "./revocation-places.ts";

/** Where answers come from. Both reject with the fault of the network, of a limit, or of the address. */
export interface RevocationSources {
  /** Sends a request to a responder (RFC 6960 §A.1); resolves to its answer, DER. */
  respond(url: string, request: Uint8Array): Promise<Uint8Array>;
  /** Fetches a list, DER. */
  list(url: string): Promise<Uint8Array>;
  readonly sha1: Sha1;
  /** Milliseconds since 1970: what is asked now must be of now, whenever the verification is to hold. */
  now(): number;
}

interface Asking extends AskedRevocation {
  readonly sources: RevocationSources;
  readonly crypto: Cryptography;
  readonly now: number;
}

/**
 * Asks as the reference does (notation-core-go, package revocation):
 *
 *   1. the responders that the certificate names, one after the other, until one answers
 *   2. if none knows, or none is named, every list that it names: each must be there, and none may have it
 *
 * What does not answer, or not as it must, leaves the state unknown, and is named.
 */
export function revocationAsker(sources: RevocationSources, crypto: Cryptography): AskRevocation {
  return async (asked) => {
    const asking = { ...asked, sources, crypto, now: sources.now() };
    const { responders, lists } = revocationPlaces(asked.certificate);
    if (responders.length + lists.length === 0) return { state: "none" };
    /* 1 */ const answer = await askResponders(responders, asking);
    if (answer.state !== "unknown" || lists.length === 0) return answer;
    /* 2 */ return askLists(lists, asking);
  };
}

async function askResponders(urls: readonly string[], asking: Asking): Promise<RevocationAnswer> {
  const { certificate, issuer, sources, crypto } = asking;
  const request = formatOcspRequest(certificateId(certificate, issuer, sources.sha1));
  let problem = "";
  for (const url of urls) {
    try {
      const response = readOcspResponse(await sources.respond(url, request));
      const state = await judgeOcsp(response, { ...asking, sha1: sources.sha1 }, crypto);
      if (state !== "unknown") return { state };
      // An answer, so that no other responder is asked.
      return { state, problem: `${placeOf(url)} does not know the certificate` };
    } catch (error) {
      problem = problemOf(error, url);
    }
  }
  return { state: "unknown", problem };
}

async function askLists(urls: readonly string[], asking: Asking): Promise<RevocationAnswer> {
  for (const url of urls) {
    try {
      const lists = await fetchLists(url, asking);
      if (isRevokedBy(lists, asking)) return { state: "revoked" };
    } catch (error) {
      return { state: "unknown", problem: problemOf(error, url) };
    }
  }
  return { state: "good" };
}

/** A list and, if it names them, the newest changes to it (RFC 5280 §5.2.6): one of the places that it names for these is enough. */
async function fetchLists(url: string, asking: Asking): Promise<readonly RevocationList[]> {
  const { sources, certificate } = asking;
  const list = await requireSpeaks(readRevocationList(await sources.list(url)), asking);
  if (isDelta(list)) throw new Fault("crl-unfit", "the revocation list has changes alone");
  const places = freshestLists(list);
  // Whose changes they would be, nothing says; the reference refuses it, too.
  if (places.length === 0 && freshestLists(certificate).length > 0)
    throw new Fault("crl-unfit", "the certificate names a list of changes, and its list does not");
  if (places.length === 0) return [list];
  let problem: unknown;
  for (const place of places) {
    try {
      const delta = await requireSpeaks(readRevocationList(await sources.list(place)), asking);
      if (isDeltaOf(delta, list)) return [list, delta];
      throw new Fault("crl-unfit", "a list of changes does not follow the revocation list");
    } catch (error) {
      problem = error;
    }
  }
  throw problem;
}

async function requireSpeaks(list: RevocationList, asking: Asking): Promise<RevocationList> {
  const { lists: places } = revocationPlaces(asking.certificate);
  if (await speaks(list, { ...asking, places }, asking.crypto)) return list;
  throw new Fault("crl-unfit", "the revocation list is not one of the issuer's that counts now");
}

function problemOf(error: unknown, url: string): string {
  requireFault(error);
  const place = placeOf(url);
  return error.message.includes(place) ? error.message : `${place}: ${error.message}`;
}

/** For people: the rest of an address may be long, and says no more. */
function placeOf(url: string): string {
  return printable(URL.canParse(url) ? new URL(url).host : url, 80);
}
