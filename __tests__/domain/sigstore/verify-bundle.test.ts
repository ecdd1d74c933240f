import { createHash, generateKeyPairSync, sign } from "node:crypto";
import { beforeAll, describe, expect, test } from "vitest";
import { nodeCryptography } from "../../../src/crypto/node.ts";
import { readPublicKey } from "../../../src/crypto/public-key.ts";
import { webCryptography } from "../../../src/crypto/web.ts";
import type { ArtifactDigests } from "../../../src/domain/sigstore/artifact-digests.ts";
import { parseBundle } from "../../../src/domain/sigstore/bundle.ts";
import type { BundleToVerify, ExpectedSigner } from "../../../src/domain/sigstore/bundle-to-verify.ts";
import { readSignerKey } from "../../../src/domain/sigstore/signer-key.ts";
import type { TrustedRoot } from "../../../src/domain/sigstore/trusted-root.ts";
import { parseTrustedRoot } from "../../../src/domain/sigstore/trusted-root.ts";
import { verifyBundle } from "../../../src/domain/sigstore/verify-bundle.ts";
import { Fault } from "../../../src/kernel/fault.ts";
import type { FaultCode } from "../../../src/kernel/fault-codes.ts";
import type { CertifiedSession } from "../../../src/ports/signer.ts";
import { ownBundle } from "../../corpus.ts";
import { expectFault } from "../../expect-fault.ts";
import { hashedRekord, postJson, servicesOf, signMessage } from "../../services/local/sign-with.ts";
import { type Editable, editJson, flipBase64 } from "../../signing/edit-bundle.ts";
import { describeFile } from "../../signing/test-asset.ts";
import { createTestForge, type TestForge } from "../../signing/test-forge.ts";

const FILE = describeFile("file", "content\n");
const OTHER = describeFile("other", "other content\n");
const ANYONE: ExpectedSigner = { kind: "certificate", require: () => {} };
const IN_TOTO = "application/vnd.in-toto+json";

let forge: TestForge;
let session: CertifiedSession;
let message: Uint8Array;
let statement: Uint8Array;

beforeAll(async () => {
  forge = createTestForge();
  session = await forge.session();
  message = await session.signDigest(createHash("sha256").update(FILE.bytes).digest());
  statement = await session.signPayload(IN_TOTO, statementAbout([{ name: "file", digest: { sha256: FILE.sha256 } }]));
});

function statementAbout(subject: unknown): Uint8Array {
  const value = {
    _type: "https://in-toto.io/Statement/v1",
    subject,
    predicateType: "https://example.com/p",
    predicate: {},
  };
  return Buffer.from(JSON.stringify(value));
}

async function verify(bundle: Uint8Array, changes: Partial<BundleToVerify> = {}) {
  const order = { trust: forge.trust, signer: ANYONE, artifact: { sha256: FILE.sha256 } as ArtifactDigests };
  const whole = { bundle: parseBundle(bundle), ...order, ...changes };
  try {
    const verified = await verifyBundle(whole, nodeCryptography);
    judged.push({ order: whole, verdict: "accept" });
    return verified;
  } catch (error) {
    if (error instanceof Fault) judged.push({ order: whole, verdict: error.code });
    throw error;
  }
}

/** Everything that the tests below let verify, for the other platform to judge at the end. */
const judged: { readonly order: BundleToVerify; readonly verdict: FaultCode | "accept" }[] = [];

function newKey() {
  const { publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  return readPublicKey(publicKey.export({ format: "der", type: "spki" }));
}

const entryOf = (bundle: Editable) => bundle.verificationMaterial.tlogEntries[0];

describe("what is genuine", () => {
  test("a message signature verifies from the digest alone", async () => {
    const verified = await verify(message);
    expect(verified.times.map(({ source }) => source)).toEqual(["log", "timestamp-authority"]);
    expect(verified.logEntries).toMatchObject([{ log: "https://rekor.invalid", index: "1" }]);
  });

  test("a statement verifies for each of its subjects, by each digest that it has", async () => {
    const digest = { sha256: OTHER.sha256, sha512: OTHER.sha512 };
    const two = statementAbout([
      { name: "file", digest: { sha256: FILE.sha256 } },
      { name: "other", digest },
    ]);
    const bundle = await session.signPayload(IN_TOTO, two);
    expect((await verify(bundle)).content.kind).toBe("dsse");
    expect((await verify(bundle, { artifact: { sha512: OTHER.sha512 } })).content.kind).toBe("dsse");
    await expectFault("subject-mismatch", () =>
      verify(bundle, { artifact: { sha256: OTHER.sha256, sha512: FILE.sha512 } }),
    );
  });

  test("a certificate's identity is what the check is asked about", async () => {
    const seen: string[] = [];
    const check: ExpectedSigner = {
      kind: "certificate",
      require: (one) => void seen.push(one.subjectAlternativeName.value),
    };
    await verify(message, { signer: check });
    expect(seen).toEqual(["https://github.com/octo-org/octo-tool/.github/workflows/release.yml@refs/tags/v1.2.3"]);
  });

  test("where the trusted root has no logs, a timestamp suffices", async () => {
    const trust = trustWith((root) => void Object.assign(root, { tlogs: [], ctlogs: [] }));
    const bundle = editJson(message, withoutLog);
    expect((await verify(bundle, { trust })).times.map(({ source }) => source)).toEqual(["timestamp-authority"]);
    await expectFault("log-unknown", () => verify(message, { trust }));
  });
});

function trustWith(edit: (root: Editable) => void): TrustedRoot {
  return parseTrustedRoot(editJson(forge.trustedRoot, edit));
}

interface Attack {
  readonly title: string;
  readonly code: FaultCode;
  readonly bundle: () => Uint8Array | Promise<Uint8Array>;
  readonly changes?: () => Partial<BundleToVerify>;
}

describe("what @sigstore/verify 4.1.3 accepts", () => {
  const attacks: readonly Attack[] = [
    {
      title: "weakness A: an artifact that is no subject of the statement (B25)",
      code: "subject-mismatch",
      bundle: () => statement,
      changes: () => ({ artifact: { sha256: OTHER.sha256 } }),
    },
    {
      title: "weakness B: a signature of a file without the file",
      code: "artifact-required",
      bundle: () => message,
      changes: () => ({ artifact: "statement-only" }),
    },
    {
      title: "weakness C: a root certificate in the chain (B33)",
      code: "certificate-untrusted",
      bundle: () => withChain((root) => root.certificateAuthorities[0].certChain.certificates[1]),
    },
    {
      title: "a chain with a certificate of nobody",
      code: "certificate-untrusted",
      bundle: () => withChain((root) => root.timestampAuthorities[0].certChain.certificates[1]),
    },
    {
      title: "weakness H: an entry that logs another certificate (B03, CVE-2026-22703, GHSA-whqx-f9j3-ch6m)",
      code: "log-entry-mismatch",
      bundle: () => signedTwice(),
    },
    {
      title: "weakness I: an unknown field (J14)",
      code: "bundle-malformed",
      bundle: () => editJson(message, (one) => void Object.assign(one, { surprise: true })),
    },
  ];
  test.each(attacks.map((one) => [one.title, one] as const))("refuses %s", async (_, { code, bundle, changes }) => {
    const bytes = await bundle();
    await expectFault(code, () => verify(bytes, changes?.()));
  });

  test("an intermediate certificate of the trusted root may stand in the chain", async () => {
    const bundle = withChain((root) => root.certificateAuthorities[0].certChain.certificates[0]);
    expect((await verify(bundle)).signer.kind).toBe("certificate");
  });

  test("weakness F: refuses a trusted root whose keys or authorities have no beginning (B47)", async () => {
    const edits: ((root: Editable) => void)[] = [
      (root) => void delete root.tlogs[0].publicKey.validFor.start,
      (root) => void delete root.ctlogs[0].publicKey.validFor,
      (root) => void delete root.certificateAuthorities[0].validFor,
      (root) => void delete root.timestampAuthorities[0].validFor.start,
    ];
    for (const edit of edits) await expectFault("trusted-root-malformed", () => trustWith(edit));
  });

  test("weakness G: refuses a Rekor v2 entry with another index (B14)", async () => {
    const own = ownBundle("real-rekor-v2/message/v0.3/as-it-was-signed");
    const { bundle } = own;
    const trust = parseTrustedRoot(own.trustedRoot);
    const artifact = { sha256: describeFile("", Buffer.from(own.artifact)).sha256 };
    expect((await verify(bundle, { trust, artifact })).logEntries[0]?.integratedSeconds).toBeUndefined();
    const moved = editJson(bundle, (one) => {
      entryOf(one).logIndex = String(Number(entryOf(one).logIndex) + 1);
    });
    await expectFault("log-proof-invalid", () => verify(moved, { trust, artifact }));
  });
});

/** The message as v0.2 with one more certificate. */
function withChain(pick: (root: Editable) => Editable): Uint8Array {
  const extra = pick(JSON.parse(Buffer.from(forge.trustedRoot).toString()));
  return editJson(message, (one) => {
    const { certificate, ...rest } = one.verificationMaterial;
    one.mediaType = "application/vnd.dev.sigstore.bundle+json;version=0.2";
    one.verificationMaterial = { ...rest, x509CertificateChain: { certificates: [certificate, extra] } };
  });
}

/** One key with two certificates: the entry logs the one, the bundle holds the other. */
async function signedTwice(): Promise<Uint8Array> {
  const { http, tokens, signingConfig } = forge.services;
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const certify = async () => {
    const { raw, claims } = await tokens.token("sigstore");
    const request = {
      credentials: { oidcIdentityToken: raw },
      publicKeyRequest: {
        publicKey: { algorithm: "ECDSA", content: publicKey.export({ type: "spki", format: "pem" }).toString() },
        proofOfPossession: sign("sha256", Buffer.from(claims.subject), privateKey).toString("base64"),
      },
    };
    const answer = await postJson(http, `${servicesOf(signingConfig).authority}/api/v2/signingCert`, request);
    return JSON.parse(Buffer.from(answer.body).toString()).signedCertificateEmbeddedSct.chain.certificates[0] as string;
  };
  const [logged, shown] = [await certify(), await certify()];
  const signature = sign("sha256", FILE.bytes, privateKey);
  const content = { messageDigest: { digest: Buffer.from(FILE.sha256, "hex") }, signature };
  const entry = hashedRekord(content, Buffer.from(logged).toString("base64"));
  const answer = await postJson(http, `${servicesOf(signingConfig).log}/api/v1/log/entries`, entry);
  const [written] = Object.values<Editable>(JSON.parse(Buffer.from(answer.body).toString()));
  return editJson(message, (one) => {
    const proof = written.verification.inclusionProof;
    one.verificationMaterial.certificate.rawBytes = shown.replace(/-----[^-]+-----|\s/g, "");
    one.messageSignature.signature = signature.toString("base64");
    one.verificationMaterial.timestampVerificationData = {};
    one.verificationMaterial.tlogEntries = [
      {
        logIndex: String(written.logIndex),
        logId: { keyId: Buffer.from(written.logID, "hex").toString("base64") },
        kindVersion: { kind: "hashedrekord", version: "0.0.1" },
        integratedTime: String(written.integratedTime),
        inclusionPromise: { signedEntryTimestamp: written.verification.signedEntryTimestamp },
        inclusionProof: {
          logIndex: String(proof.logIndex),
          treeSize: String(proof.treeSize),
          rootHash: Buffer.from(proof.rootHash, "hex").toString("base64"),
          hashes: proof.hashes.map((hash: string) => Buffer.from(hash, "hex").toString("base64")),
          checkpoint: { envelope: proof.checkpoint },
        },
        canonicalizedBody: written.body,
      },
    ];
  });
}

describe("signature, certificate and time", () => {
  const attacks: readonly Attack[] = [
    {
      title: "another file (B01)",
      code: "digest-mismatch",
      bundle: () => message,
      changes: () => ({ artifact: { sha256: OTHER.sha256 } }),
    },
    {
      title: "the signature of another run (B02)",
      code: "log-entry-mismatch",
      bundle: async () => {
        const other = JSON.parse(
          Buffer.from(await (await forge.session({ runId: "2" })).signDigest(digestOf(FILE.bytes))).toString(),
        );
        return editJson(
          message,
          (one) => void Object.assign(one.messageSignature, { signature: other.messageSignature.signature }),
        );
      },
    },
    {
      title: "a log entry about another file (B19, CVE-2022-36056, CVE-2022-23649)",
      code: "log-entry-mismatch",
      bundle: async () => {
        const other = JSON.parse(Buffer.from(await session.signDigest(digestOf(OTHER.bytes))).toString());
        return editJson(
          message,
          (one) =>
            void Object.assign(one.verificationMaterial, { tlogEntries: other.verificationMaterial.tlogEntries }),
        );
      },
    },
    {
      title: "a time outside of the certificate's validity (B04)",
      code: "certificate-untrusted",
      bundle: () => message,
      changes: () => ({
        trust: trustWith((root) => {
          root.certificateAuthorities[0].validFor = { start: "2020-01-01T00:00:00Z", end: "2020-01-02T00:00:00Z" };
        }),
      }),
    },
    {
      title: "a certificate without proof of being logged (B05)",
      code: "certificate-transparency",
      bundle: () => message,
      changes: () => ({
        trust: trustWith((root) => {
          root.ctlogs[0].publicKey.validFor = { start: "2020-01-01T00:00:00Z", end: "2020-01-02T00:00:00Z" };
        }),
      }),
    },
    {
      title: "a certificate logged by an unknown log (B06)",
      code: "certificate-log-unknown",
      bundle: () => message,
      changes: () => ({
        trust: trustWith(
          (root) => void Object.assign(root.ctlogs[0].logId, { keyId: flipBase64(root.ctlogs[0].logId.keyId) }),
        ),
      }),
    },
    {
      title: "an intermediate that had expired (B51, CVE-2026-24122)",
      code: "certificate-expired",
      bundle: async () => {
        forge.clock.advance(25 * 3_600_000);
        const late = await (await forge.session()).signDigest(digestOf(FILE.bytes));
        forge.clock.advance(-25 * 3_600_000);
        return editJson(late, (one) => void Object.assign(one.verificationMaterial, { timestampVerificationData: {} }));
      },
    },
    {
      title: "a timestamp over another signature (B50)",
      code: "timestamp-imprint",
      bundle: async () => {
        const other = JSON.parse(Buffer.from(await session.signDigest(digestOf(OTHER.bytes))).toString());
        const { timestampVerificationData } = other.verificationMaterial;
        return editJson(message, (one) => void Object.assign(one.verificationMaterial, { timestampVerificationData }));
      },
    },
    {
      title: "no time of a known authority (B50)",
      code: "timestamp-authority-unknown",
      bundle: () => editJson(message, withoutLog),
      changes: () => ({
        trust: trustWith((root) => void Object.assign(root, { tlogs: [], timestampAuthorities: [] })),
      }),
    },
    {
      title: "a signature that is not canonical DER (B32)",
      code: "log-entry-mismatch",
      bundle: () =>
        editJson(
          message,
          (one) => void Object.assign(one.messageSignature, { signature: longerDer(one.messageSignature.signature) }),
        ),
    },
    {
      title: "a key where a certificate is expected (B36)",
      code: "identity-mismatch",
      bundle: () =>
        editJson(message, (one) => {
          const { certificate: _, ...rest } = one.verificationMaterial;
          one.verificationMaterial = { ...rest, publicKey: { hint: "x" } };
        }),
    },
    {
      title: "a certificate where a key is expected",
      code: "identity-mismatch",
      bundle: () => message,
      changes: () => ({
        signer: { kind: "key", publicKey: newKey() },
      }),
    },
    {
      title: "an authority's certificate as signer",
      code: "certificate-malformed",
      bundle: () =>
        editJson(message, (one) => {
          const root = JSON.parse(Buffer.from(forge.trustedRoot).toString());
          one.verificationMaterial.certificate = root.certificateAuthorities[0].certChain.certificates[0];
        }),
    },
    {
      title: "a bundle of another instance (B45, B46)",
      code: "log-unknown",
      bundle: () => message,
      changes: () => ({ trust: createTestForge().trust }),
    },
  ];
  test.each(attacks.map((one) => [one.title, one] as const))("refuses %s", async (_, { code, bundle, changes }) => {
    const bytes = await bundle();
    await expectFault(code, () => verify(bytes, changes?.()));
  });

  test("a stranger's timestamp beside a good time harms nothing", async () => {
    const stranger = await createTestForge().session();
    const other = JSON.parse(Buffer.from(await stranger.signDigest(digestOf(FILE.bytes))).toString());
    const both = editJson(message, (one) => {
      const own = one.verificationMaterial.timestampVerificationData.rfc3161Timestamps;
      own.push(...other.verificationMaterial.timestampVerificationData.rfc3161Timestamps);
    });
    expect((await verify(both)).times).toHaveLength(2);
    const alone = editJson(
      both,
      (one) => void one.verificationMaterial.timestampVerificationData.rfc3161Timestamps.shift(),
    );
    await expectFault("timestamp-authority-unknown", () => verify(alone));
    const twice = editJson(message, (one) => {
      const own = one.verificationMaterial.timestampVerificationData.rfc3161Timestamps;
      own.push(own[0]);
    });
    await expectFault("timestamp-invalid", () => verify(twice));
  });
});

function digestOf(bytes: Uint8Array): Uint8Array {
  return createHash("sha256").update(bytes).digest();
}

function withoutLog(bundle: Editable): void {
  bundle.verificationMaterial.tlogEntries = [];
}

/** The same ECDSA signature with a zero byte before `r`. */
function longerDer(base64: string): string {
  const der = Buffer.from(base64, "base64");
  const length = der[3] ?? 0;
  const r = Buffer.concat([Buffer.from([2, length + 1, 0]), der.subarray(4, 4 + length)]);
  const body = Buffer.concat([r, der.subarray(4 + length)]);
  return Buffer.concat([Buffer.from([0x30, body.length]), body]).toString("base64");
}

describe("log entries", () => {
  const proofOf = (bundle: Editable) => entryOf(bundle).inclusionProof;
  const edits: readonly { title: string; code: FaultCode; edit: (bundle: Editable) => void }[] = [
    { title: "no entry at all (B09)", code: "log-entry-missing", edit: withoutLog },
    {
      title: "a promise that nobody signed (B08)",
      code: "log-promise-invalid",
      edit: (one) =>
        void Object.assign(entryOf(one).inclusionPromise, {
          signedEntryTimestamp: flipBase64(entryOf(one).inclusionPromise.signedEntryTimestamp),
        }),
    },
    {
      title: "a time without the promise that signs it (B09, CVE-2026-48816)",
      code: "log-proof-invalid",
      edit: (one) => void delete entryOf(one).inclusionPromise,
    },
    {
      title: "a moved time (B10)",
      code: "log-promise-invalid",
      edit: (one) =>
        void Object.assign(entryOf(one), { integratedTime: String(Number(entryOf(one).integratedTime) + 1) }),
    },
    {
      title: "a changed hash of the proof (B12)",
      code: "log-checkpoint-invalid",
      edit: (one) => void Object.assign(proofOf(one), { rootHash: flipBase64(proofOf(one).rootHash) }),
    },
    {
      title: "a hash too many (B13)",
      code: "log-inclusion-invalid",
      edit: (one) => void proofOf(one).hashes.push(proofOf(one).rootHash),
    },
    {
      title: "an index beyond the tree (B14)",
      code: "log-proof-invalid",
      edit: (one) => void Object.assign(proofOf(one), { logIndex: proofOf(one).treeSize }),
    },
    {
      title: "a negative index (B14)",
      code: "bundle-malformed",
      edit: (one) => void Object.assign(proofOf(one), { logIndex: "-1" }),
    },
    {
      title: "a tree size that is not the checkpoint's (B15)",
      code: "log-checkpoint-invalid",
      edit: (one) => void Object.assign(proofOf(one), { treeSize: String(Number(proofOf(one).treeSize) + 1) }),
    },
    {
      title: "a checkpoint of another key (B16)",
      code: "log-checkpoint-invalid",
      edit: (one) =>
        editCheckpoint(one, (text) =>
          text.replace(/ (\S)(\S+)\n$/, (_, first: string, rest: string) => ` ${first === "A" ? "B" : "A"}${rest}\n`),
        ),
    },
    {
      title: "a checkpoint without origin (B16)",
      code: "log-checkpoint-invalid",
      edit: (one) => editCheckpoint(one, (text) => text.slice(text.indexOf("\n") + 1)),
    },
    {
      title: "a thousand signatures of a checkpoint (B18)",
      code: "log-checkpoint-invalid",
      edit: (one) => editCheckpoint(one, (text) => text + "— witness.example AAAAAAAA\n".repeat(1000)),
    },
    {
      title: "an entry that is twice in the bundle (B49)",
      code: "log-entry-missing",
      edit: (one) => void one.verificationMaterial.tlogEntries.push(entryOf(one)),
    },
    {
      title: "33 entries (B31, CVE-2024-45395)",
      code: "bundle-malformed",
      edit: (one) => void Object.assign(one.verificationMaterial, { tlogEntries: Array(33).fill(entryOf(one)) }),
    },
    {
      title: "another kind than that of the entry",
      code: "log-entry-mismatch",
      edit: (one) => void Object.assign(entryOf(one).kindVersion, { kind: "dsse" }),
    },
    {
      title: "an entry whose content is no JSON",
      code: "log-entry-mismatch",
      edit: (one) => void Object.assign(entryOf(one), { canonicalizedBody: Buffer.from("{").toString("base64") }),
    },
  ];
  test.each(edits.map((one) => [one.title, one] as const))("refuses %s", async (_, { code, edit }) => {
    await expectFault(code, () => verify(editJson(message, edit)));
  });

  test("takes a checkpoint of Rekor v1 under any name, which its operator chose and nobody signed", async () => {
    const renamed = editJson(message, (one) =>
      editCheckpoint(one, (text) => text.replace("— rekor.invalid", "— some-machine")),
    );
    expect((await verify(renamed)).logEntries[0]?.origin).toMatch(/^rekor\.invalid - /);
  });

  test("ignores signatures of unknown witnesses (B17)", async () => {
    const bundle = editJson(message, (one) => editCheckpoint(one, (text) => `${text}— witness.example AAAAAAAA\n`));
    expect((await verify(bundle)).logEntries).toHaveLength(1);
  });

  test("refuses a log key that had expired, also where only a proof speaks (B48, CVE-2026-54787)", async () => {
    const trust = trustWith((root) => {
      root.tlogs[0].publicKey.validFor = { start: "2020-01-01T00:00:00Z", end: "2020-01-02T00:00:00Z" };
    });
    await expectFault("log-promise-invalid", () => verify(message, { trust }));
    const bare = editJson(message, (one) => {
      delete entryOf(one).inclusionPromise;
      delete entryOf(one).integratedTime;
    });
    expect((await verify(bare)).times).toHaveLength(1);
    await expectFault("log-proof-invalid", () => verify(bare, { trust }));
  });

  test("refuses the inclusion proof of another entry of the same log (B11)", async () => {
    const proof = proofOf(JSON.parse(Buffer.from(statement).toString()));
    const foreign = editJson(message, (one) => void Object.assign(entryOf(one), { inclusionProof: proof }));
    await expectFault("log-inclusion-invalid", () => verify(foreign));
  });

  test("counts one log once, however many are required (B49, CVE-2026-49834)", async () => {
    await expectFault("log-entry-missing", () => verify(message, { minimum: { logEntries: 2 } }));
  });
});

function editCheckpoint(bundle: Editable, edit: (text: string) => string): void {
  const { checkpoint } = entryOf(bundle).inclusionProof;
  checkpoint.envelope = edit(checkpoint.envelope);
}

describe("envelopes and statements", () => {
  const edits: readonly { title: string; code: FaultCode; edit: (bundle: Editable) => void }[] = [
    {
      title: "another payload type (B20)",
      code: "signature-invalid",
      edit: (one) => void Object.assign(one.dsseEnvelope, { payloadType: "application/json" }),
    },
    {
      title: "two signatures (B21)",
      code: "bundle-malformed",
      edit: (one) => void one.dsseEnvelope.signatures.push(one.dsseEnvelope.signatures[0]),
    },
    {
      title: "no signature (B22)",
      code: "bundle-malformed",
      edit: (one) => void Object.assign(one.dsseEnvelope, { signatures: [] }),
    },
    {
      title: "the same signature twice (B23)",
      code: "bundle-malformed",
      edit: (one) => void one.dsseEnvelope.signatures.push({ ...one.dsseEnvelope.signatures[0] }),
    },
    {
      title: "another payload",
      code: "log-entry-mismatch",
      edit: (one) => void Object.assign(one.dsseEnvelope, { payload: Buffer.from("{}").toString("base64") }),
    },
  ];
  test.each(edits.map((one) => [one.title, one] as const))("refuses %s", async (_, { code, edit }) => {
    await expectFault(code, () => verify(editJson(statement, edit)));
  });

  const subjects: readonly { title: string; code: FaultCode; subject: unknown }[] = [
    { title: "a statement about nothing (B26)", code: "statement-malformed", subject: [] },
    {
      title: "a digest in upper case (B28)",
      code: "statement-malformed",
      subject: [{ name: "a", digest: { sha256: FILE.sha256.toUpperCase() } }],
    },
    {
      title: "a digest with a prefix (B28)",
      code: "statement-malformed",
      subject: [{ name: "a", digest: { sha256: `sha256:${FILE.sha256}` } }],
    },
    {
      title: "a name that matches where the digest does not (B29)",
      code: "subject-mismatch",
      subject: [{ name: "file", digest: { sha256: OTHER.sha256 } }],
    },
    {
      title: "a subject that only weak digests name (B27)",
      code: "statement-malformed",
      subject: [{ name: "file", digest: { sha1: "0".repeat(40), md5: "0".repeat(32) } }],
    },
    {
      title: "100,000 subjects (B31)",
      code: "statement-malformed",
      subject: Array(100_000).fill({ digest: { sha256: FILE.sha256 } }),
    },
  ];
  test.each(subjects.map((one) => [one.title, one] as const))("refuses %s", async (_, { code, subject }) => {
    const bundle = await session.signPayload(IN_TOTO, statementAbout(subject));
    await expectFault(code, () => verify(bundle));
  });

  test("refuses a payload that is no statement, for a file", async () => {
    const bundle = await session.signPayload("text/plain", Buffer.from("hello"));
    await expectFault("subject-mismatch", () => verify(bundle));
  });
});

test("an SCT of our own with extensions is accepted, and refused once one of them is another (B07)", async () => {
  const sctExtensions = Buffer.from("an extension that nobody defined");
  const other = createTestForge({ sctExtensions });
  const bundle = await (await other.session()).signDigest(createHash("sha256").update(FILE.bytes).digest());
  const { signer } = await verify(bundle, { trust: other.trust });
  expect(signer.kind === "certificate" && Buffer.from(signer.certificate.der).includes(sctExtensions)).toBe(true);
  const changed = editJson(bundle, (one) => {
    const { certificate } = one.verificationMaterial;
    const der = Buffer.from(certificate.rawBytes, "base64");
    der[der.indexOf(sctExtensions)] = 0x41;
    certificate.rawBytes = der.toString("base64");
  });
  await expectFault("log-entry-mismatch", () => verify(changed, { trust: other.trust }));
});

describe("bundles of other logs", () => {
  test("a Rekor v2 entry without a timestamp has no time (F08)", async () => {
    const own = ownBundle("real-rekor-v2/message/v0.3/the-timestamp-taken-out");
    const trust = parseTrustedRoot(own.trustedRoot);
    await expectFault("signed-time-missing", () => verify(own.bundle, { trust }));
  });
});

describe("managed keys", () => {
  test("a bundle that another client signed verifies as well", async () => {
    const bundle = Buffer.from(JSON.stringify(await signMessage(forge.services, Buffer.from(FILE.bytes))));
    expect((await verify(bundle)).signer.kind).toBe("certificate");
  });

  test("a key verifies what it signed, and no other key does", async () => {
    const own = ownBundle("key-rekor-v1/message/v0.3/as-it-was-signed");
    const { bundle } = own;
    const trust = parseTrustedRoot(own.trustedRoot);
    const artifact = { sha256: describeFile("", Buffer.from(own.artifact)).sha256 };
    const publicKey = readSignerKey(Buffer.from(own.key));
    expect((await verify(bundle, { trust, artifact, signer: { kind: "key", publicKey } })).signer.kind).toBe("key");
    await expectFault("log-entry-mismatch", () =>
      verify(bundle, { trust, artifact, signer: { kind: "key", publicKey: newKey() } }),
    );
    const past = { start: new Date("2020-01-01"), end: new Date("2020-01-02") };
    const expired: ExpectedSigner = { kind: "key", publicKey, validFor: past };
    await expectFault("key-expired", () => verify(bundle, { trust, artifact, signer: expired }));
  });

  test("a key that is valid for a time only needs a time, whichever it is valid for", async () => {
    const own = ownBundle("key-timestamps/message/v0.3/the-timestamp-taken-out");
    const publicKey = readSignerKey(Buffer.from(own.key));
    const order = { trust: parseTrustedRoot(own.trustedRoot), artifact: "unbound" } as const;
    expect((await verify(own.bundle, { ...order, signer: { kind: "key", publicKey } })).times).toEqual([]);
    for (const start of [new Date(0), new Date("2999-01-01")]) {
      const signer: ExpectedSigner = { kind: "key", publicKey, validFor: { start, end: undefined } };
      await expectFault("signed-time-missing", () => verify(own.bundle, { ...order, signer }));
    }
  });
});

test("the cryptography of the Web says of all that is above what Node's says", async () => {
  expect(judged.length).toBeGreaterThan(40);
  const roots = new Map<TrustedRoot, TrustedRoot>();
  for (const { order, verdict } of judged) {
    // A root of its own, which remembers nothing.
    const trust = roots.get(order.trust) ?? structuredClone(order.trust);
    roots.set(order.trust, trust);
    const verified = verifyBundle({ ...order, trust }, webCryptography);
    if (verdict === "accept") await verified;
    else await expectFault(verdict, () => verified);
  }
});
