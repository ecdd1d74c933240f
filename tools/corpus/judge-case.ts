import type { Cryptography } from "../../src/crypto/cryptography.ts";
import { hashSource } from "../../src/crypto/hash-source.ts";
import { parseStatement } from "../../src/domain/attestation/statement.ts";
import type { ArtifactDigests } from "../../src/domain/sigstore/artifact-digests.ts";
import { parseBundle } from "../../src/domain/sigstore/bundle.ts";
import type { ExpectedSigner } from "../../src/domain/sigstore/bundle-to-verify.ts";
import type { CertificateFacts } from "../../src/domain/sigstore/certificate-facts.ts";
import { readSignerKey } from "../../src/domain/sigstore/signer-key.ts";
import { parseTrustedRoot } from "../../src/domain/sigstore/trusted-root.ts";
import type { VerifiedContent } from "../../src/domain/sigstore/verified-bundle.ts";
import { verifyBundle } from "../../src/domain/sigstore/verify-bundle.ts";
import { bytesSource } from "../../src/kernel/byte-source.ts";
import { Fault } from "../../src/kernel/fault.ts";

/** One line of a corpus's `index.json`. Paths are absolute, or relative to the corpus. */
export interface CorpusCase {
  readonly id: string;
  readonly bundle: string;
  readonly artifact?: string | null;
  /** `sha256:` and hex, where no file is there. */
  readonly artifact_digest?: string | null;
  readonly trusted_root: string;
  /** PEM. */
  readonly key?: string | null;
  readonly key_valid?: { readonly start: string; readonly end?: string };
  readonly predicateType?: string;
  readonly thresholds?: { readonly tlog?: number; readonly ctlog?: number; readonly tsa?: number };
  readonly verify_mode?: string;
  readonly policy?: CorpusPolicy | null;
  readonly expect: "accept" | "reject" | "either";
}

/** Expected texts; beside these, any extension of the certificate by its name, for example `sourceRepositoryURI`. */
type CorpusPolicy = Readonly<Record<string, string>>;

/** Gives the bytes of a file of the corpus. */
export type FileOfCase = (path: string) => Uint8Array;

/** `accept`, or the fault; anything that is not a fault is thrown on, because it is a defect. Nothing here is of Node alone. */
export async function judgeCase(one: CorpusCase, file: FileOfCase, crypto: Cryptography): Promise<"accept" | Fault> {
  try {
    const trust = parseTrustedRoot(file(one.trusted_root));
    const { content } = await verifyBundle(
      {
        ...{ bundle: parseBundle(file(one.bundle)), trust },
        signer: expectedSigner(one, file),
        artifact: await artifactOf(one, file, crypto),
        message: typeof one.artifact === "string" ? file(one.artifact) : undefined,
        // As the protocol of `verify-bundle` has it: of a key what the root asks of a certificate.
        minimum: { logEntries: Math.max(one.thresholds?.tlog ?? 0, trust.requires.logEntries) },
      },
      crypto,
    );
    if (typeof one.predicateType === "string") requirePredicate(content, one.predicateType);
    return "accept";
  } catch (error) {
    if (error instanceof Fault && error.code !== "internal") return error;
    throw error;
  }
}

function requirePredicate(content: VerifiedContent, expected: string): void {
  const found = content.kind === "dsse" ? parseStatement(content.payload).predicateType : undefined;
  if (found !== expected) throw new Fault("subject-mismatch", "the statement has another predicate type than the case");
}

/** Digests of the case's file. */
export async function artifactOf(
  one: CorpusCase,
  file: FileOfCase,
  crypto: Cryptography,
): Promise<ArtifactDigests | "unbound"> {
  if (one.verify_mode === "envelope-only") return "unbound";
  const [, algorithm = "sha256", hex] = /^(?:(sha\d+):)?([0-9a-f]+)$/.exec(one.artifact_digest ?? "") ?? [];
  if (hex !== undefined) return { [algorithm]: hex };
  if (typeof one.artifact !== "string") return "unbound";
  return hashSource(bytesSource(file(one.artifact)), ["sha256", "sha384", "sha512"], { crypto });
}

/** Who the case says must have signed. */
export function expectedSigner(one: CorpusCase, file: FileOfCase): ExpectedSigner {
  if (typeof one.key === "string") {
    const publicKey = readSignerKey(file(one.key));
    const { start, end } = one.key_valid ?? {};
    if (start === undefined) return { kind: "key", publicKey };
    const validFor = { start: new Date(start), end: end === undefined ? undefined : new Date(end) };
    return { kind: "key", publicKey, validFor };
  }
  return { kind: "certificate", require: (certificate) => checkPolicy(certificate, one.policy ?? {}) };
}

function checkPolicy(certificate: CertificateFacts, policy: CorpusPolicy): void {
  const { subjectAlternativeName: name, issuer } = certificate;
  for (const [rule, expected] of Object.entries(policy)) {
    const actual =
      rule === "san" || rule === "sanPrefix" ? name.value : rule === "issuer" ? issuer : extension(certificate, rule);
    const holds = rule === "sanPrefix" ? actual?.startsWith(expected) : actual === expected;
    if (holds !== true) throw new Fault("identity-mismatch", "the signer is not the one of the case");
  }
}

/** By name, whatever its letters' case: corpora write `URI` where we write `Uri`. An unknown name matches nothing. */
function extension({ extensions }: CertificateFacts, name: string): string | undefined {
  return Object.entries(extensions).find(([key]) => key.toLowerCase() === name.toLowerCase())?.[1];
}
