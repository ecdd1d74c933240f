import type { TransparencyLogEntry } from "@sigstore/bundle";
import * as v from "valibot";
import { type PublicKey, readPublicKey } from "../../crypto/public-key.ts";
import { decodeBase64, encodeBase64, isBase64 } from "../../kernel/base64.ts";
import { equalBytes } from "../../kernel/bytewise.ts";
import { canonicalJson } from "../../kernel/canonical-json.ts";
import { Fault } from "../../kernel/fault.ts";
import { encodeUtf8 } from "../../kernel/utf8.ts";
import type { HttpResponse } from "../../ports/http.ts";
import type { Trust } from "../../ports/trust.ts";
import { parseAnswer } from "../http/parse-answer.ts";
import type { RetryPorts } from "../http/request-with-retries.ts";
import { existingEntry } from "./existing-entry.ts";
import type { LogClient, LoggedSigner, SignedContent } from "./log-client.ts";
import { postEntry } from "./post-entry.ts";

const ENTRIES = "/api/v2/log/entries";
/** The log answers once a checkpoint covers the entry: clients are told to wait at least 20 s. */
const TIMEOUT_MS = 60_000;
const NAME = "the transparency log";

const Bytes = v.pipe(v.string(), v.check(isBase64));
const Count = v.pipe(v.string(), v.regex(/^(?:0|[1-9]\d{0,15})$/));

/** `TransparencyLogEntry` of protobuf-specs in its JSON form, as far as an entry of hashedrekord 0.0.2 has it. */
const Answer = v.looseObject({
  logIndex: v.optional(Count, "0"),
  logId: v.looseObject({ keyId: Bytes }),
  kindVersion: v.looseObject({ kind: v.literal("hashedrekord"), version: v.literal("0.0.2") }),
  inclusionProof: v.looseObject({
    logIndex: v.optional(Count, "0"),
    rootHash: Bytes,
    treeSize: Count,
    hashes: v.optional(v.pipe(v.array(Bytes), v.maxLength(64)), []),
    checkpoint: v.looseObject({ envelope: v.string() }),
  }),
  canonicalizedBody: Bytes,
});

/**
 * A log that speaks the API of Rekor v2 (https://github.com/sigstore/rekor-tiles/blob/main/CLIENTS.md). It knows one kind,
 * `hashedrekord` 0.0.2; of an envelope it is given the digest of the pre-authentication encoding. An entry whose answer was
 * lost is read from the log's tiles, if `trust` names the log.
 */
export function rekorV2(baseUrl: string, ports: RetryPorts & { readonly trust?: Trust }): LogClient {
  return {
    async enter(content, signer) {
      // Every attempt sends the same bytes: the log takes an equal entry once, and answers 409 from then on (F06). What a
      // run before this one entered is of another key and signature, and cannot be found.
      const proposal = propose(content, signer);
      const response = await postEntry({ url: baseUrl + ENTRIES, proposal, timeoutMs: TIMEOUT_MS }, ports);
      const body = entryBody(content, signer);
      if (response.status === 409) return await recover(baseUrl, { conflict: response, body }, ports);
      if (response.status !== 200 && response.status !== 201) throw refused(response.status);
      const entry = parseAnswer(Answer, response, { service: NAME });
      refuseOther(decodeBase64(entry.canonicalizedBody), body);
      return toLogEntry(entry);
    },
  };
}

function propose(content: SignedContent, signer: LoggedSigner) {
  return {
    hashedRekordRequestV002: { digest: encodeBase64(content.sha256), signature: signature(content, signer) },
  };
}

function signature(content: SignedContent, { kind, der }: LoggedSigner) {
  const rawBytes = encodeBase64(der);
  const verifier =
    kind === "certificate"
      ? { keyDetails: EPHEMERAL_KEY, x509Certificate: { rawBytes } }
      : { keyDetails: keyDetails(readPublicKey(der)), publicKey: { rawBytes } };
  return { content: encodeBase64(content.signature), verifier };
}

/** Of the keys that certificates are issued for here. */
const EPHEMERAL_KEY = "PKIX_ECDSA_P256_SHA_256";

/**
 * The log binds each kind of key to one hash: SHA-256 is that of P-256 and of RSA
 * (https://github.com/sigstore/protobuf-specs, `PublicKeyDetails`). Fault: `key-unfit`.
 */
function keyDetails(key: PublicKey): string {
  if (key.kind === "ec" && key.curve === "P-256") return EPHEMERAL_KEY;
  if (key.kind === "rsa" && [2048, 3072, 4096].includes(key.bits)) return `PKIX_RSA_PKCS1V15_${key.bits}_SHA256`;
  throw new Fault("key-unfit", `${NAME} takes no signatures with SHA-256 of such a key`, {
    hint: "use a key on P-256, or RSA of 2,048, 3,072 or 4,096 bits, or sign without the log",
  });
}

/** What the log must have entered follows from what was sent, byte for byte (F05, F07). */
function entryBody(content: SignedContent, signer: LoggedSigner): Uint8Array {
  const data = { algorithm: "SHA2_256", digest: encodeBase64(content.sha256) };
  const spec = { hashedRekordV002: { data, signature: signature(content, signer) } };
  return encodeUtf8(canonicalJson({ apiVersion: "0.0.2", kind: "hashedrekord", spec }));
}

function refuseOther(body: Uint8Array, expected: Uint8Array): void {
  if (equalBytes(body, expected)) return;
  throw new Fault("log-unexpected", "the transparency log answered with an entry about something else", {
    hint: "nothing was published; report this to the operator of the log",
  });
}

async function recover(
  baseUrl: string,
  { conflict, body }: { conflict: HttpResponse; body: Uint8Array },
  ports: RetryPorts & { readonly trust?: Trust },
): Promise<TransparencyLogEntry> {
  const index = conflict.headers.get("x-log-index") ?? "";
  if (ports.trust === undefined || !v.is(Count, index)) throw refused(conflict.status);
  return await existingEntry({ baseUrl, index: Number(index), body, trust: ports.trust }, ports);
}

function toLogEntry({ inclusionProof, ...entry }: v.InferOutput<typeof Answer>): TransparencyLogEntry {
  const buffer = (base64: string): Buffer => Buffer.from(decodeBase64(base64));
  return {
    logIndex: entry.logIndex,
    logId: { keyId: buffer(entry.logId.keyId) },
    kindVersion: entry.kindVersion,
    // The log states no time: that is the timestamp authority's to say.
    integratedTime: "0",
    inclusionPromise: undefined,
    inclusionProof: {
      logIndex: inclusionProof.logIndex,
      rootHash: buffer(inclusionProof.rootHash),
      treeSize: inclusionProof.treeSize,
      hashes: inclusionProof.hashes.map(buffer),
      checkpoint: { envelope: inclusionProof.checkpoint.envelope },
    },
    canonicalizedBody: buffer(entry.canonicalizedBody),
  };
}

function refused(status: number): Fault {
  if (status === 409) {
    return new Fault("log-refused", `${NAME} has the entry already, from an attempt whose answer was lost`, {
      hint: "nothing was published; run again, which signs anew",
    });
  }
  return new Fault("log-refused", `${NAME} answered with status ${status}`, {
    hint: "nothing was published, and running again is safe",
  });
}
