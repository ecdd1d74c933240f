import { corpus, ownCorpus } from "../../../__tests__/corpus.ts";
import { pep740Attestation, pep740Provenance } from "../../../__tests__/signing/pep740.ts";
import { testRoot } from "../../../__tests__/signing/test-certificates.ts";
import { createTestForge } from "../../../__tests__/signing/test-forge.ts";
import { HELLO, sealTestRelease } from "../../../__tests__/signing/test-release.ts";
import { testStamper, testTimestamp } from "../../../__tests__/signing/test-timestamps.ts";
import { verifyTestCapsule } from "../../../__tests__/signing/verify-test-capsule.ts";
import { nodeCryptography } from "../../../src/crypto/node.ts";
import { readPublicKey } from "../../../src/crypto/public-key.ts";
import { readCapsule } from "../../../src/domain/capsule/read-capsule.ts";
import { formatRootStatement, parseRootStatement } from "../../../src/domain/capsule/root-statement.ts";
import { parseBundle } from "../../../src/domain/sigstore/bundle.ts";
import { bundlesInFile } from "../../../src/domain/sigstore/bundles-in-file.ts";
import { readCertificate } from "../../../src/domain/sigstore/certificate.ts";
import { formatRootsFile, parseRootsFile } from "../../../src/domain/sigstore/roots-file.ts";
import { readSignerKey } from "../../../src/domain/sigstore/signer-key.ts";
import { parseSigningConfig } from "../../../src/domain/sigstore/signing-config.ts";
import { readTimestampToken } from "../../../src/domain/sigstore/timestamp/timestamp-token.ts";
import { parseTrustedRoot } from "../../../src/domain/sigstore/trusted-root.ts";
import { verifyBundle } from "../../../src/domain/sigstore/verify-bundle.ts";
import { parseCheckpoint } from "../../../src/domain/transparency/checkpoint.ts";
import { parseSignedNote } from "../../../src/domain/transparency/signed-note.ts";
import { Fault } from "../../../src/kernel/fault.ts";
import { formatPem } from "../../../src/kernel/pem.ts";
import { corpusSubjects } from "../../tamper/subjects.ts";
import { sampleRoot } from "../../vectors/sample-release.ts";
import type { FuzzTarget } from "../target.ts";
import { chunksOf, corpusFiles, encode, repositoryFile } from "./seeds.ts";

/** What the verifier is given: bundles, roots, notes, certificates, timestamps and capsules. */
export async function sigstoreTargets(): Promise<readonly FuzzTarget[]> {
  return [...formats(), ...(await verifiers()), ...(await capsules())];
}

function formats(): FuzzTarget[] {
  const bundles = corpusFiles("bundles", /as-it-was-signed\.sigstore\.json$/);
  const roots = ["public-good", "github", "staging"].map((name) =>
    repositoryFile(`src/domain/sigstore/trusted-roots/${name}.json`),
  );
  const configs = ["public-good", "staging"].map((name) =>
    repositoryFile(`src/domain/sigstore/signing-configs/${name}.json`),
  );
  const materials = bundles.map((bundle) => JSON.parse(Buffer.from(bundle).toString()).verificationMaterial);
  const certificates = materials.flatMap(({ certificate }) => (certificate ? [fromBase64(certificate.rawBytes)] : []));
  const notes = materials.flatMap(({ tlogEntries = [] }) =>
    tlogEntries.flatMap((entry: { inclusionProof?: { checkpoint: { envelope: string } } }) =>
      entry.inclusionProof ? [encode(entry.inclusionProof.checkpoint.envelope)] : [],
    ),
  );
  const keys = roots.flatMap((root) =>
    (JSON.parse(Buffer.from(root).toString()).tlogs ?? []).map((log: { publicKey: { rawBytes: string } }) =>
      fromBase64(log.publicKey.rawBytes),
    ),
  );
  const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString();
  const lines = Buffer.from(bundles.map((bundle) => JSON.stringify(JSON.parse(text(bundle)))).join("\n"));
  const attestations = bundles
    .filter((bundle) => text(bundle).includes('"dsseEnvelope"') && text(bundle).includes('"certificate"'))
    .map(pep740Attestation);
  const index = encode(JSON.stringify(pep740Provenance(attestations)));
  const timestamps = materials.flatMap(({ timestampVerificationData: data }) =>
    (data?.rfc3161Timestamps ?? []).map((one: { signedTimestamp: string }) => fromBase64(one.signedTimestamp)),
  );
  const made = madeTimestamp();
  return [
    { name: "sigstore/bundle", seeds: bundles, read: parseBundle },
    { name: "sigstore/bundles-in-file", seeds: [...bundles, new Uint8Array(lines), index], read: bundlesInFile },
    { name: "sigstore/trusted-root", seeds: roots, read: parseTrustedRoot },
    { name: "sigstore/signing-config", seeds: configs, read: parseSigningConfig },
    { name: "sigstore/roots-file", seeds: [carriedRoot(roots[0] as Uint8Array)], read: parseRootsFile },
    { name: "sigstore/certificate", seeds: certificates, read: readCertificate },
    {
      name: "sigstore/signer-key",
      seeds: keys.map((key) => encode(formatPem(key, "PUBLIC KEY"))),
      read: readSignerKey,
    },
    { name: "crypto/public-key", seeds: keys, read: readPublicKey },
    { name: "sigstore/timestamp-token", seeds: [...timestamps, made], read: readTimestampToken },
    { name: "transparency/checkpoint", seeds: notes, read: (bytes) => parseCheckpoint(text(bytes)) },
    { name: "transparency/note", seeds: notes, read: (bytes) => parseSignedNote(text(bytes)) },
  ];
}

/** The verifier, with the root and the signer of each genuine bundle. */
async function verifiers(): Promise<FuzzTarget[]> {
  const beside = corpus("bundles");
  const subjects = (await Promise.all([ownCorpus("bundles"), ...(beside ? [beside] : [])].map(corpusSubjects))).flat();
  const seeds = subjects.map(({ bundle }) => encode(bundle));
  const trusts = [...new Map(subjects.map((subject) => [subject.trust, subject])).values()];
  return [
    {
      name: "sigstore/verify",
      seeds,
      read: (bytes) =>
        inTurn(trusts, ({ trust, signer }) =>
          verifyBundle({ bundle: parseBundle(bytes), trust, signer, artifact: "unbound" }, nodeCryptography),
        ),
    },
  ];
}

/** Read by the first that reads it, else refused as by the last. Only a `Fault` lets the next one try. */
async function inTurn<T>(all: readonly T[], read: (one: T) => unknown): Promise<unknown> {
  let refusal: unknown;
  for (const one of all) {
    try {
      return await read(one);
    } catch (error) {
      if (!(error instanceof Fault) || error.code === "internal") throw error;
      refusal = error;
    }
  }
  throw refusal;
}

async function capsules(): Promise<FuzzTarget[]> {
  const forge = createTestForge();
  const capsule = await sealTestRelease({ session: await forge.session() });
  const vectors = ["small", "every-kind"].map((name) => repositoryFile(`docs/vectors/accept/${name}.capsule`));
  return [
    {
      name: "capsule/read",
      seeds: [capsule, ...vectors],
      read: (bytes) => readCapsule(chunksOf(bytes), nodeCryptography),
    },
    { name: "capsule/root", seeds: [formatRootStatement(sampleRoot())], read: parseRootStatement },
    {
      name: "capsule/verify",
      seeds: [capsule, ...vectors],
      read: async (bytes) => {
        const { verdict, failures } = await verifyTestCapsule(bytes, forge.trustedRoot, {
          assets: [{ name: HELLO.name, sha256: HELLO.sha256 }],
        });
        const [failure] = failures;
        if (verdict !== "verified" && failure !== undefined) throw failure;
      },
    },
  ];
}

function madeTimestamp(): Uint8Array {
  const issuer = testRoot();
  const stamper = testStamper(issuer);
  return testTimestamp(encode("signed"), { stamper, issuer });
}

function carriedRoot(trustedRoot: Uint8Array): Uint8Array {
  const files = {
    "2.root.json": "{}",
    "timestamp.json": "{}",
    "targets/trusted_root.json": Buffer.from(trustedRoot).toString(),
  };
  const versions = { root: 2, timestamp: 1, snapshot: 1, targets: 1 };
  return formatRootsFile([
    {
      instance: "public-good",
      repository: "https://tuf.example",
      fetched: "2026-11-20T00:00:00Z",
      versions,
      sha256: "a".repeat(64),
      files,
    },
  ]);
}

function fromBase64(text: string): Uint8Array {
  return new Uint8Array(Buffer.from(text, "base64"));
}
