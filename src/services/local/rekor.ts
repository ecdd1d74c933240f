import { encodeHex } from "../../kernel/hex.ts";
import { formatPem } from "../../kernel/pem.ts";
import type { HttpResponse } from "../../ports/http.ts";
import { type AcceptCertificate, canonicalEntry } from "./log-entry.ts";
import { jsonResponse, refusal, type ServiceRequest } from "./service-request.ts";
import type { TransparencyLog } from "./transparency-log.ts";

const ENTRIES = "/api/v1/log/entries";

/** Answers the requests of Rekor's v1 interface; undefined if it has none of that method and path. */
export function answerRekor(
  { log, accept }: { log: TransparencyLog; accept: AcceptCertificate },
  { method, url, body }: ServiceRequest,
): HttpResponse | undefined {
  switch (`${method} ${url.pathname}`) {
    case `POST ${ENTRIES}`:
      return addEntry(log, canonicalEntry(body, accept));
    case `GET ${ENTRIES}`:
      return entryAt(log, count(url, "logIndex"));
    case "GET /api/v1/log":
      return logState(log);
    case "GET /api/v1/log/proof":
      return consistency(log, count(url, "firstSize"), count(url, "lastSize"));
    case "GET /api/v1/log/publicKey":
      return pemResponse(formatPem(log.key.publicKey, "PUBLIC KEY"));
  }
  if (method !== "GET" || !url.pathname.startsWith(`${ENTRIES}/`)) return undefined;
  return entryAt(log, log.find(url.pathname.slice(ENTRIES.length + 1)));
}

/** An equal entry is not added a second time: 409 names it. */
function addEntry(log: TransparencyLog, body: Uint8Array): HttpResponse {
  const { uuid, isNew } = log.add(body);
  const location = `${ENTRIES}/${uuid}`;
  if (isNew) return jsonResponse(201, log.entry(log.size() - 1), { location, etag: uuid });
  return refusal(409, `an equivalent entry already exists in the transparency log with UUID ${uuid}`, { location });
}

function entryAt(log: TransparencyLog, index: number | undefined): HttpResponse {
  if (index === undefined || index >= log.size()) return refusal(404, "the log has no such entry");
  return jsonResponse(200, log.entry(index));
}

function logState(log: TransparencyLog): HttpResponse {
  const treeID = BigInt(`0x${encodeHex(log.key.id.subarray(0, 8))}`).toString();
  const { rootHash = "" } = log.consistency(log.size(), log.size());
  return jsonResponse(200, { rootHash, signedTreeHead: log.checkpoint(), treeID, treeSize: log.size() });
}

function consistency(log: TransparencyLog, first = 1, last: number | undefined): HttpResponse {
  if (last === undefined || first < 1 || first > last || last > log.size()) {
    return refusal(400, "the log has no proof between these sizes");
  }
  return jsonResponse(200, log.consistency(first, last));
}

/** A count in the query, or undefined if it is absent or no number. */
function count(url: URL, name: string): number | undefined {
  const text = url.searchParams.get(name) ?? "";
  return /^\d{1,15}$/.test(text) ? Number(text) : undefined;
}

function pemResponse(pem: string): HttpResponse {
  return { status: 200, headers: new Map([["content-type", "application/x-pem-file"]]), body: Buffer.from(pem) };
}
