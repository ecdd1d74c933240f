import { beforeAll, describe, expect, test } from "vitest";
import { nodeCryptography } from "../../../src/crypto/node.ts";
import { sha256Hex } from "../../../src/crypto/node-digest.ts";
import type { EvidenceEntry } from "../../../src/domain/capsule/build-root.ts";
import { readCertificate } from "../../../src/domain/sigstore/certificate.ts";
import { parseTrustedRoot } from "../../../src/domain/sigstore/trusted-root.ts";
import type { ClaimId } from "../../../src/domain/verification/claim.ts";
import { CLAIM_IDS } from "../../../src/domain/verification/claim.ts";
import { identityFlags } from "../../../src/domain/verification/identity/identity-flags.ts";
import { surroundings } from "../../../src/doors/wire.ts";
import { gzipCanonical } from "../../../src/kernel/archives/gzip.ts";
import type { FaultCode } from "../../../src/kernel/fault-codes.ts";
import type { CertifiedSession } from "../../../src/ports/signer.ts";
import { quietProgress } from "../../quiet-progress.ts";
import { describeFile } from "../../signing/test-asset.ts";
import { createTestForge, type TestForge } from "../../signing/test-forge.ts";
import {
  assetSignature,
  checksumsOf,
  HELLO,
  provenanceOf,
  sbomOf,
  sealTestRelease,
  signatureOf,
  type TestRelease,
  TOOL,
} from "../../signing/test-release.ts";
import { claimOf, verifyTestCapsule } from "../../signing/verify-test-capsule.ts";

let forge: TestForge;
let session: CertifiedSession;
let genuine: Uint8Array;

beforeAll(async () => {
  forge = createTestForge();
  session = await forge.session();
  genuine = await sealTestRelease({ session });
});

describe("a genuine capsule", () => {
  test("verifies, and every claim is stated once in its order", async () => {
    const verification = await verifyTestCapsule(genuine, forge.trustedRoot);
    expect(verification.claims.filter(({ status }) => status === "failed")).toEqual([]);
    expect(verification.verdict).toBe("verified");
    expect(verification.exitCode).toBe(0);
    expect(verification.claims.map(({ id }) => id)).toEqual([...CLAIM_IDS]);
    expect(verification.root?.statement.predicate.release.version).toBe("1.2.3");
  });

  test("is incomplete where no asset was looked at, and sound where only evidence was asked for", async () => {
    const nothing = await verifyTestCapsule(genuine, forge.trustedRoot, { assets: [] });
    expect([nothing.verdict, nothing.exitCode]).toEqual(["incomplete", 3]);
    const evidence = await verifyTestCapsule(genuine, forge.trustedRoot, { assets: [], evidenceOnly: true });
    expect([evidence.verdict, evidence.exitCode]).toEqual(["verified", 0]);
    expect(claimOf(evidence, "assets").status).toBe("not-checked");
  });

  test("is incomplete with --all where an asset is absent (S14)", async () => {
    const verification = await verifyTestCapsule(genuine, forge.trustedRoot, {
      assets: [{ name: HELLO.name, sha256: HELLO.sha256 }],
      all: true,
    });
    expect(claimOf(verification, "assets").status).toBe("missing");
    expect(verification.exitCode).toBe(3);
  });

  test("accepts a renamed asset by its digest and says its sealed name (B30)", async () => {
    const verification = await verifyTestCapsule(genuine, forge.trustedRoot, {
      assets: [{ name: "renamed.txt", sha256: HELLO.sha256 }],
    });
    expect(verification.exitCode).toBe(0);
    expect(verification.assets[0]).toMatchObject({ sealedName: "hello.txt", status: "renamed" });
    expect(claimOf(verification, "assets").reason).toContain("1 of them under another name");
  });

  test.each(["HELLO.TXT", "hello.txt.", "hello.txt ", "ｈello.txt"])(
    "refuses the bytes of one asset as %j, which some consumer takes for another (X10)",
    async (name) => {
      const as = (sha256: string) => verifyTestCapsule(genuine, forge.trustedRoot, { assets: [{ name, sha256 }] });
      expect(claimOf(await as(TOOL.sha256), "assets").code).toBe("digest-mismatch");
      expect((await as(HELLO.sha256)).assets[0]).toMatchObject({ status: "renamed" });
    },
  );

  test("reports the digest of the bytes that were verified, and reads them once (X15)", async () => {
    let passes = 0;
    const source = {
      size: genuine.length,
      async read(into: Uint8Array, position: number) {
        if (position === 0) passes += 1;
        const part = (passes === 1 ? genuine : new Uint8Array(genuine.length)).subarray(
          position,
          position + into.length,
        );
        into.set(part);
        return part.length;
      },
    };
    const capsule = { bytes: source, fileName: "octo-tool-1.2.3.capsule" };
    const found = await verifyTestCapsule(genuine, forge.trustedRoot, { capsule });
    expect([found.exitCode, found.capsuleSha256, passes]).toEqual([0, sha256Hex(genuine), 1]);
  });

  test("says that an unreadable file is no rejection, unless something else is false", async () => {
    const gone = { path: "/nowhere/hello.txt" };
    const unreadable = await verifyTestCapsule(genuine, forge.trustedRoot, { assets: [gone] });
    expect([unreadable.exitCode, unreadable.failures.map(({ code }) => code)]).toEqual([4, ["file-missing"]]);
    const both = await verifyTestCapsule(genuine, forge.trustedRoot, {
      assets: [gone, { name: "hello.txt", sha256: TOOL.sha256 }],
    });
    expect(both.exitCode).toBe(1);
  });

  test("is not verified by a name that says nothing about the release", async () => {
    const capsule = { bytes: source(genuine), fileName: "download" };
    const verification = await verifyTestCapsule(genuine, forge.trustedRoot, { capsule });
    expect(claimOf(verification, "release").status).toBe("not-checked");
    expect(verification.exitCode).toBe(3);
    const named = await verifyTestCapsule(genuine, forge.trustedRoot, {
      capsule,
      release: { name: "octo-tool", version: "1.2.3" },
    });
    expect(named.exitCode).toBe(0);
  });
});

describe("trust and signers", () => {
  test("the flags that a release of a reusable workflow needs are those that VERIFY.md prints (O10, B40)", async () => {
    const signerWorkflow = "octo-org/shared/.github/workflows/sign.yml@refs/tags/v2";
    const reusable = await forge.session({ signerWorkflow });
    const capsule = await sealTestRelease({ session: reusable });
    const flags = identityFlags(readCertificate(reusable.identity.certificate), "v1.2.3");
    expect(flags).toEqual(["--repository", "octo-org/octo-tool", "--signer-workflow", signerWorkflow]);
    expect((await verifyTestCapsule(capsule, forge.trustedRoot)).exitCode).toBe(1);
    const identity = {
      kind: "repository",
      repository: "https://github.com/octo-org/octo-tool",
      signerWorkflow: {
        repository: "https://github.com/octo-org/shared",
        path: ".github/workflows/sign.yml",
        ref: "refs/tags/v2",
      },
    } as const;
    expect((await verifyTestCapsule(capsule, forge.trustedRoot, { identity })).exitCode).toBe(0);
  });

  test("offline, the built-in roots serve, and their date is told (F13)", async () => {
    const { trust } = await surroundings("/", process.stderr).verifyPorts({
      trustedRoot: undefined,
      instances: ["public-good", "github"],
      progress: quietProgress(),
    });
    const roots = await trust.trustedRoots();
    expect(roots.map(({ dated }) => /^\d{4}-\d{2}-\d{2}$/.test(dated ?? ""))).toEqual([true, true]);
    expect(roots.every(({ bytes }) => parseTrustedRoot(bytes).authorities.length > 0)).toBe(true);
  });

  test("a defect of the verifier is never a verdict (B52, CVE-2026-44310)", async () => {
    const broken = new Proxy(
      {},
      {
        get: () => {
          throw new TypeError("defect");
        },
      },
    ) as never;
    await expect(verifyTestCapsule(broken, forge.trustedRoot)).rejects.toThrow(TypeError);
  });
});

describe("assets", () => {
  test.each([
    ["another file under a sealed name (B01)", { name: "hello.txt", sha256: describeFile("x", "x").sha256 }],
    ["the bytes of another asset under a sealed name (B54)", { name: "hello.txt", sha256: TOOL.sha256 }],
    [
      "another file under a sealed name in other letters (X10)",
      { name: "Hello.TXT", sha256: describeFile("x", "x").sha256 },
    ],
    [
      "another file under the name of a document",
      { name: "octo-tool-1.2.3.intoto.jsonl", sha256: describeFile("x", "x").sha256 },
    ],
    ["a file that differs in one of its digests", { name: "hello.txt", sha256: HELLO.sha256, sha512: TOOL.sha512 }],
  ])("refuses %s", async (_, asset) => {
    const verification = await verifyTestCapsule(genuine, forge.trustedRoot, { assets: [asset] });
    expect(claimOf(verification, "assets")).toMatchObject({ status: "failed", code: "digest-mismatch" });
    expect(verification.exitCode).toBe(1);
  });
});

interface Attack {
  readonly title: string;
  readonly claim: ClaimId;
  readonly code: FaultCode;
  /** The capsule of the attacker. */
  readonly release: () => TestRelease | Promise<TestRelease>;
}

const other = { repository: "mallory/octo-tool", repositoryId: "666", ownerId: "667" };

const attacks: readonly Attack[] = [
  {
    title: "a root signed by another repository (B55)",
    claim: "root",
    code: "identity-mismatch",
    release: async () => ({ session: await forge.session(other) }),
  },
  {
    title: "a root signed on a branch named like the tag (B42)",
    claim: "root",
    code: "identity-mismatch",
    release: async () => ({ session: await forge.session({ ref: "refs/heads/v1.2.3" }) }),
  },
  {
    title: "a root signed for another tag (B41)",
    claim: "root",
    code: "identity-mismatch",
    release: async () => ({ session: await forge.session({ ref: "refs/tags/v1.2" }) }),
  },
  {
    title: "a root signed in a run that a pull request started",
    claim: "root",
    code: "identity-mismatch",
    release: async () => ({ session: await forge.session({ event: "pull_request_target" }) }),
  },
  {
    title: "a root signed by a workflow of another repository (B40)",
    claim: "root",
    code: "identity-mismatch",
    release: async () => ({
      session: await forge.session({ signerWorkflow: "mallory/tools/.github/workflows/sign.yml@refs/heads/main" }),
    }),
  },
  {
    title: "a root of the same workflow that states another commit than its certificate (B44)",
    claim: "root",
    code: "identity-mismatch",
    release: () => ({ session, root: withRelease({ commit: "0".repeat(40) }) }),
  },
  {
    title: "a root that states another repository id than its certificate",
    claim: "root",
    code: "source-contradiction",
    release: () => ({ session, root: withRelease({ repositoryId: "75" }) }),
  },
  {
    title: "a root that states no run where its certificate names one",
    claim: "root",
    code: "source-contradiction",
    release: () => ({ session, root: withRelease({ runUri: null }) }),
  },
  {
    title: "a root signed in another run than its evidence",
    claim: "evidence",
    code: "identity-mismatch",
    release: async () => ({
      session,
      rootSession: await forge.session({ runId: "8123456790" }),
      root: withRelease({ runUri: "https://github.com/octo-org/octo-tool/actions/runs/8123456790/attempts/1" }),
    }),
  },
  {
    title: "a genuine older capsule offered as newer (B53)",
    claim: "release",
    code: "release-mismatch",
    release: async () => ({ session: await forge.session({ ref: "refs/tags/v1.2.2" }), version: "1.2.2" }),
  },
  {
    title: "evidence that was omitted (A24)",
    claim: "archive",
    code: "capsule-not-closed",
    release: () => ({ session, packed: (entries) => void entries.delete("provenance.sigstore.json") }),
  },
  {
    title: "evidence that was added (A24)",
    claim: "archive",
    code: "capsule-not-closed",
    release: () => ({
      session,
      packed: (entries) => void entries.set(`evidence/${"0".repeat(64)}.json`, Buffer.from("{}")),
    }),
  },
  {
    title: "a checksum list that was changed after it was signed (S17)",
    claim: "evidence",
    code: "evidence-differs",
    release: () => ({ session, packed: (entries) => void entries.set("checksums.txt", checksumsOf([TOOL], "sha256")) }),
  },
  {
    title: "a signature of an asset that is over another asset",
    claim: "evidence",
    code: "digest-mismatch",
    release: () => ({
      session,
      entries: replace(async () => ({
        ...(await assetSignature(session, HELLO)),
        bytes: (await assetSignature(session, TOOL)).bytes,
      })),
    }),
  },
  {
    title: "provenance of another run",
    claim: "provenance",
    code: "identity-mismatch",
    release: async () => {
      const run = await forge.session({ runId: "8123456791" });
      return { session, entries: replace(() => provenanceOf(run, [HELLO, TOOL])) };
    },
  },
  {
    title: "provenance of one attempt of the run that states the attempt of the root (B55)",
    claim: "provenance",
    code: "provenance-contradiction",
    release: async () => {
      const again = await forge.session({ runAttempt: "2" });
      return { session: again, entries: replace(() => provenanceOf(session, [HELLO, TOOL], again)) };
    },
  },
  {
    title: "a root of one attempt of the run that states another (B55)",
    claim: "root",
    code: "source-contradiction",
    release: async () => ({ session, rootSession: await forge.session({ runAttempt: "2" }) }),
  },
  {
    title: "provenance about fewer files than the release has",
    claim: "provenance",
    code: "provenance-contradiction",
    release: () => ({ session, entries: replace(() => provenanceOf(session, [HELLO])) }),
  },
  {
    title: "provenance that is no statement",
    claim: "provenance",
    code: "statement-malformed",
    release: () => ({
      session,
      entries: replace(async () => ({ ...(await assetSignature(session, HELLO)), name: "provenance.sigstore.json" })),
    }),
  },
  {
    title: "provenance with another predicate type (B24)",
    claim: "provenance",
    code: "provenance-malformed",
    release: () => ({
      session,
      entries: replace(async () => {
        const subject = [HELLO, TOOL].map(({ name, sha256 }) => ({ name, digest: { sha256 } }));
        const statement = {
          _type: "https://in-toto.io/Statement/v1",
          subject,
          predicateType: "https://example.com/p",
          predicate: {},
        };
        const bytes = await session.signPayload("application/vnd.in-toto+json", Buffer.from(JSON.stringify(statement)));
        return { name: "provenance.sigstore.json", bytes, mediaType: "application/json" };
      }),
    }),
  },
  {
    title: "a signature of an asset that is a statement",
    claim: "evidence",
    code: "bundle-malformed",
    release: () => ({
      session,
      entries: replace(async () => ({
        ...(await provenanceOf(session, [HELLO])),
        name: (await assetSignature(session, HELLO)).name,
        subject: HELLO.sha256,
      })),
    }),
  },
  {
    title: "a checksum list that leaves an asset out",
    claim: "checksums",
    code: "checksums-disagree",
    release: () => ({ session, entries: withChecksums(checksumsOf([HELLO], "sha256")) }),
  },
  {
    title: "a checksum list with the digest of another file",
    claim: "checksums",
    code: "checksums-disagree",
    release: () => ({
      session,
      entries: withChecksums(checksumsOf([HELLO, { ...TOOL, sha256: HELLO.sha256 }], "sha256")),
    }),
  },
  {
    title: "a checksum list that another run signed (S17)",
    claim: "checksums",
    code: "identity-mismatch",
    release: async () => {
      const run = await forge.session({ runId: "9" });
      const list = { name: "checksums.txt", bytes: checksumsOf([HELLO, TOOL], "sha256") };
      return { session, entries: replace(() => signatureOf(run, list)) };
    },
  },
  {
    title: "an SBOM with a second digest (X13)",
    claim: "sbom",
    code: "sbom-subject",
    release: () => ({ session, entries: withSbom(sbomWith({ alg: "SHA-256", content: TOOL.sha256 })) }),
  },
  {
    title: "an SBOM with a false SHA-512 (X13)",
    claim: "sbom",
    code: "sbom-subject",
    release: () => ({ session, entries: withSbom(sbomWith({ alg: "SHA-512", content: TOOL.sha512 })) }),
  },
  {
    title: "an SBOM of another file",
    claim: "sbom",
    code: "sbom-subject",
    release: () => ({ session, entries: withSbom(sbomOf(TOOL.sha256)) }),
  },
  {
    title: "an SBOM that claims to be complete and lists nothing",
    claim: "sbom",
    code: "sbom-empty",
    release: () => ({ session, entries: withSbom(sbomOf(HELLO.sha256, [])) }),
  },
];

describe("attacks", () => {
  test.each(attacks.map((attack) => [attack.title, attack] as const))(
    "refuses %s",
    async (_, { claim, code, release }) => {
      const capsule = await sealTestRelease(await release());
      const verification = await verifyTestCapsule(capsule, forge.trustedRoot);
      expect(claimOf(verification, claim)).toMatchObject({ status: "failed", code });
      expect([verification.verdict, verification.exitCode]).toEqual(["rejected", 1]);
    },
  );

  test("takes evidence of another attempt of the run, and says that the provenance is of one (B55)", async () => {
    const rootSession = await forge.session({ runAttempt: "2" });
    const { runInvocationUri } = readCertificate(rootSession.identity.certificate).extensions;
    const root = withRelease({ runUri: runInvocationUri ?? null });
    const found = await verifyTestCapsule(await sealTestRelease({ session, rootSession, root }), forge.trustedRoot);
    expect(found.verdict).toBe("verified");
    expect(claimOf(found, "provenance").reason).toMatch(
      /certificate says, in another attempt of the run than the root's$/,
    );
    const plain = await verifyTestCapsule(genuine, forge.trustedRoot);
    expect(claimOf(plain, "provenance").reason).toMatch(/as its certificate says$/);
  });

  test("refuses a root that was swapped for that of another release", async () => {
    const { readCapsule } = await import("../../../src/domain/capsule/read-capsule.ts");
    const { packCapsule } = await import("../../../src/domain/capsule/pack.ts");
    const older = await sealTestRelease({
      session: await forge.session({ ref: "refs/tags/v1.2.2" }),
      version: "1.2.2",
    });
    const [mine, theirs] = [
      await readCapsule(chunks(genuine), nodeCryptography),
      await readCapsule(chunks(older), nodeCryptography),
    ];
    const swapped = packCapsule({ root: theirs.root, entries: mine.entries }, gzipCanonical);
    const verification = await verifyTestCapsule(swapped, forge.trustedRoot);
    expect(verification.claims.filter(({ status }) => status === "failed").map(({ id }) => id)).toContain("release");
    expect(verification.exitCode).toBe(1);
  });

  test("refuses a capsule of another instance, whose trusted root it carries", async () => {
    const evil = createTestForge();
    const capsule = await sealTestRelease({
      session: await evil.session(),
      entries: (entries) => [
        ...entries,
        { name: "trust/snapshot.trusted_root.json", bytes: evil.trustedRoot, mediaType: "application/json" },
      ],
    });
    const verification = await verifyTestCapsule(capsule, forge.trustedRoot);
    expect(claimOf(verification, "root").status).toBe("failed");
    expect(verification.root).toBeUndefined();
    expect(claimOf(verification, "assets").status).toBe("not-checked");
  });
});

function withRelease(changes: Partial<Parameters<NonNullable<TestRelease["root"]>>[0]["predicate"]["release"]>) {
  return (root: Parameters<NonNullable<TestRelease["root"]>>[0]) => ({
    ...root,
    predicate: { ...root.predicate, release: { ...root.predicate.release, ...changes } },
  });
}

/** Puts an entry in the place of the honest one of the same name. */
function replace(make: () => Promise<EvidenceEntry>) {
  return async (entries: EvidenceEntry[]) => {
    const entry = await make();
    return entries.map((one) => (one.name === entry.name ? entry : one));
  };
}

/** Another checksum list, properly signed by the same run. */
function withChecksums(bytes: Uint8Array) {
  return async (entries: EvidenceEntry[]) => {
    const signature = await signatureOf(session, { name: "checksums.txt", bytes });
    return entries.map((one) =>
      one.name === "checksums.txt" ? { ...one, bytes } : one.name === signature.name ? signature : one,
    );
  };
}

function withSbom(bytes: Uint8Array) {
  return (entries: EvidenceEntry[]) =>
    entries.map((one) => (one.name === `sbom/${HELLO.sha256}.cdx.json` ? { ...one, bytes } : one));
}

async function* chunks(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

function source(bytes: Uint8Array) {
  return { size: bytes.length, read: async (into: Uint8Array, at: number) => Buffer.from(bytes).copy(into, 0, at) };
}

/** An SBOM of hello.txt that states one more digest. */
function sbomWith(hash: { readonly alg: string; readonly content: string }): Uint8Array {
  const document = JSON.parse(Buffer.from(sbomOf(HELLO.sha256)).toString());
  document.metadata.component.hashes.push(hash);
  return Buffer.from(JSON.stringify(document));
}
