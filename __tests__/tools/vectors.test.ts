import { execFileSync } from "node:child_process";
import { createPublicKey, verify } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { nodeCryptography } from "../../src/crypto/node.ts";
import { IN_TOTO_PAYLOAD_TYPE, preAuthEncoding } from "../../src/domain/attestation/dsse.ts";
import { parseEnvelope } from "../../src/domain/attestation/envelope.ts";
import { readCapsule } from "../../src/domain/capsule/read-capsule.ts";
import { requireClosed, requireEvidence } from "../../src/domain/capsule/require-closed.ts";
import { parseRootStatement } from "../../src/domain/capsule/root-statement.ts";
import { FAULT_CODES, type FaultCode } from "../../src/kernel/fault-codes.ts";
import type { JsonValue } from "../../src/kernel/json.ts";
import { parseJsonObject } from "../../src/kernel/json-object.ts";
import { vectorFiles } from "../../tools/vectors/vector-files.ts";
import { digestsOf } from "../domain/capsule/digests-of.ts";
import { expectFault } from "../expect-fault.ts";

const FOLDER = fileURLToPath(new URL("../../docs/vectors/", import.meta.url));

interface Entry {
  readonly file: string;
  readonly expect: "accept" | "refuse";
  readonly code?: FaultCode;
  readonly why: string;
}
const index: { vectors: Entry[] } = JSON.parse(readFileSync(`${FOLDER}index.json`, "utf8"));
const accepted = index.vectors.filter((vector) => vector.expect === "accept");
const refused = index.vectors.filter((vector) => vector.expect === "refuse");

/** What docs/capsule-format.md asks of a reader before any signature: form, closure, digests. */
async function readFormat(file: string) {
  const bytes = readFileSync(FOLDER + file);
  const capsule = await readCapsule(
    (async function* () {
      yield bytes;
    })(),
    nodeCryptography,
  );
  const bundle = parseJsonObject(capsule.root);
  const envelope = parseEnvelope(bundle["dsseEnvelope"] as JsonValue);
  const root = parseRootStatement(envelope.payload);
  requireClosed(root, capsule.entries);
  requireEvidence(root, digestsOf(capsule.entries));
  return { envelope, root };
}

describe("format vectors", () => {
  test("are what the script makes, byte for byte, and nothing else", () => {
    const made = vectorFiles();
    const stored = readdirSync(FOLDER, { recursive: true, encoding: "utf8" }).filter((path) => path.includes("."));
    expect(stored.sort()).toEqual([...made.keys()].sort());
    for (const [path, bytes] of made) expect(Buffer.compare(readFileSync(FOLDER + path), bytes), path).toBe(0);
  });

  test.each(accepted)("$file is accepted: $why", async ({ file }) => {
    const { envelope, root } = await readFormat(file);
    expect(root.predicate.release.name).toBe("tool");
    // The key of RFC 8032 §7.1 TEST 1; the signature is no part of the verdict.
    const x = Buffer.from("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a", "hex");
    const key = createPublicKey({ key: { kty: "OKP", crv: "Ed25519", x: x.toString("base64url") }, format: "jwk" });
    expect(verify(null, preAuthEncoding(IN_TOTO_PAYLOAD_TYPE, envelope.payload), key, envelope.signature)).toBe(true);
  });

  test.each(accepted)("$file is listed by tar", ({ file }) => {
    expect(execFileSync("tar", ["-tzf", FOLDER + file], { encoding: "utf8" })).toMatch(/^capsule\.sigstore\.json\n/);
  });

  test.each(refused)("$file is refused: $why", async ({ file, code }) => {
    await expectFault(code!, () => readFormat(file));
  });

  test("refuse with codes that lead to exit 1", () => {
    for (const { file, code } of refused) expect(FAULT_CODES[code!]?.exit, file).toBe(1);
  });
});
