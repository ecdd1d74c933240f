import { createHash } from "node:crypto";
import { nodeCryptography } from "../../src/crypto/node.ts";
import { readCertificate } from "../../src/domain/sigstore/certificate.ts";
import type { SourceFacts } from "../../src/domain/source/source-facts.ts";
import type { CollectedAsset } from "../../src/journeys/seal/order/seal-order.ts";
import { signEvidence } from "../../src/journeys/seal/sign/sign-evidence.ts";
import { signRoot } from "../../src/journeys/seal/sign/sign-root.ts";
import { writeChecksums } from "../../src/journeys/seal/sign/write-checksums.ts";
import { writeProvenance } from "../../src/journeys/seal/sign/write-provenance.ts";
import { createLocalSigstore } from "../../src/services/local/local-sigstore.ts";
import { instanceFromSigningConfig } from "../../src/services/sigstore/instances.ts";
import { createKeylessSigner } from "../../src/services/sigstore/keyless-signer.ts";
import { systemClock } from "../../src/world/clock.ts";
import { inTurns, type Row } from "./row.ts";

const LATENCY_MS = 100;
const ASSETS = 100;
const SILENT = { step() {}, advance() {}, warn() {}, done() {} };

/** From the token to the signed root, with services that answer after 100 ms; without SBOM, packing and verification. */
export async function measureSign(): Promise<Row[]> {
  const assets = Array.from({ length: ASSETS }, (_, index) => asset(`tool-${String(index).padStart(3, "0")}.tar.gz`));
  const times = await inTurns(3, {
    each: () => signRelease(assets, assets),
    once: () => signRelease(assets, []),
  });
  const row = (mode: string, time: number, limit: number): Row => ({
    work: `sign ${ASSETS} assets (\`${mode}\`), ${LATENCY_MS} ms service latency`,
    measured: `${time.toFixed(2)} s`,
    reference: `four round trips: ${((4 * LATENCY_MS) / 1000).toFixed(1)} s`,
    budget: `≤ ${limit} s`,
    within: time <= limit,
  });
  return [row("each", times.each, 0.9), row("once", times.once, 0.5)];
}

async function signRelease(assets: readonly CollectedAsset[], signed: readonly CollectedAsset[]): Promise<void> {
  const sigstore = createLocalSigstore({ clock: systemClock });
  const slowly = async <T>(answer: () => Promise<T>): Promise<T> => {
    await systemClock.sleep(LATENCY_MS);
    return await answer();
  };
  const session = await createKeylessSigner({
    crypto: nodeCryptography,
    instance: instanceFromSigningConfig(sigstore.signingConfig, systemClock.now(), "local"),
    tokens: { token: (audience) => slowly(() => sigstore.tokens.token(audience)) },
    http: { request: (request) => slowly(() => sigstore.http.request(request)) },
    clock: systemClock,
    trust: { trustedRoots: async () => [{ bytes: sigstore.trustedRoot, origin: "local", dated: undefined }] },
  }).open();
  const checksums = writeChecksums(assets);
  const provenance = writeProvenance(FACTS, { assets, images: [] }, readCertificate(session.identity.certificate));
  const entries = await signEvidence({ assets: signed, checksums, provenance, statements: [] }, session, SILENT);
  const previous = { none: "first-release", reason: "measured" } as const;
  await signRoot(
    {
      facts: FACTS,
      assets,
      images: [],
      entries: [...checksums, ...entries],
      inputs: [],
      previous,
      backfill: undefined,
    },
    session,
  );
}

const FACTS: SourceFacts = {
  name: "tool",
  version: "1.0.0",
  versioning: "semver",
  tag: null,
  commit: null,
  repository: null,
  repositoryId: null,
  ownerId: null,
  runUri: null,
  ref: null,
  dirty: null,
  epoch: 0,
};

function asset(name: string): CollectedAsset {
  const digest = (algorithm: string) => createHash(algorithm).update(name).digest("hex");
  return { name, size: 1, sha256: digest("sha256"), sha512: digest("sha512"), path: `/${name}`, revision: name };
}
