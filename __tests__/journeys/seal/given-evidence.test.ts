import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { nodeCryptography } from "../../../src/crypto/node.ts";
import { sha256Hex } from "../../../src/crypto/node-digest.ts";
import { IN_TOTO_PAYLOAD_TYPE } from "../../../src/domain/attestation/dsse.ts";
import { parseStatement } from "../../../src/domain/attestation/statement.ts";
import type { EvidenceEntry } from "../../../src/domain/capsule/build-root.ts";
import { evidenceEntry } from "../../../src/domain/capsule/entry-names.ts";
import { readCapsule } from "../../../src/domain/capsule/read-capsule.ts";
import { parseRootStatement } from "../../../src/domain/capsule/root-statement.ts";
import { parseBundle } from "../../../src/domain/sigstore/bundle.ts";
import type { Sealed } from "../../../src/journeys/seal/seal.ts";
import { bytesSource, sourceChunks } from "../../../src/kernel/byte-source.ts";
import type { CertifiedSession } from "../../../src/ports/signer.ts";
import { CSAF, JUNIT, json, OPEN_VEX, SARIF, statement } from "../../domain/evidence/sample-evidence.ts";
import { expectFault } from "../../expect-fault.ts";
import { createTestForge, type TestForge } from "../../signing/test-forge.ts";
import { HELLO, sealTestRelease, TOOL } from "../../signing/test-release.ts";
import { claimOf, verifyTestCapsule } from "../../signing/verify-test-capsule.ts";
import { publishingRun } from "./publishing-run.ts";

const TEST_RESULT = "https://in-toto.io/attestation/test-result/v0.1";
const TOOL_DIGEST = sha256Hex(Buffer.from("a tool\n"));

function runWith(files: Readonly<Record<string, Uint8Array | string>>) {
  const run = publishingRun();
  for (const [name, content] of Object.entries(files)) writeFileSync(join(run.folder, name), content);
  return run;
}

/** What the root lists below `evidence/`, with what each signed statement says. */
async function listed(sealed: Sealed) {
  const { root, entries } = await readCapsule(sourceChunks(bytesSource(sealed.capsule.bytes)), nodeCryptography);
  const { content } = parseBundle(root);
  if (content.kind !== "dsse") throw new Error("no root");
  return parseRootStatement(content.payload)
    .predicate.evidence.filter(({ name }) => name.startsWith("evidence/"))
    .map(({ name, mediaType, annotations: { predicateType, subject } }) => {
      const bytes = entries.get(name) ?? new Uint8Array();
      const bundle = predicateType === undefined ? undefined : parseBundle(bytes).content;
      const said = bundle?.kind === "dsse" ? parseStatement(bundle.payload) : undefined;
      return { mediaType, predicateType, subject, bytes, said };
    });
}

describe("evidence that was given", () => {
  test("is signed in the run as statements about its assets, listed in the root, and verified", async () => {
    const run = runWith({ "report.xml": JUNIT, "scan.sarif": json(SARIF), "vex.json": json(OPEN_VEX) });
    const sealed = await run.seal({ evidence: ["report.xml=*", "scan.sarif=tool.bin", "vex.json=tool.bin"] });
    const found = await listed(sealed);
    const statements = found.filter(({ said }) => said !== undefined);
    expect(statements.map(({ predicateType, said }) => [predicateType, said?.subject.length]).sort()).toEqual([
      ["https://in-toto.io/attestation/scai/v0.3", 1],
      [TEST_RESULT, 2],
      ["https://openvex.dev/ns/v0.2.0", 1],
    ]);
    for (const { predicateType, said, subject } of statements) {
      expect(said?.predicateType).toBe(predicateType);
      expect(subject).toBe(predicateType === TEST_RESULT ? undefined : TOOL_DIGEST);
    }
    const carried = found.filter(({ said }) => said === undefined);
    expect(carried.map(({ mediaType, bytes }) => [mediaType, Buffer.from(bytes).toString()]).sort()).toEqual([
      ["application/sarif+json", JSON.stringify(SARIF)],
      ["application/xml", JUNIT],
    ]);
    const claims = new Map(sealed.claims.map((claim) => [claim.id, claim]));
    expect(claims.get("evidence")).toMatchObject({
      status: "verified",
      reason: expect.stringContaining("3 further statements"),
    });
    expect(claims.get("other-evidence")?.reason).toContain("2 entries are carried");
  });

  test("of others is carried as it is, and proves nothing without a policy", async () => {
    const lab = await createTestForge().session({ repository: "lab/checks" });
    const bundle = await lab.signPayload(IN_TOTO_PAYLOAD_TYPE, statement("https://lab/x/v1", {}, TOOL_DIGEST));
    const sealed = await runWith({ "lab.json": bundle }).seal({ evidence: ["lab.json"] });
    const [entry] = await listed(sealed);
    expect(entry).toMatchObject({ predicateType: undefined, subject: TOOL_DIGEST });
    expect(Buffer.from(entry?.bytes ?? []).equals(bundle)).toBe(true);
    expect(sealed.claims.find(({ id }) => id === "other-evidence")).toMatchObject({ status: "not-checked" });
  });

  test("may lie at a path that holds an equals sign", async () => {
    const run = runWith({ "vex=tool.bin": json({ ...OPEN_VEX, version: 2 }), "vex=2": json(OPEN_VEX) });
    expect(await listed(await run.seal({ evidence: ["vex=tool.bin=tool.bin", "vex=2=hello.txt"] }))).toHaveLength(2);
  });

  test("is carried once where it is given for two assets", async () => {
    const run = runWith({ "csaf.json": json(CSAF) });
    const found = await listed(await run.seal({ evidence: ["csaf.json=tool.bin", "csaf.json=hello.txt"] }));
    expect(found.filter(({ said }) => said === undefined)).toMatchObject([{ subject: undefined }]);
    expect(found).toHaveLength(3);
  });

  test.each([
    ["that is about no asset", "evidence-subject", json(OPEN_VEX), "vex.json"],
    ["of others about another file", "evidence-subject", statement(TEST_RESULT, PASSED, HELLO.sha512.slice(64)), "x"],
    ["of no known kind", "evidence-unknown", "passed", "passed.txt"],
    ["that is malformed", "evidence-malformed", "<testsuites/>", "report.xml"],
  ] as const)("%s is refused before anything is signed, by the name of its file", async (_what, code, bytes, name) => {
    const run = runWith({ [name]: bytes });
    const fault = await expectFault(code, () => run.seal({ evidence: [name] }));
    expect(fault.message).toContain(`"${name}"`);
    expect(run.opened()).toBe(0);
    expect(run.github.visible()).toEqual([]);
  });

  test("that is not there is refused", async () => {
    await expectFault("file-missing", () => runWith({}).seal({ evidence: ["gone.xml=tool.bin"] }));
  });

  test("that changed since an interrupted run makes the release be sealed again, equal evidence does not", async () => {
    const run = runWith({ "vex.json": json(OPEN_VEX), "report.xml": JUNIT });
    const evidence = ["vex.json=tool.bin", "report.xml=*"];
    await run.seal({ evidence }, { keepDraft: true });
    expect((await run.seal({ evidence }, { keepDraft: true })).recovered).toBe(true);
    writeFileSync(join(run.folder, "vex.json"), json({ ...OPEN_VEX, version: 2 }));
    expect((await run.seal({ evidence }, { keepDraft: true })).recovered).toBe(false);
    expect((await run.seal({ evidence: evidence.slice(1) }, { keepDraft: true })).recovered).toBe(false);
    expect(run.warnings.join()).toContain("it holds other evidence than was given");
  });
});

const PASSED = { result: "PASSED", configuration: [] };

describe("a statement that the root lists below evidence/", () => {
  let forge: TestForge;
  let session: CertifiedSession;
  beforeAll(async () => {
    forge = createTestForge();
    session = await forge.session();
  });

  const entry = (bytes: Uint8Array, about: Partial<EvidenceEntry> = {}): EvidenceEntry => ({
    name: evidenceEntry(sha256Hex(bytes), "json"),
    ...{ bytes, mediaType: "application/json", predicateType: TEST_RESULT, ...about },
  });
  const verify = async (added: EvidenceEntry) => {
    const capsule = await sealTestRelease({ session, entries: (entries) => [...entries, added] });
    return claimOf(await verifyTestCapsule(capsule, forge.trustedRoot), "evidence");
  };
  const signed = (by: CertifiedSession, ...digests: readonly string[]) =>
    by.signPayload(IN_TOTO_PAYLOAD_TYPE, statement(TEST_RESULT, PASSED, ...digests));

  test("by the run of the release is verified", async () => {
    expect(await verify(entry(await signed(session, HELLO.sha256, TOOL.sha256)))).toMatchObject({ status: "verified" });
    const one = entry(await signed(session, HELLO.sha256), { subject: HELLO.sha256 });
    expect(await verify(one)).toMatchObject({ status: "verified" });
  });

  test("by another run or repository is refused", async () => {
    const other = await forge.session({ runId: "77" });
    expect((await verify(entry(await signed(other, HELLO.sha256)))).code).toBe("identity-mismatch");
  });

  test.each([
    ["about another file", async () => entry(await signed(session, HELLO.sha256, "e".repeat(64)))],
    [
      "about another asset than listed",
      async () => entry(await signed(session, HELLO.sha256), { subject: TOOL.sha256 }),
    ],
    ["of another type than listed", async () => entry(await signed(session, HELLO.sha256), { predicateType: "x" })],
  ])("%s is refused", async (_what, made) => {
    expect((await verify(await made())).code).toBe("evidence-subject");
  });

  test("that is no bundle, or a signature of a file, is refused", async () => {
    expect((await verify(entry(Buffer.from("{}")))).code).toBe("bundle-malformed");
    const message = await session.signDigest(Buffer.from(HELLO.sha256, "hex"));
    expect((await verify(entry(message))).code).toBe("statement-malformed");
  });
});
