import type { TransparencyLogEntry } from "@sigstore/bundle";
import * as v from "valibot";
import { decodeBase64, encodeBase64, isBase64 } from "../../kernel/base64.ts";
import { Fault } from "../../kernel/fault.ts";
import { decodeHex, encodeHex } from "../../kernel/hex.ts";
import { formatPem } from "../../kernel/pem.ts";
import { encodeUtf8 } from "../../kernel/utf8.ts";
import type { HttpResponse } from "../../ports/http.ts";
import type { Trust } from "../../ports/trust.ts";
import { parseAnswer } from "../http/parse-answer.ts";
import { type RetryPorts, requestWithRetries } from "../http/request-with-retries.ts";
import type { LogClient, LoggedSigner, SignedContent } from "./log-client.ts";
import { postEntry } from "./post-entry.ts";
import { readableLogs } from "./readable-logs.ts";
import { PEM_LABELS, readEntryBody } from "./rekor-entry-body.ts";

const ENTRIES = "/api/v1/log/entries";
const TIMEOUT_MS = 20_000;
const MAX_ANSWER_BYTES = 4 * 1024 * 1024;
const NAME = "the transparency log";

const Base64 = v.pipe(v.string(), v.check(isBase64));
const Hash = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/));
const Count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));

const Entry = v.looseObject({
  body: Base64,
  integratedTime: Count,
  logID: Hash,
  logIndex: Count,
  verification: v.looseObject({
    signedEntryTimestamp: Base64,
    inclusionProof: v.looseObject({
      checkpoint: v.string(),
      hashes: v.pipe(v.array(Hash), v.maxLength(64)),
      logIndex: Count,
      rootHash: Hash,
      treeSize: Count,
    }),
  }),
});
type Entry = v.InferOutput<typeof Entry>;
/** One entry under its UUID. */
const Answer = v.pipe(
  v.record(v.string(), Entry),
  v.check((answer) => Object.keys(answer).length === 1),
);

type LogPorts = RetryPorts & { readonly trust?: Trust };

/**
 * A log that speaks the API of Rekor v1 (https://github.com/sigstore/rekor/blob/main/openapi.yaml): `hashedrekord` 0.0.1
 * for a digest, `dsse` 0.0.1 for an envelope.
 */
export function rekorV1(baseUrl: string, ports: LogPorts): LogClient {
  return {
    async enter(content, signer) {
      const response = await post(baseUrl, propose(content, signer), ports);
      const answer = response.status === 409 ? await existing(baseUrl, response, ports) : response;
      const [entry] = Object.values(parseAnswer(Answer, answer, { service: NAME }));
      if (entry === undefined) throw new Fault("response-malformed", `${NAME} answered without an entry`);
      const kind = readEntryBody(decodeBase64(entry.body), content, signer);
      return toLogEntry(entry, kind);
    },
  };
}

/** What we ask to be entered; verifiers and keys are PEM in base64. */
function propose(content: SignedContent, { kind, der }: LoggedSigner): object {
  const verifier = encodeBase64(encodeUtf8(formatPem(der, PEM_LABELS[kind])));
  if (content.kind === "envelope") {
    const proposedContent = { envelope: content.json, verifiers: [verifier] };
    return { apiVersion: "0.0.1", kind: "dsse", spec: { proposedContent } };
  }
  const signature = { content: encodeBase64(content.signature), publicKey: { content: verifier } };
  const data = { hash: { algorithm: "sha256", value: encodeHex(content.sha256) } };
  return { apiVersion: "0.0.1", kind: "hashedrekord", spec: { data, signature } };
}

async function post(baseUrl: string, proposal: object, ports: RetryPorts): Promise<HttpResponse> {
  const response = await postEntry({ url: baseUrl + ENTRIES, proposal, timeoutMs: TIMEOUT_MS }, ports);
  if (response.status !== 200 && response.status !== 201 && response.status !== 409) throw refused(response.status);
  return response;
}

/** The entry that is already there (F05), by the UUID of the address given, asked where the log that we chose is read. */
async function existing(baseUrl: string, conflict: HttpResponse, ports: LogPorts): Promise<HttpResponse> {
  const uuid = /(?:^|\/)([0-9a-f]{64}|[0-9a-f]{80})$/.exec(conflict.headers.get("location") ?? "")?.[1];
  if (uuid === undefined) throw new Fault("response-malformed", `${NAME} does not say where the equal entry is`);
  let status = 404;
  for (const address of await readAddresses(baseUrl, ports)) {
    const request = {
      method: "GET",
      url: `${address}${ENTRIES}/${uuid}`,
      headers: { accept: "application/json" },
      timeoutMs: TIMEOUT_MS,
      maxResponseBytes: MAX_ANSWER_BYTES,
    } as const;
    // A log knows an entry a moment before it can show it.
    const response = await requestWithRetries(ports, request, { alsoAfter: 404 });
    if (response.status === 200) return response;
    status = response.status;
  }
  throw refused(status);
}

async function readAddresses(baseUrl: string, { trust, clock }: LogPorts): Promise<readonly string[]> {
  if (trust === undefined) return [baseUrl];
  return (await readableLogs(baseUrl, trust, clock.now())).map((log) => log.baseUrl);
}

function toLogEntry(entry: Entry, kindVersion: { kind: string; version: string }): TransparencyLogEntry {
  const { inclusionProof, signedEntryTimestamp } = entry.verification;
  return {
    logIndex: String(entry.logIndex),
    logId: { keyId: Buffer.from(decodeHex(entry.logID)) },
    kindVersion,
    integratedTime: String(entry.integratedTime),
    inclusionPromise: { signedEntryTimestamp: Buffer.from(decodeBase64(signedEntryTimestamp)) },
    inclusionProof: {
      logIndex: String(inclusionProof.logIndex),
      rootHash: Buffer.from(decodeHex(inclusionProof.rootHash)),
      treeSize: String(inclusionProof.treeSize),
      hashes: inclusionProof.hashes.map((hash) => Buffer.from(decodeHex(hash))),
      checkpoint: { envelope: inclusionProof.checkpoint },
    },
    canonicalizedBody: Buffer.from(decodeBase64(entry.body)),
  };
}

function refused(status: number): Fault {
  return new Fault("log-refused", `${NAME} answered with status ${status}`, {
    hint: "nothing was published, and running again is safe",
  });
}
