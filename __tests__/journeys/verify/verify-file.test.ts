import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { nodeCryptography } from "../../../src/crypto/node.ts";
import { formatChecksums } from "../../../src/domain/asset/checksums.ts";
import { verifyAny } from "../../../src/journeys/verify/verify-any.ts";
import type { VerifyOrder } from "../../../src/journeys/verify/verify-order.ts";
import type { CertifiedSession } from "../../../src/ports/signer.ts";
import { systemFiles } from "../../../src/world/files/files.ts";
import { expectFault } from "../../expect-fault.ts";
import { quietProgress } from "../../quiet-progress.ts";
import { describeFile } from "../../signing/test-asset.ts";
import { createTestForge, type TestForge } from "../../signing/test-forge.ts";
import { assetSignature, HELLO, provenanceOf, sealTestRelease, TOOL } from "../../signing/test-release.ts";
import { claimOf } from "../../signing/verify-test-capsule.ts";
import { temporaryFolder } from "../../temporary-folder.ts";

let forge: TestForge;
let session: CertifiedSession;
beforeAll(async () => {
  forge = createTestForge();
  session = await forge.session();
});

const IDENTITY: VerifyOrder["identity"] = {
  kind: "repository",
  repository: "https://github.com/octo-org/octo-tool",
  sourceRef: "refs/tags/v1.2.3",
};

/** Writes the files and verifies the first with the others. */
async function verify(
  files: Readonly<Record<string, Uint8Array | string>>,
  order: Partial<VerifyOrder> = {},
  crypto = nodeCryptography,
) {
  const folder = temporaryFolder();
  for (const [name, bytes] of Object.entries(files)) writeFileSync(join(folder, name), bytes);
  const [evidence = "", ...assets] = Object.keys(files).filter((name) => !name.startsWith("beside-"));
  return verifyAny(
    {
      capsule: { path: join(folder, evidence) },
      assets: assets
        .filter((name) => name !== `${evidence}.sigstore.json`)
        .map((name) => ({ path: join(folder, name) })),
      identity: IDENTITY,
      ...order,
    },
    {
      crypto,
      files: systemFiles,
      trust: { trustedRoots: async () => [{ bytes: forge.trustedRoot, origin: "test root", dated: undefined }] },
      progress: quietProgress(),
    },
  );
}

const line = (bytes: Uint8Array) => `${JSON.stringify(JSON.parse(Buffer.from(bytes).toString()))}\n`;

describe("evidence that is no capsule", () => {
  test("a bundle verifies its file, as `cosign verify-blob` would", async () => {
    const { bytes } = await assetSignature(session, HELLO);
    const good = await verify({ "hello.txt.sigstore.json": bytes, "hello.txt": HELLO.bytes });
    expect([good.verdict, good.exitCode, claimOf(good, "archive").status]).toEqual(["verified", 0, "not-applicable"]);
    const bad = await verify({ "hello.txt.sigstore.json": bytes, "hello.txt": TOOL.bytes });
    expect([bad.exitCode, claimOf(bad, "assets").code]).toEqual([1, "digest-mismatch"]);
  });

  test.each([2, 4_000_000])(
    "a file of %i bytes is verified over its bytes, without the curve library",
    async (length) => {
      const file = describeFile("tool", "x".repeat(length));
      const { bytes } = await assetSignature(session, file);
      const verifyDigest = () => Promise.reject(new Error("asked for a signature over a digest"));
      const files = { "tool.sigstore.json": bytes, tool: file.bytes };
      const found = await verify(files, {}, { ...nodeCryptography, verifyDigest });
      expect(found.verdict).toBe("verified");
      await expect(verify({ ...files, tool: HELLO.bytes }, {}, { ...nodeCryptography, verifyDigest })).rejects.toThrow(
        "over a digest",
      );
    },
  );

  test("provenance verifies its subjects, and its statement against its certificate", async () => {
    const { bytes } = await provenanceOf(session, [HELLO, TOOL]);
    const found = await verify({ "a.intoto.jsonl": line(bytes), "any-name": HELLO.bytes, "tool.bin": TOOL.bytes });
    expect([found.exitCode, claimOf(found, "provenance").status]).toEqual([0, "verified"]);
    const other = await verify({ "a.intoto.jsonl": line(bytes), stranger: describeFile("x", "x").bytes });
    expect(other.exitCode).toBe(1);
  });

  test("a download of several attestations counts those of the expected signer only", async () => {
    const [mine, theirs] = await Promise.all([
      provenanceOf(session, [HELLO]),
      provenanceOf(await forge.session({ repository: "mallory/octo-tool" }), [TOOL]),
    ]);
    const lines = line(theirs.bytes) + line(mine.bytes);
    expect((await verify({ "sha256.jsonl": lines, "hello.txt": HELLO.bytes })).exitCode).toBe(0);
    expect((await verify({ "sha256.jsonl": lines, "tool.bin": TOOL.bytes })).exitCode).toBe(1);
    const answer = JSON.stringify({
      attestations: [theirs, mine].map(({ bytes }) => ({ bundle: JSON.parse(Buffer.from(bytes).toString()) })),
    });
    expect((await verify({ "api.json": answer, "hello.txt": HELLO.bytes })).exitCode).toBe(0);
    const onlyTheirs = await verify({ "a.json": theirs.bytes, "tool.bin": TOOL.bytes });
    expect([onlyTheirs.exitCode, claimOf(onlyTheirs, "root").code]).toEqual([1, "identity-mismatch"]);
  });

  test("one false bundle refuses the whole file", async () => {
    const { bytes } = await provenanceOf(session, [HELLO]);
    const forged = line(bytes).replace('"payloadType":"application/vnd.in-toto+json"', '"payloadType":"text/plain"');
    const found = await verify({ "a.jsonl": line(bytes) + forged, "hello.txt": HELLO.bytes });
    expect([found.exitCode, claimOf(found, "root").status]).toEqual([1, "failed"]);
    const broken = await verify({ "a.jsonl": `${line(bytes)}{\n`, "hello.txt": HELLO.bytes });
    expect(claimOf(broken, "root").code).toBe("json-malformed");
  });

  test("provenance is claimed of the files that it is about alone (X7)", async () => {
    const [signature, provenance] = [await assetSignature(session, TOOL), await provenanceOf(session, [HELLO])];
    const lines = line(signature.bytes) + line(provenance.bytes);
    const tool = await verify({ "both.jsonl": lines, "tool.bin": TOOL.bytes });
    expect([tool.exitCode, claimOf(tool, "provenance").status]).toEqual([0, "not-checked"]);
    const hello = await verify({ "both.jsonl": lines, "hello.txt": HELLO.bytes });
    expect(claimOf(hello, "provenance").status).toBe("verified");
    const both = await verify({ "both.jsonl": lines, "hello.txt": HELLO.bytes, "tool.bin": TOOL.bytes });
    expect(claimOf(both, "provenance").status).toBe("not-checked");
  });

  test.each([
    ["https://example.com/malware-found/v1", "application/vnd.in-toto+json", 3],
    ["https://slsa.dev/verification_summary/v1", "application/vnd.in-toto+json", 3],
    // One of GitHub has its repository, tag and files, and is refused without them, whoever signed it.
    ["https://in-toto.io/attestation/release/v0.2", "application/vnd.in-toto+json", 1],
    ["https://in-toto.io/attestation/release/v0.2", "text/plain", 1],
  ])("a statement %s in %s vouches for a file or not (X8, X9)", async (predicateType, payloadType, exit) => {
    const subject = [{ name: "tool.bin", digest: { sha256: TOOL.sha256 } }];
    const statement = { _type: "https://in-toto.io/Statement/v1", subject, predicateType, predicate: {} };
    const bytes = await session.signPayload(payloadType, Buffer.from(JSON.stringify(statement)));
    const found = await verify({ "tool.bin.sigstore.json": bytes, "tool.bin": TOOL.bytes });
    expect(found.exitCode).toBe(exit);
    if (exit === 3) expect(found.assets[0]).toMatchObject({ status: "not-vouched" });
  });

  test("a predicate type that is an object without a text is refused as any other (X8)", async () => {
    const statement = { _type: "https://in-toto.io/Statement/v1", predicateType: { toString: 1 }, predicate: {} };
    const subject = [{ name: HELLO.name, digest: { sha256: HELLO.sha256 } }];
    const payload = Buffer.from(JSON.stringify({ ...statement, subject }));
    const odd = await session.signPayload("application/vnd.in-toto+json", payload);
    const found = await verify({ "a.sigstore.json": odd, "hello.txt": HELLO.bytes });
    expect([found.exitCode, claimOf(found, "assets").code]).toEqual([1, "digest-mismatch"]);
  });

  test("a file under the name of another subject is refused, in whatever letters (X10)", async () => {
    const { bytes } = await provenanceOf(session, [HELLO, TOOL]);
    const found = await verify({ "a.intoto.jsonl": line(bytes), "HELLO.TXT": TOOL.bytes });
    expect([found.exitCode, claimOf(found, "assets").code]).toEqual([1, "digest-mismatch"]);
    const renamed = await verify({ "a.intoto.jsonl": line(bytes), "any-name": TOOL.bytes });
    expect([renamed.exitCode, renamed.assets[0]?.status]).toEqual([0, "renamed"]);
  });

  test("a checksum list verifies by the bundle beside it, and binds names", async () => {
    const list = Buffer.from(
      formatChecksums([
        { name: HELLO.name, digest: HELLO.sha256 },
        { name: TOOL.name, digest: TOOL.sha256 },
      ]),
    );
    const { bytes } = await assetSignature(session, describeFile("checksums.txt", list));
    const signed = { "checksums.txt": list, "checksums.txt.sigstore.json": bytes };
    expect((await verify({ ...signed, "hello.txt": HELLO.bytes })).exitCode).toBe(0);
    expect((await verify({ ...signed, "hello.txt": TOOL.bytes })).exitCode).toBe(1);
    expect((await verify({ ...signed, "HELLO.txt": TOOL.bytes })).exitCode).toBe(1);
    const unlisted = await verify({ ...signed, "other.txt": HELLO.bytes });
    expect([unlisted.exitCode, unlisted.assets[0]?.status]).toEqual([3, "not-part"]);
    const altered = await verify({ ...signed, "checksums.txt": `${list}\n`, "hello.txt": HELLO.bytes });
    expect(claimOf(altered, "root").code).toBe("digest-mismatch");
    await expectFault("usage", () => verify({ "checksums.txt": list, "hello.txt": HELLO.bytes }));
  });

  test("nothing is verified because nothing looked", async () => {
    const { bytes } = await assetSignature(session, HELLO);
    const found = await verify({ "a.sigstore.json": bytes });
    expect([found.exitCode, claimOf(found, "assets").status]).toEqual([3, "not-checked"]);
    expect((await verify({ "a.sigstore.json": bytes }, { evidenceOnly: true })).exitCode).toBe(0);
    expect((await verify({ "a.sigstore.json": bytes }, { assets: [{ path: "/nowhere/x" }] })).exitCode).toBe(4);
  });

  test("a capsule under any name is still one", async () => {
    const capsule = await sealTestRelease({ session });
    const found = await verify(
      { download: capsule, "hello.txt": HELLO.bytes },
      { release: { name: "octo-tool", version: "1.2.3" } },
    );
    expect(found.exitCode).toBe(0);
    expect((await verify({ empty: "" })).exitCode).toBe(1);
  });

  test("the snapshot of a capsule is no trusted root", async () => {
    const trust = {
      trustedRoots: async () => [
        { bytes: forge.trustedRoot, origin: "/x/snapshot.trusted_root.json", dated: undefined },
      ],
    };
    const ports = { crypto: nodeCryptography, files: systemFiles, trust, progress: quietProgress() };
    const order: VerifyOrder = { capsule: { path: "/x.capsule" }, assets: [], identity: IDENTITY };
    await expectFault("trusted-root-archival", () => verifyAny(order, ports));
    await expectFault("file-missing", () => verifyAny({ ...order, unsafeCapsuleRoot: true }, ports));
  });
});
