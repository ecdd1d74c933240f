import { createPublicKey } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { ArtifactDigests } from "../../src/domain/sigstore/artifact-digests.ts";
import { parseBundle } from "../../src/domain/sigstore/bundle.ts";
import type { CertificateFacts } from "../../src/domain/sigstore/certificate-facts.ts";
import { parseTrustedRoot } from "../../src/domain/sigstore/trusted-root.ts";
import type { ExpectedSigner } from "../../src/domain/sigstore/verify-bundle.ts";
import { verifyBundle } from "../../src/domain/sigstore/verify-bundle.ts";
import { bytesSource } from "../../src/kernel/byte-source.ts";
import { hashSource } from "../../src/kernel/digest.ts";
import { Fault } from "../../src/kernel/fault.ts";

/** One line of a corpus's `index.json`. Paths are relative to the corpus. */
export interface CorpusCase {
  readonly id: string;
  readonly bundle: string;
  readonly artifact?: string;
  /** `sha256:` and hex, where no file is there. */
  readonly artifact_digest?: string;
  readonly trusted_root: string;
  /** PEM. */
  readonly key?: string;
  readonly thresholds?: { readonly tlog?: number; readonly ctlog?: number; readonly tsa?: number };
  readonly verify_mode?: string;
  readonly policy?: CorpusPolicy | null;
  readonly expect: "accept" | "reject" | "either";
}

interface CorpusPolicy {
  readonly san?: string;
  readonly sanPrefix?: string;
  readonly issuer?: string;
  readonly sourceRepositoryURI?: string;
  readonly sourceRepositoryRef?: string;
}

/** `accept`, or the fault; anything that is no fault is thrown on, because it is a defect. */
export async function runCase(folder: string, one: CorpusCase): Promise<"accept" | Fault> {
  try {
    const file = (path: string) => new Uint8Array(readFileSync(join(folder, path)));
    const artifact = await artifactOf(one, file);
    verifyBundle({
      bundle: parseBundle(file(one.bundle)),
      trust: parseTrustedRoot(file(one.trusted_root)),
      signer: expectedSigner(one, file),
      artifact,
      minimum: { logEntries: one.thresholds?.tlog ?? 0 },
    });
    return "accept";
  } catch (error) {
    if (error instanceof Fault && error.code !== "internal") return error;
    throw error;
  }
}

/** Digests of the case's file; the file itself is never needed. */
export async function artifactOf(
  one: CorpusCase,
  file: (path: string) => Uint8Array,
): Promise<ArtifactDigests | "statement-only"> {
  if (one.verify_mode === "envelope-only") return "statement-only";
  const [algorithm, hex] = one.artifact_digest?.split(":") ?? [];
  if (algorithm !== undefined && hex !== undefined) return { [algorithm]: hex };
  return hashSource(bytesSource(file(one.artifact ?? "")), ["sha256", "sha384", "sha512"]);
}

/** Who the case says must have signed. */
export function expectedSigner(one: CorpusCase, file: (path: string) => Uint8Array): ExpectedSigner {
  if (one.key !== undefined) {
    try {
      return { kind: "key", publicKey: createPublicKey(Buffer.from(file(one.key))) };
    } catch (cause) {
      throw new Fault("key-malformed", "the public key could not be understood", { cause });
    }
  }
  return { kind: "certificate", check: (certificate) => checkPolicy(certificate, one.policy ?? {}) };
}

function checkPolicy(certificate: CertificateFacts, policy: CorpusPolicy): void {
  const { subjectAlternativeName: name, issuer, extensions } = certificate;
  const holds = [
    policy.san === undefined || policy.san === name.value,
    policy.sanPrefix === undefined || name.value.startsWith(policy.sanPrefix),
    policy.issuer === undefined || policy.issuer === issuer,
    policy.sourceRepositoryURI === undefined || policy.sourceRepositoryURI === extensions.sourceRepositoryUri,
    policy.sourceRepositoryRef === undefined || policy.sourceRepositoryRef === extensions.sourceRepositoryRef,
  ];
  if (!holds.every(Boolean)) throw new Fault("identity-mismatch", "the signer is not the one of the case");
}
