import { beforeAll, describe, expect, test } from "vitest";
import { nodeCryptography } from "../../../src/crypto/node.ts";
import { sha256Hex } from "../../../src/crypto/node-digest.ts";
import { IN_TOTO_PAYLOAD_TYPE } from "../../../src/domain/attestation/dsse.ts";
import type { EvidenceEntry } from "../../../src/domain/capsule/build-root.ts";
import { readCapsule } from "../../../src/domain/capsule/read-capsule.ts";
import type { RootStatement } from "../../../src/domain/capsule/root-schema.ts";
import { parseRootStatement } from "../../../src/domain/capsule/root-statement.ts";
import { parseBundle } from "../../../src/domain/sigstore/bundle.ts";
import { readCertificate } from "../../../src/domain/sigstore/certificate.ts";
import type { CertificateFacts } from "../../../src/domain/sigstore/certificate-facts.ts";
import type { ExpectedIdentity } from "../../../src/domain/sigstore/expected-identity.ts";
import { parseTrustedRoot } from "../../../src/domain/sigstore/trusted-root.ts";
import type { StatedBundle } from "../../../src/domain/sigstore/verified-bundle.ts";
import type { VerifyFirst, VerifyOne } from "../../../src/domain/verification/named-trust.ts";
import { underOne } from "../../../src/domain/verification/trust-bundles.ts";
import { verifyRoot } from "../../../src/domain/verification/verify-root.ts";
import { bytesSource, sourceChunks } from "../../../src/kernel/byte-source.ts";
import { encodeUtf8 } from "../../../src/kernel/utf8.ts";
import type { CertifiedSession } from "../../../src/ports/signer.ts";
import { expectFault } from "../../expect-fault.ts";
import { editJson, flipBase64 } from "../../signing/edit-bundle.ts";
import { createTestForge, type TestForge } from "../../signing/test-forge.ts";
import { sealTestRelease } from "../../signing/test-release.ts";

const IDENTITY: ExpectedIdentity = { kind: "repository", repository: "https://github.com/octo-org/octo-tool" };

let forge: TestForge;
let session: CertifiedSession;
beforeAll(async () => {
  forge = createTestForge();
  session = await forge.session();
});

async function verify(bytes: Uint8Array) {
  const trust = {
    root: parseTrustedRoot(forge.trustedRoot),
    origin: "a test",
    dated: undefined,
  };
  const verifyFirst = underOne([{ ...trust, mayBeOutdated: undefined }], nodeCryptography);
  return verifyRoot(bytes, IDENTITY, { verifyFirst, crypto: nodeCryptography });
}

interface Judged {
  readonly version?: string;
  readonly root?: (root: RootStatement) => RootStatement;
  readonly entries?: (honest: EvidenceEntry[]) => EvidenceEntry[];
  readonly signedAt?: readonly string[];
  readonly identity?: ExpectedIdentity;
  readonly certificate?: (facts: CertificateFacts) => CertificateFacts;
  readonly isKey?: boolean;
}

/** The root of a test release, whose signature is taken to hold, with what was asked of it. */
async function verifySealed({
  version = "1.2.3",
  root,
  entries,
  signedAt = [],
  identity = IDENTITY,
  certificate,
  isKey = false,
}: Judged = {}) {
  const sealed = await sealTestRelease({ session, version, ...(entries && { entries }), ...(root && { root }) });
  const { root: bytes } = await readCapsule(sourceChunks(bytesSource(sealed)), nodeCryptography);
  const own = readCertificate(session.identity.certificate);
  const facts = certificate?.(own) ?? own;
  const trust = { root: forge.trust, origin: "a test", dated: undefined, mayBeOutdated: undefined };
  const bundle: StatedBundle = {
    signer: isKey
      ? { kind: "key", publicKey: new Uint8Array(), fingerprint: "ab" }
      : { kind: "certificate", certificate: facts },
    content: { kind: "message", digest: { algorithm: "sha256", hex: "" } },
    times: signedAt.map((time) => ({ source: "log", seconds: Date.parse(time) / 1000 })),
    logEntries: [{ log: "https://rekor.invalid", index: "7", integratedSeconds: undefined }],
  };
  const verifyOne: VerifyOne = async () => bundle;
  const asked: Parameters<VerifyFirst>[0][] = [];
  const verifyFirst: VerifyFirst = async (order) => {
    asked.push(order);
    if (order.signer.kind === "certificate") order.signer.require(facts);
    return { bundle, trust, verify: verifyOne };
  };
  const found = await verifyRoot(bytes, identity, { verifyFirst, crypto: nodeCryptography });
  return { found, asked, bytes, bundle, trust, verifyOne };
}

const PAYLOAD_OF = (bytes: Uint8Array) => {
  const { content } = parseBundle(bytes);
  return content.kind === "dsse" ? content.payload : new Uint8Array();
};

describe("a root whose signature holds", () => {
  test("is what was signed, with its signer, times, log entries and digest", async () => {
    const { found, asked, bytes, bundle, trust, verifyOne } = await verifySealed({
      signedAt: ["2026-11-21T12:00:00Z"],
    });
    expect(found.trust).toBe(trust);
    expect(found.verify).toBe(verifyOne);
    const { signer, times, logEntries } = bundle;
    const payload = PAYLOAD_OF(bytes);
    expect(found.root).toStrictEqual({
      ...{ statement: parseRootStatement(payload), sha256: sha256Hex(payload), signer, times, logEntries },
    });
    expect(asked).toMatchObject([{ bundle: parseBundle(bytes), artifact: "statement-only" }]);
  });

  test("is of the expected identity for the tag and commit that it states (B41, B44)", async () => {
    const other = { ...IDENTITY, repository: "https://github.com/octo-org/other" } as ExpectedIdentity;
    await expectFault("identity-mismatch", () => verifySealed({ identity: other }));
    await expectFault("identity-mismatch", () => verifySealed({ version: "1.2.4" }));
    const root = (honest: RootStatement) => withRelease(honest, { commit: "0".repeat(40) });
    await expectFault("identity-mismatch", () => verifySealed({ root }));
  });

  test("says of its source what its certificate says", async () => {
    const root = (honest: RootStatement) => withRelease(honest, { repositoryId: "1" });
    await expectFault("source-contradiction", () => verifySealed({ root }));
  });

  test("may be a key's, which says nothing of its source", async () => {
    const root = (honest: RootStatement) => withRelease(honest, { repositoryId: "1" });
    expect((await verifySealed({ root, isKey: true })).found.root.signer.kind).toBe("key");
  });
});

describe("a release that was sealed when it was public", () => {
  const backfilled = (backfill: object) => (root: RootStatement) => {
    const { commit } = root.predicate.release;
    const stated = {
      commit: commit ?? "",
      published: "2026-11-20T00:00:00Z",
      sealed: "2026-11-21T12:00:00Z",
      ...backfill,
    };
    return { ...root, predicate: { ...root.predicate, backfill: stated } };
  };

  /** Nothing says how it was built. */
  const entries = (honest: EvidenceEntry[]) => honest.filter(({ name }) => name !== "provenance.sigstore.json");

  test.each<[string, readonly string[], object]>([
    ["at the second that it states", ["2026-11-21T12:00:00Z"], {}],
    ["twenty minutes later", ["2026-11-21T12:20:00Z"], {}],
    ["twenty minutes earlier", ["2026-11-21T11:40:00Z"], {}],
    ["then by one of several times", ["2026-11-21T15:00:00Z", "2026-11-21T12:00:00Z"], {}],
    ["in the second in which it was published", ["2026-11-21T12:00:00Z"], { published: "2026-11-21T12:00:00Z" }],
  ])("was signed %s", async (_, signedAt, backfill) => {
    expect((await verifySealed({ root: backfilled(backfill), entries, signedAt })).found.root.times).toHaveLength(
      signedAt.length,
    );
  });

  test.each<[string, readonly string[], object]>([
    ["more than twenty minutes later", ["2026-11-21T12:20:01Z"], {}],
    ["more than twenty minutes earlier", ["2026-11-21T11:39:59Z"], {}],
    ["at no time that anybody says", [], {}],
    ["before it was published", ["2026-11-21T12:00:00Z"], { published: "2026-11-21T12:00:01Z" }],
  ])("is refused if it was signed %s", async (_, signedAt, backfill) => {
    await expectFault("source-contradiction", () => verifySealed({ root: backfilled(backfill), entries, signedAt }));
  });

  test("is of the commit of the workflow that sealed it (B44)", async () => {
    const signedAt = ["2026-11-21T12:00:00Z"];
    const root = backfilled({ commit: "0".repeat(40) });
    await expectFault("identity-mismatch", () => verifySealed({ root, entries, signedAt }));
    const older = (honest: RootStatement) => withRelease(backfilled({})(honest), { commit: "0".repeat(40) });
    expect(
      (await verifySealed({ root: older, entries, signedAt })).found.root.statement.predicate.release.commit,
    ).toMatch(/^0+$/);
  });
});

function withRelease(root: RootStatement, release: Partial<RootStatement["predicate"]["release"]>): RootStatement {
  return { ...root, predicate: { ...root.predicate, release: { ...root.predicate.release, ...release } } };
}

/** Signed by the right signer, and not what a root says. */
const signed = () => session.signPayload(IN_TOTO_PAYLOAD_TYPE, encodeUtf8('{"a":1}'));

describe("what is not a statement", () => {
  test.each([
    ["another envelope", () => session.signPayload("text/plain", encodeUtf8('{"a":1}'))],
    ["the signature of a file", () => session.signDigest(new Uint8Array(32))],
  ])("is refused before anything of it is verified: %s", async (_, sign) => {
    const bytes = await sign();
    const verifyFirst = () => expect.unreachable("nothing is verified");
    const fault = await expectFault("root-malformed", () =>
      verifyRoot(bytes, IDENTITY, { verifyFirst, crypto: nodeCryptography }),
    );
    expect(fault.message).toBe("the root of the capsule is not an in-toto statement");
  });
});

describe("a statement that is not a root", () => {
  test("is refused once its signature holds", async () => {
    await expectFault("root-malformed", async () => verify(await signed()));
  });

  test("is not read before: what nobody signed is refused for that", async () => {
    const forged = editJson(await signed(), ({ dsseEnvelope }) => {
      const [signature] = dsseEnvelope.signatures;
      signature.sig = flipBase64(signature.sig);
    });
    const fault = await verify(forged).catch((error: unknown) => error);
    expect(fault).toMatchObject({ code: expect.stringMatching(/^(?!root-malformed).+/) });
  });

  test("of too many values is refused while it is read", async () => {
    const values = `[${"{},".repeat(10_000)}{}]`;
    await expectFault("json-too-large", () => verify(encodeUtf8(`{"mediaType":"x","a":${values}}`)));
  });
});
