import { X509Certificate } from "node:crypto";
import { readPublicKey } from "../../../src/crypto/public-key.ts";
import { verifyDigest } from "../../../src/crypto/verify-digest.ts";
import { canonicalJson } from "../../../src/kernel/canonical-json.ts";
import type { Http } from "../../../src/ports/http.ts";
import { hashLeaf } from "../../../src/services/local/merkle-tree.ts";
import { createTransparencyLog } from "../../../src/services/local/transparency-log.ts";
import { toResponse } from "../../scripted-http.ts";
import type { TestClock } from "../../test-clock.ts";
import { tileOf } from "./tiles.ts";

/**
 * A log in memory that answers as Rekor v2 does: it verifies what it enters, enters the same once, and shows one entry as
 * `TransparencyLogEntry`, or 409 with its index, and its tree as tiles, of which only the newest parts. `tlog` is how a trusted root names it.
 */
export function rekorV2Log(baseUrl: string, clock: TestClock): Http & { size(): number; readonly tlog: object } {
  const { hostname } = new URL(baseUrl);
  const log = createTransparencyLog({ name: hostname, origin: hostname, clock });
  const leaves = [hashLeaf(Buffer.from(hostname))];
  const read = (path: string) => {
    if (path === "checkpoint") return toResponse({ body: log.checkpoint() });
    const [, level, index, width] = /^tile\/(\d+)\/(\d{3})(?:\.p\/(\d+))?$/.exec(path) ?? [];
    const tile = tileOf(leaves, Number(level), Number(index));
    return tile.length === Number(width ?? 256) * 32 ? toResponse({ body: tile }) : toResponse({ status: 404 });
  };
  const publicKey = Buffer.from(log.key.publicKey).toString("base64");
  return {
    size: log.size,
    tlog: {
      baseUrl,
      hashAlgorithm: "SHA2_256",
      publicKey: {
        rawBytes: publicKey,
        keyDetails: "PKIX_ECDSA_P256_SHA_256",
        validFor: { start: "2026-01-01T00:00:00Z" },
      },
      logId: { keyId: base64(log.key.id) },
    },
    async request({ method, url, body }) {
      if (method === "GET" && url.startsWith(`${baseUrl}/api/v2/`)) return read(url.slice(`${baseUrl}/api/v2/`.length));
      if (method !== "POST" || url !== `${baseUrl}/api/v2/log/entries` || !(body instanceof Uint8Array))
        return toResponse({ status: 404 });
      const { digest, signature } = JSON.parse(Buffer.from(body).toString()).hashedRekordRequestV002;
      if (!isSigned(digest, signature)) return toResponse({ status: 400 });
      const spec = { hashedRekordV002: { data: { algorithm: "SHA2_256", digest }, signature } };
      const entry = canonicalJson({ apiVersion: "0.0.2", kind: "hashedrekord", spec });
      const added = log.add(Buffer.from(entry));
      if (added.isNew) leaves.push(hashLeaf(Buffer.from(entry)));
      const index = log.find(added.uuid) ?? -1;
      if (!added.isNew) return toResponse({ status: 409, headers: { "x-log-index": String(index) } });
      return toResponse({ status: 201, body: show(log.entry(index), base64(log.key.id)) });
    },
  };
}

function isSigned(
  digest: string,
  { content, verifier }: { content: string; verifier: Record<string, never> },
): boolean {
  const certificate = new X509Certificate(Buffer.from(verifier["x509Certificate"]?.["rawBytes"] ?? "", "base64"));
  return verifyDigest({
    key: readPublicKey(certificate.publicKey.export({ format: "der", type: "spki" })),
    signature: Buffer.from(content, "base64"),
    digest: Buffer.from(digest, "base64"),
    hash: "sha256",
  });
}

function show(entry: object, keyId: string): object {
  const [{ body, logIndex, verification }] = Object.values(entry);
  const { checkpoint, hashes, rootHash, treeSize } = verification.inclusionProof;
  const hex = (text: string): string => base64(Buffer.from(text, "hex"));
  return {
    logIndex: String(logIndex),
    logId: { keyId },
    kindVersion: { kind: "hashedrekord", version: "0.0.2" },
    integratedTime: "0",
    inclusionPromise: null,
    inclusionProof: {
      logIndex: String(logIndex),
      rootHash: hex(rootHash),
      treeSize: String(treeSize),
      hashes: hashes.map(hex),
      checkpoint: { envelope: checkpoint },
    },
    canonicalizedBody: body,
  };
}

function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("base64");
}
