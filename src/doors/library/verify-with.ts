import type { Cryptography } from "../../crypto/cryptography.ts";
import { EMBEDDED_ROOTS } from "../../domain/sigstore/embedded-roots.ts";
import type { ExpectedIdentity } from "../../domain/sigstore/expected-identity.ts";
import { parseRepository } from "../../domain/source/repository.ts";
import { verifyAny } from "../../journeys/verify/verify-any.ts";
import type { AssetToVerify } from "../../journeys/verify/verify-order.ts";
import { Fault } from "../../kernel/fault.ts";
import { printable } from "../../kernel/printable.ts";
import type { Progress } from "../../ports/progress.ts";
import type { TrustedRootFile } from "../../ports/trust.ts";
import { type VerificationJson, verificationJson } from "../../views/verification/verification-json.ts";
import { parseRelease } from "../requests/parse-release.ts";
import { asField, problemOf } from "./answer.ts";
import type { NamedFile } from "./file-bytes.ts";
import { type GivenFile, givenFiles, ROOT } from "./given-files.ts";
import { givenFile } from "./named-files.ts";
import type { FileDigest, Signer, VerifyAnswer, VerifyOrder } from "./verification.ts";

const MAX_ROOT_BYTES = 4 * 1024 * 1024;

/** Verifies over a platform's cryptography, as `capsule verify` does; nothing is opened but what the order holds. */
export async function verifyWith(crypto: Cryptography, order: VerifyOrder): Promise<VerifyAnswer> {
  try {
    const { trustedRoot, evidence, release } = order;
    const named = order.files.filter(isFile);
    const files = givenFiles(distinct([evidence, ...named, ...(order.beside ?? [])]));
    const root = trustedRoot && (await readRoot(trustedRoot));
    const verification = await verifyAny(
      {
        capsule: { path: pathOf(evidence) },
        assets: order.files.map(assetOf),
        identity: signerIdentity(order.signer),
        ...{ all: order.all === true, evidenceOnly: order.evidenceOnly === true, now: order.now ?? new Date() },
        ...(release === undefined ? {} : { release: parseRelease(release) }),
      },
      { crypto, files, progress: SILENT, trust: { trustedRoots: async () => (root ? [root] : builtInRoots()) } },
    );
    return namesAlone(verificationJson(verification, asField));
  } catch (error) {
    return { verdict: "unanswered", problem: problemOf(error) };
  }
}

/** Files by the names that they were given under: the folder that they lie in here is nobody's. */
function namesAlone({ assets, approvals, ...rest }: VerificationJson): VerificationJson {
  const nameOf = (path: string) => (path.startsWith(`${ROOT}/`) ? path.slice(ROOT.length + 1) : path);
  return {
    ...rest,
    assets: assets.map((asset) => ({ ...asset, looked: asset.looked === null ? null : nameOf(asset.looked) })),
    approvals: approvals.map((approval) => ({ ...approval, file: nameOf(approval.file) })),
  };
}

/** Who must have signed. Faults: `usage`, `repository-invalid`. */
export function signerIdentity(signer: Signer): ExpectedIdentity {
  if ("repository" in signer) {
    const name = signer.repository.trim();
    if (name !== "") return { kind: "repository", repository: parseRepository(name).url };
    throw new Fault("usage", "no repository is named", { hint: "name the one that you trust, as owner/name" });
  }
  const { identity, issuer } = signer;
  if (identity !== "" && issuer !== "") return { kind: "exact", subjectAlternativeName: identity, issuer };
  throw new Fault("usage", "an identity means something only together with its issuer", { hint: "give both" });
}

/** The public instance and GitHub's, as the verifier has them built in. */
export function builtInRoots(): TrustedRootFile[] {
  return (["public-good", "github"] as const).map((instance) => {
    const { bytes, dated } = EMBEDDED_ROOTS[instance];
    return { bytes: bytes(), origin: `built-in ${instance} root`, dated, mayBeOutdated: true };
  });
}

/** A trusted root that was handed over. Fault: `file-unreadable`. */
export async function readRoot(given: NamedFile): Promise<TrustedRootFile> {
  const { path, file } = givenFile(given);
  const bytes = await givenFiles([{ path, file }]).read(`${ROOT}/${path}`, MAX_ROOT_BYTES);
  return { bytes, origin: path, dated: undefined };
}

function assetOf(file: NamedFile | FileDigest): AssetToVerify {
  if (isFile(file)) return { path: pathOf(file) };
  const { name, sha256, sha512 } = file;
  if (!/^[0-9a-f]{64}$/.test(sha256) || (sha512 !== undefined && !/^[0-9a-f]{128}$/.test(sha512))) {
    throw new Fault("usage", `the digest of ${printable(name ?? "a file")} is malformed`, {
      hint: "give lower-case hex",
    });
  }
  return { sha256, ...(name === undefined ? {} : { name }), ...(sha512 === undefined ? {} : { sha512 }) };
}

function isFile(file: NamedFile | FileDigest): file is NamedFile {
  return "content" in file;
}

function pathOf({ name }: NamedFile): string {
  return `${ROOT}/${name}`;
}

/** Fault: `usage` for two files of one name, of which only one could be judged. */
function distinct(files: readonly NamedFile[]): GivenFile[] {
  const given = files.map(givenFile);
  const names = new Set<string>();
  for (const { path } of given) {
    if (names.has(path)) throw new Fault("usage", `two files are called ${printable(path)}`, { hint: "give one" });
    names.add(path);
  }
  return given;
}

const SILENT: Progress = {
  step: () => undefined,
  advance: () => undefined,
  warn: () => undefined,
  done: () => undefined,
};
