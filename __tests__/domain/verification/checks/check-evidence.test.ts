import { beforeAll, describe, expect, test } from "vitest";
import { sha256Hex } from "../../../../src/crypto/node-digest.ts";
import { IN_TOTO_PAYLOAD_TYPE } from "../../../../src/domain/attestation/dsse.ts";
import { formatStatement, type Subject } from "../../../../src/domain/attestation/statement.ts";
import type { EvidenceEntry } from "../../../../src/domain/capsule/build-root.ts";
import { parseBundle } from "../../../../src/domain/sigstore/bundle.ts";
import { checkEvidence, type KnownFiles } from "../../../../src/domain/verification/checks/check-evidence.ts";
import type { Claim } from "../../../../src/domain/verification/claim.ts";
import type { CertifiedSession } from "../../../../src/ports/signer.ts";
import { expectFault } from "../../../expect-fault.ts";
import { createTestForge } from "../../../signing/test-forge.ts";
import { HELLO, TOOL } from "../../../signing/test-release.ts";
import { type TestEvidence, testEvidence, withEntries } from "../test-evidence.ts";

const TESTS = "https://in-toto.io/attestation/test-result/v0.1";
const NONE: KnownFiles = { get: () => undefined };
const signatureOf = (sha256: string) => `assets/${sha256}.sigstore.json`;

let session: CertifiedSession;
let genuine: TestEvidence;
beforeAll(async () => {
  session = await createTestForge().session();
  genuine = await testEvidence({ session });
});

const untouched = () => withEntries(genuine, () => {});

/** With further statements, each about a list of digests, under the subject and type that the root lists. */
async function withStatements(
  ...stated: readonly { about: readonly string[]; subject?: string; type?: string; listedType?: string | null }[]
): Promise<TestEvidence> {
  const entries = await Promise.all(
    stated.map(async ({ about, subject, type = TESTS, listedType = type }): Promise<EvidenceEntry> => {
      const subjects: Subject[] = about.map((sha256) => ({
        digest: sha256.length > 64 ? { sha512: sha256 } : { sha256 },
      }));
      const payload = formatStatement({
        ...{ _type: "https://in-toto.io/Statement/v1", subject: subjects, predicateType: type, predicate: {} },
      });
      const bytes = await session.signPayload(IN_TOTO_PAYLOAD_TYPE, payload);
      const name = `evidence/${sha256Hex(bytes)}.json`;
      return {
        ...{ name, bytes, mediaType: "x" },
        ...(subject === undefined ? {} : { subject }),
        ...(listedType === null ? {} : { predicateType: listedType }),
      };
    }),
  );
  return testEvidence({ session, entries: (honest) => [...honest, ...entries] });
}

const verified = (reason: string): Claim => ({ id: "evidence", status: "verified", required: true, reason });

describe("every signature of an asset", () => {
  test("is verified over its digest, and over its bytes if they are at hand", async () => {
    const evidence = untouched();
    const known: KnownFiles = { get: (sha256) => (sha256 === TOOL.sha256 ? TOOL.bytes : undefined) };
    expect(await checkEvidence(evidence, known)).toEqual(verified("9 entries, 2 signatures of assets"));
    expect(evidence.verified).toStrictEqual(
      [HELLO, TOOL].map(({ sha256, bytes }) => ({
        bundle: parseBundle(evidence.entries.get(signatureOf(sha256)) ?? new Uint8Array()),
        ...{ signer: evidence.signer, artifact: { sha256 } },
        ...(sha256 === TOOL.sha256 && { message: bytes }),
      })),
    );
  });

  test("is read only if it is asked about, and else said to be listed by its digest", async () => {
    const asked = new Set([...genuine.asked].filter((name) => name !== signatureOf(TOOL.sha256)));
    const one = { ...untouched(), asked };
    expect(await checkEvidence(one, NONE)).toEqual(
      verified("9 entries, signature of 1 asset verified, 1 listed by digest"),
    );
    expect(one.verified.map(({ artifact }) => artifact)).toEqual([{ sha256: HELLO.sha256 }]);
    const none = { ...untouched(), asked: new Set<string>() };
    expect(await checkEvidence(none, NONE)).toEqual(
      verified("9 entries, signature of 0 assets verified, 2 listed by digest"),
    );
    expect(none.verified).toEqual([]);
  });

  test("need not be there: a release may be signed once", async () => {
    const once = await testEvidence({
      session,
      entries: (all) => all.filter(({ name }) => !name.startsWith("assets/")),
    });
    expect(await checkEvidence(once, NONE)).toEqual(verified("7 entries, 0 signatures of assets"));
    const nothing = await testEvidence({
      session,
      entries: (all) => all.filter(({ name }) => name === "checksums.txt"),
    });
    expect(await checkEvidence(nothing, NONE)).toEqual(verified("1 entry, 0 signatures of assets"));
    const single = await testEvidence({
      session,
      entries: (all) => all.filter(({ name }) => name !== signatureOf(TOOL.sha256)),
    });
    expect(await checkEvidence(single, NONE)).toEqual(verified("8 entries, 1 signature of an asset"));
  });

  test("is refused if it is over a statement", async () => {
    const provenance = genuine.entries.get("provenance.sigstore.json") ?? new Uint8Array();
    const evidence = withEntries(genuine, (entries) => entries.set(signatureOf(HELLO.sha256), provenance));
    const fault = await expectFault("bundle-malformed", () => checkEvidence(evidence, NONE));
    expect(fault.message).toBe('the signature of "hello.txt" is not over a file');
  });
});

test("every entry is the one that the root lists, whoever asked about it", async () => {
  for (const change of [{ size: 1 }, { sha256: "0".repeat(64) }]) {
    const digests = new Map(genuine.digests);
    digests.set("VERIFY.md", { size: 1, sha256: "0".repeat(64) });
    const [name, found] = [...digests][0]!;
    digests.set(name, { ...found, ...change });
    await expectFault("evidence-differs", () => checkEvidence({ ...untouched(), asked: new Set(), digests }, NONE));
  }
});

describe("a statement that the root lists", () => {
  test("is verified, about the release or one asset", async () => {
    const evidence = await withStatements(
      { about: [HELLO.sha256, TOOL.sha256] },
      { about: [TOOL.sha256], subject: TOOL.sha256 },
    );
    expect(await checkEvidence(evidence, NONE)).toEqual(
      verified("11 entries, 2 signatures of assets, 2 further statements about them"),
    );
    const names = evidence.root.statement.predicate.evidence
      .map(({ name }) => name)
      .filter((name) => name.startsWith("evidence/"));
    expect(evidence.verified.slice(2)).toStrictEqual(
      names.map((name) => ({
        bundle: parseBundle(evidence.entries.get(name) ?? new Uint8Array()),
        ...{ signer: evidence.signer, artifact: "unbound" },
      })),
    );
  });

  test("is listed by its digest if nobody asked about its asset", async () => {
    const evidence = await withStatements(
      { about: [TOOL.sha256], subject: TOOL.sha256 },
      { about: [HELLO.sha256], subject: HELLO.sha256 },
    );
    const ofTool = evidence.root.statement.predicate.evidence.find(
      ({ name, annotations }) => name.startsWith("evidence/") && annotations.subject === TOOL.sha256,
    );
    const asked = new Set([...evidence.asked].filter((name) => name !== ofTool?.name));
    expect(await checkEvidence({ ...evidence, asked }, NONE)).toEqual(
      verified("11 entries, 2 signatures of assets, 1 further statements verified, 1 listed by digest"),
    );
    const none = new Set([...asked].filter((name) => !name.startsWith("evidence/")));
    expect(await checkEvidence({ ...evidence, asked: none }, NONE)).toEqual(
      verified("11 entries, 2 signatures of assets, 0 further statements verified, 2 listed by digest"),
    );
  });

  test("is not one of the run if the root lists it without a type", async () => {
    const evidence = await withStatements({ about: ["0".repeat(64)], listedType: null });
    expect(await checkEvidence(evidence, NONE)).toEqual(verified("10 entries, 2 signatures of assets"));
    expect(evidence.verified).toHaveLength(2);
  });

  test.each([
    ["of another type", { about: [TOOL.sha256], listedType: "https://example.com/other/v1" }],
    ["about a file that is not an asset", { about: ["0".repeat(64)] }],
    ["about an asset and a file that is not one", { about: [TOOL.sha256, "0".repeat(64)] }],
    ["about an asset, and something that is known by another digest alone", { about: [TOOL.sha256, TOOL.sha512] }],
    ["about another asset than it is listed for", { about: [HELLO.sha256], subject: TOOL.sha256 }],
    ["about more than the asset that it is listed for", { about: [TOOL.sha256, HELLO.sha256], subject: TOOL.sha256 }],
  ])("is refused if it is %s", async (_, stated) => {
    const evidence = await withStatements(stated);
    const fault = await expectFault("evidence-subject", () => checkEvidence(evidence, NONE));
    expect(fault.message).toMatch(/^"evidence\/[0-9a-f]{64}\.json" is not the statement that the root lists$/);
  });

  test("is refused if a file was signed in its place", async () => {
    const evidence = await withStatements({ about: [TOOL.sha256] });
    const signature = evidence.entries.get(signatureOf(TOOL.sha256)) ?? new Uint8Array();
    for (const name of evidence.entries.keys()) if (name.startsWith("evidence/")) evidence.entries.set(name, signature);
    await expectFault("statement-malformed", () => checkEvidence(evidence, NONE));
  });
});
