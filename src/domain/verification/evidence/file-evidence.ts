import { isRefusal } from "../../../kernel/is-refusal.ts";
import { printable } from "../../../kernel/printable.ts";
import { unlessRefused } from "../../../kernel/unless-refused.ts";
import { readPipelineBuild } from "../../attestation/pipeline-provenance.ts";
import { RELEASE_PREDICATE_TYPES } from "../../attestation/release-attestation.ts";
import { PROVENANCE_PREDICATE_TYPE, parseProvenance } from "../../attestation/slsa-provenance.ts";
import { PROVENANCE_V0_2_PREDICATE_TYPE, readStatedBuild } from "../../attestation/stated-build.ts";
import type { Statement } from "../../attestation/statement.ts";
import { CAPSULE_PREDICATE_TYPE } from "../../home.ts";
import { IMAGE_SIGNATURE_TYPE } from "../../image/signature-type.ts";
import { type ArtifactDigests, isSameFile } from "../../sigstore/artifact-digests.ts";
import type { CertificateFacts } from "../../sigstore/certificate-facts.ts";
import { requireStatement } from "../../sigstore/signed-statement.ts";
import type { StatedBundle } from "../../sigstore/verified-bundle.ts";
import { isGood } from "../checks/check-assets.ts";
import { isTakenFor } from "../checks/compare-asset.ts";
import { requireStatedBuild } from "../checks/provenance-rules.ts";
import type { Claim } from "../claim.ts";
import { requireSamePipeline } from "../identity/pipeline-run.ts";
import { failedClaim, openClaim, verifiedClaim } from "../make-claim.ts";
import type { AssetResult } from "../verification.ts";

/**
 * Predicates whose signer says that these are the files that were built or published. Any other says something about a file,
 * perhaps that it is malicious: it is shown, and does not count (X8, CVE-2022-35929).
 */
const VOUCHING: ReadonlySet<string> = new Set([
  PROVENANCE_PREDICATE_TYPE,
  PROVENANCE_V0_2_PREDICATE_TYPE,
  CAPSULE_PREDICATE_TYPE,
  ...RELEASE_PREDICATE_TYPES,
  "https://github.com/npm/attestation/tree/main/specs/publish/v0.1",
  "https://docs.pypi.org/attestations/publish/v1",
  IMAGE_SIGNATURE_TYPE,
]);

/** A bundle of the expected signer, by what it says. */
export interface SpokenBundle {
  readonly bundle: StatedBundle;
  /** Undefined for the signature of a file, and for an envelope that holds no statement, which says nothing here. */
  readonly statement: Statement | undefined;
}

/** What is refused as a statement says nothing. */
export function spokenBundle(bundle: StatedBundle): SpokenBundle {
  return { bundle, statement: unlessRefused(() => requireStatement(bundle.content, "the evidence"), undefined) };
}

/** A file as it was found. */
export interface FoundFile {
  /** Undefined if only a digest is known. */
  readonly name: string | undefined;
  /** Path or digest. */
  readonly looked: string;
  readonly digests: ArtifactDigests;
}

/** Compares a file with what the bundles say of it; by name, too, if a statement names files. */
export function compareFile({ name, looked, digests }: FoundFile, bundles: readonly SpokenBundle[]): AssetResult {
  const shown = printable(name ?? looked);
  const result = (status: AssetResult["status"], reason: string, sealedName = name) => ({
    ...{ sealedName, looked, status, reason },
  });
  if (bundles.some(({ bundle }) => isSignatureOf(bundle, digests))) {
    return result("verified", `${shown} is what was signed`);
  }
  const statements = bundles.flatMap(({ statement }) => statement ?? []);
  const vouching = statements.filter(({ predicateType }) => VOUCHING.has(predicateType));
  const subjects = vouching.flatMap(({ subject }) => subject);
  const own = subjects.filter(({ digest }) => isSameFile(digest, digests));
  const [first] = own;
  if (first === undefined) {
    const other = statements.find(({ subject }) => subject.some(({ digest }) => isSameFile(digest, digests)));
    if (other === undefined) return result("failed", `${shown} is not what was signed`);
    const reason = `${shown} is only spoken of, by ${printable(other.predicateType)}, which does not vouch for a file`;
    return result("not-vouched", reason);
  }
  if (name === undefined || own.some((subject) => subject.name === name || !isFileName(subject.name))) {
    return result("verified", `${shown} is what was signed`);
  }
  const imitated = subjects.find(
    (other) => other.name !== undefined && !isSameFile(other.digest, digests) && isTakenFor(name, other.name),
  );
  const signed = printable(first.name ?? "");
  if (imitated === undefined) return result("renamed", `${shown} was signed as ${signed}`, first.name);
  return result(
    "failed",
    `${shown} was signed as ${signed}, and its name is that of ${printable(imitated.name ?? "")}`,
  );
}

function isSignatureOf({ content }: StatedBundle, digests: ArtifactDigests): boolean {
  return content.kind === "message" && isSameFile({ [content.digest.algorithm]: content.digest.hex }, digests);
}

/** Package URLs and paths name something else than a file in a folder. */
function isFileName(name: string | undefined): boolean {
  return name !== undefined && !/[/\\:]/.test(name);
}

/**
 * Every provenance among the evidence must agree with its certificate, and the claim holds for the files that were looked
 * at: each must be what a provenance is about (X7).
 */
export function checkFileProvenance(
  bundles: readonly SpokenBundle[],
  files: readonly { readonly result: AssetResult; readonly digests: ArtifactDigests | undefined }[],
): Claim {
  try {
    const builds = bundles.flatMap(({ statement, bundle: { signer } }) => {
      if (statement === undefined || signer.kind !== "certificate") return [];
      const builder = builderOf(statement, signer.certificate);
      return builder === undefined ? [] : [{ statement, builder }];
    });
    if (builds.length === 0) {
      return openClaim("provenance", "not-applicable", {
        reason: "it is not provenance that this program understands",
      });
    }
    const stray = files.find(
      ({ result, digests = {} }) =>
        isGood(result) &&
        !builds.some(({ statement }) => statement.subject.some((one) => isSameFile(one.digest, digests))),
    );
    if (stray !== undefined) {
      const reason = `no provenance is about ${printable(stray.result.sealedName ?? stray.result.looked ?? "")}`;
      return openClaim("provenance", "not-checked", { reason });
    }
    const builders = [...new Set(builds.map(({ builder }) => printable(builder)))];
    return verifiedClaim("provenance", `built by ${builders.join(" and ")}, as its certificate says`);
  } catch (error) {
    if (isRefusal(error)) return failedClaim("provenance", error);
    throw error;
  }
}

/** The builder that a provenance names, once it agrees with the certificate; undefined for a type that is not understood. */
function builderOf(statement: Statement, certificate: CertificateFacts): string | undefined {
  const build = readStatedBuild(statement);
  if (build !== undefined) {
    requireStatedBuild(build, certificate);
    return build.builderId;
  }
  if (statement.predicateType !== PROVENANCE_PREDICATE_TYPE) return undefined;
  const pipeline = readPipelineBuild(parseProvenance(statement));
  if (pipeline !== undefined) requireSamePipeline(pipeline, certificate);
  return pipeline?.builder;
}
