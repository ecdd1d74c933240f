import { beforeAll, describe, expect, test } from "vitest";
import { sha256Hex } from "../../../../src/crypto/node-digest.ts";
import { parseBundle } from "../../../../src/domain/sigstore/bundle.ts";
import { checkChecksums } from "../../../../src/domain/verification/checks/check-checksums.ts";
import { Fault } from "../../../../src/kernel/fault.ts";
import { encodeUtf8 } from "../../../../src/kernel/utf8.ts";
import { expectFault } from "../../../expect-fault.ts";
import { describeFile } from "../../../signing/test-asset.ts";
import { createTestForge } from "../../../signing/test-forge.ts";
import { checksumsOf, HELLO, TOOL } from "../../../signing/test-release.ts";
import { type TestEvidence, testEvidence, withEntries } from "../test-evidence.ts";

const LISTS = ["checksums.txt", "checksums.sha512.txt"] as const;
const IMAGE = {
  name: "ghcr.io/octo-org/tool",
  digest: { sha256: "c".repeat(64) },
  annotations: { kind: "image" },
} as const;

let genuine: TestEvidence;
beforeAll(async () => {
  genuine = await testEvidence({ session: await createTestForge().session() });
});

/** The evidence of a release whose root has images, too, or nothing else. */
function withImages(isFileToo: boolean): TestEvidence {
  const { statement } = genuine.root;
  const subject = isFileToo ? [...statement.subject, IMAGE] : [IMAGE];
  return { ...withEntries(genuine, () => {}), root: { ...genuine.root, statement: { ...statement, subject } } };
}

const algorithmOf = (list: (typeof LISTS)[number]) => (list === "checksums.txt" ? "sha256" : "sha512");

describe("lists of checksums", () => {
  test("are verified if each is signed in the root's run, over its own bytes", async () => {
    const evidence = withEntries(genuine, () => {});
    expect(await checkChecksums(evidence)).toEqual({
      ...{ id: "checksums", status: "verified", required: true },
      reason: "checksums.txt and checksums.sha512.txt list exactly the assets",
    });
    expect(evidence.verified).toStrictEqual(
      LISTS.map((list) => {
        const message = evidence.entries.get(list) ?? new Uint8Array();
        const bundle = parseBundle(evidence.entries.get(`${list}.sigstore.json`) ?? new Uint8Array());
        return { bundle, signer: evidence.signer, artifact: { sha256: sha256Hex(message) }, message };
      }),
    );
  });

  test.each(LISTS)("are verified if there is one, %s", async (kept) => {
    const evidence = withEntries(genuine, (entries) => {
      for (const list of LISTS) if (list !== kept) entries.delete(list);
    });
    expect((await checkChecksums(evidence)).reason).toBe(`${kept} list exactly the assets`);
    expect(evidence.verified).toHaveLength(1);
  });

  test("need no signature beside a root that a key signed, and one that is there must verify", async () => {
    const signer = { kind: "key", publicKey: new Uint8Array(), fingerprint: "" } as const;
    const byKey = (change: (entries: Map<string, Uint8Array>) => void) => {
      const evidence = withEntries(genuine, change);
      return { ...evidence, root: { ...evidence.root, signer } };
    };
    const unsigned = byKey((entries) => {
      for (const list of LISTS) entries.delete(`${list}.sigstore.json`);
    });
    expect((await checkChecksums(unsigned)).status).toBe("verified");
    expect(unsigned.verified).toHaveLength(0);
    const signed = byKey(() => {});
    await checkChecksums(signed);
    expect(signed.verified).toHaveLength(2);
  });

  test("have no line for an image", async () => {
    expect((await checkChecksums(withImages(true))).status).toBe("verified");
  });

  test("are missing from a release that has a file, and only there", async () => {
    const none = (evidence: TestEvidence) =>
      checkChecksums(
        withEntries(evidence, (entries) => {
          for (const list of LISTS) entries.delete(list);
        }),
      );
    const missing = {
      ...{ id: "checksums", status: "missing", required: true, reason: "the capsule has no checksum list" },
    };
    expect(await none(genuine)).toEqual(missing);
    expect(await none(withImages(true))).toEqual(missing);
    expect(await none(withImages(false))).toEqual({
      ...{ id: "checksums", status: "not-applicable", required: false },
      reason: "the release has no file, only images",
    });
  });

  test("of a release of images alone list something else than its assets", async () => {
    await expectFault("checksums-disagree", () => checkChecksums(withImages(false)));
  });
});

describe.each(LISTS)("%s is refused", (list) => {
  const algorithm = algorithmOf(list);
  const other = describeFile("other.bin", "another file\n");

  test.each([
    ["without one of the assets", [HELLO]],
    ["with one file more", [HELLO, TOOL, other]],
    ["with another file in place of one", [HELLO, other]],
    ["with the digest of another file", [HELLO, { ...other, name: TOOL.name }]],
    [
      "with the digests of two exchanged",
      [
        { ...HELLO, name: TOOL.name },
        { ...TOOL, name: HELLO.name },
      ],
    ],
  ])("%s", async (_, files) => {
    const evidence = withEntries(genuine, (entries) => entries.set(list, checksumsOf(files, algorithm)));
    const fault = await expectFault("checksums-disagree", () => checkChecksums(evidence));
    expect(fault.message).toBe(`the ${algorithm} list does not list exactly the assets`);
  });

  test("with digests of the other kind", async () => {
    const wrong = checksumsOf([HELLO, TOOL], algorithm === "sha256" ? "sha512" : "sha256");
    const evidence = withEntries(genuine, (entries) => entries.set(list, wrong));
    await expectFault("checksums-malformed", () => checkChecksums(evidence));
  });

  test("without a signature", async () => {
    const evidence = withEntries(genuine, (entries) => entries.delete(`${list}.sigstore.json`));
    const fault = await expectFault("checksums-disagree", () => checkChecksums(evidence));
    expect(fault.message).toBe(`${list} is not signed`);
  });

  test("with a signed statement as its signature", async () => {
    const evidence = withEntries(genuine, (entries) => {
      entries.set(`${list}.sigstore.json`, entries.get("provenance.sigstore.json") ?? new Uint8Array());
    });
    const fault = await expectFault("bundle-malformed", () => checkChecksums(evidence));
    expect(fault.message).toBe(`the signature of ${list} is not over a file`);
  });

  test("if its signature does not verify, before it is read (S17)", async () => {
    const evidence: TestEvidence = {
      ...withEntries(genuine, (entries) => entries.set(list, encodeUtf8("not a list"))),
      verify: async ({ message }) => {
        if (message?.length === 10) throw new Fault("signature-invalid", "a test");
        return { signer: genuine.root.signer, content: null as never, times: [], logEntries: [] };
      },
    };
    await expectFault("signature-invalid", () => checkChecksums(evidence));
  });
});
