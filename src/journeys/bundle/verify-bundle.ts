import type { Cryptography } from "../../crypto/cryptography.ts";
import { parseBundle } from "../../domain/sigstore/bundle.ts";
import type { BundleToVerify, ExpectedSigner } from "../../domain/sigstore/bundle-to-verify.ts";
import { doubtOf, judgeBundle, outdatedFault } from "../../domain/sigstore/judge-bundle.ts";
import { readSignerKey } from "../../domain/sigstore/signer-key.ts";
import { parseTrustedRoot } from "../../domain/sigstore/trusted-root.ts";
import { verifyBundle } from "../../domain/sigstore/verify-bundle.ts";
import { identityCheck } from "../../domain/verification/identity/identity-check.ts";
import { Fault } from "../../kernel/fault.ts";
import { isRefusal } from "../../kernel/is-refusal.ts";
import type { Files } from "../../ports/files.ts";
import type { Trust, TrustedRootFile } from "../../ports/trust.ts";
import { type ReadingPorts, readArtifact } from "../verify/read-artifact.ts";
import { SmallFiles } from "../verify/small-files.ts";

const MAX_BUNDLE_BYTES = 16 << 20;
const MAX_KEY_BYTES = 64 << 10;

/** Paths are absolute. */
export interface VerifyBundleOrder {
  readonly bundle: string;
  /** The path of a file, or the hex SHA-256 of one that is elsewhere if nothing is at that path. */
  readonly artifact: { readonly path: string; readonly sha256: string | undefined };
  readonly signer:
    | { readonly kind: "key"; readonly path: string }
    | { readonly kind: "identity"; readonly subjectAlternativeName: string; readonly issuer: string };
}

/**
 * Verifies one bundle for one file, as sigstore-conformance asks.
 *
 *   1. read    the trusted root, the bundle, the expected signer and the file
 *   2. verify  the bundle against them
 *
 * Resolves to `trusted-root-outdated` if nothing is false but the built-in root may be too old to tell, else to undefined.
 * Faults: those of `parseBundle`, `parseTrustedRoot`, `readSignerKey` and `verifyBundle`.
 */
export async function verifyOneBundle(
  order: VerifyBundleOrder,
  ports: ReadingPorts & { readonly trust: Trust },
): Promise<Fault | undefined> {
  const { crypto, files, trust } = ports;
  const [root] = await trust.trustedRoots();
  if (root === undefined) throw new Fault("internal", "no trusted root was chosen");
  const read = {
    bundle: parseBundle(await files.read(order.bundle, MAX_BUNDLE_BYTES)),
    signer: await expectedSigner(order.signer, files),
    ...(await artifactOf(order.artifact, ports)),
  };
  try {
    const trusted = parseTrustedRoot(root.bytes);
    // The protocol asks of a key what the root asks of a certificate.
    const minimum = { logEntries: trusted.requires.logEntries };
    await verifyBundle({ ...read, trust: trusted, minimum }, crypto);
    return undefined;
  } catch (error) {
    if (isRefusal(error)) return orOutdated(error, { read, root }, crypto);
    throw error;
  }
}

/** Throws the refusal, or what is false without regard to the root, unless the root's age alone may be why. */
async function orOutdated(
  refusal: Fault,
  { read, root }: { readonly read: Omit<BundleToVerify, "trust">; readonly root: TrustedRootFile },
  crypto: Cryptography,
): Promise<Fault> {
  const { bytes, dated, mayBeOutdated } = root;
  if (mayBeOutdated !== true || dated === undefined) throw refusal;
  const roots = [{ root: parseTrustedRoot(bytes), dated: new Date(dated) }];
  const doubt = doubtOf(read.bundle, roots);
  if (doubt === undefined) throw refusal;
  await judgeBundle({ ...read, doubt }, crypto);
  return outdatedFault(doubt);
}

async function expectedSigner(signer: VerifyBundleOrder["signer"], files: Files): Promise<ExpectedSigner> {
  if (signer.kind === "key") {
    return { kind: "key", publicKey: readSignerKey(await files.read(signer.path, MAX_KEY_BYTES)) };
  }
  const { subjectAlternativeName, issuer } = signer;
  return { kind: "certificate", require: identityCheck({ kind: "exact", subjectAlternativeName, issuer }) };
}

async function artifactOf(
  { path, sha256 }: VerifyBundleOrder["artifact"],
  ports: ReadingPorts,
): Promise<Pick<BundleToVerify, "artifact" | "message">> {
  if (sha256 !== undefined && (await ports.files.facts(path)) === undefined) return { artifact: { sha256 } };
  const small = new SmallFiles();
  const { digests } = await readArtifact({ path, algorithms: ["sha256", "sha384", "sha512"], small }, ports);
  return { artifact: digests, message: small.get(digests.sha256) };
}
