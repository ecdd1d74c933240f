import { Fault } from "../../../kernel/fault.ts";
import { isJsonObject } from "../../../kernel/json-object.ts";
import { printable } from "../../../kernel/printable.ts";
import { type GithubBuild, type ReceivedFile, readGithubBuild } from "../../attestation/github-provenance.ts";
import { LOCAL_BUILD_TYPE, LOCAL_BUILDER } from "../../attestation/local-provenance.ts";
import { readPipelineBuild } from "../../attestation/pipeline-provenance.ts";
import { type Provenance, parseProvenance } from "../../attestation/slsa-provenance.ts";
import type { Statement } from "../../attestation/statement.ts";
import { PROVENANCE_ENTRY } from "../../capsule/entry-names.ts";
import type { Backfill, RootStatement } from "../../capsule/root-schema.ts";
import { parseBundle } from "../../sigstore/bundle.ts";
import type { CertificateFacts } from "../../sigstore/certificate-facts.ts";
import { requireStatement } from "../../sigstore/signed-statement.ts";
import { certifiedFacts, factsOfBuild, factsOfRoot, findDisagreement } from "../agreement.ts";
import type { Claim } from "../claim.ts";
import type { RunEvidence } from "../evidence/run-evidence.ts";
import { requireSamePipeline } from "../identity/pipeline-run.ts";
import { openClaim, verifiedClaim } from "../make-claim.ts";

export interface CheckedProvenance {
  readonly claim: Claim;
  /** The builder that it names, if it was verified and built all assets. */
  readonly found: string | undefined;
}

/**
 * The provenance was signed in the root's run, is about exactly the assets, and says of the build what its own certificate and
 * the root say. Attempts of one run are one run (docs/decisions/0017): the provenance may be of another attempt than the root, and
 * then states the attempt that signed it, which is said. Faults: `provenance-contradiction`, those of `verifyBundle`, `parseStatement` and `parseProvenance`.
 */
export async function checkProvenance({ root, entries, verify, signer }: RunEvidence): Promise<CheckedProvenance> {
  const bytes = entries.get(PROVENANCE_ENTRY);
  if (bytes === undefined) {
    return { claim: missing(root.statement.predicate.backfill), found: undefined };
  }
  const { content, signer: own } = await verify({ bundle: parseBundle(bytes), signer, artifact: "unbound" });
  const statement = requireStatement(content, "the provenance");
  const provenance = parseProvenance(statement);
  requireEqualSubjects(statement, root.statement);
  const build = readGithubBuild(provenance);
  const builder = provenance.runDetails.builder.id;
  if (build !== undefined && own.kind === "certificate") {
    requireSameBuild(build, { builder, certificate: own.certificate, root: root.statement });
    if (build.received.length > 0) return { claim: notBuilt(build.received, root.statement), found: undefined };
    const isSame = build.runUri === root.statement.predicate.release.runUri;
    const attempt = isSame ? "" : ", in another attempt of the run than the root's";
    const claim = verifiedClaim("provenance", `built by ${printable(builder)}, as its certificate says${attempt}`);
    return { claim, found: builder };
  }
  const pipeline = readPipelineBuild(provenance);
  if (pipeline !== undefined && own.kind === "certificate") {
    requireSamePipeline(pipeline, own.certificate);
    const silent = pipeline.commit === undefined ? ", which names no commit" : "";
    return {
      claim: verifiedClaim("provenance", `built by ${printable(builder)}, as its certificate says${silent}`),
      found: builder,
    };
  }
  requireLocalBuild(provenance, root);
  const reason = "it is about exactly the assets; only the signer vouches for how they were built";
  return { claim: verifiedClaim("provenance", reason), found: builder };
}

/** A backfilled release claims nothing of its build, so nothing is required but by a policy that asks for provenance. */
function missing(backfill: Backfill | undefined): Claim {
  if (backfill === undefined) {
    return openClaim("provenance", "missing", { reason: "the capsule has no provenance", required: true });
  }
  const { published, sealed } = backfill;
  const reason = `the release was public since ${published} and sealed on ${sealed}: nothing says how it was built`;
  return openClaim("provenance", "missing", { reason });
}

function requireEqualSubjects(statement: Statement, root: RootStatement): void {
  const named = new Map(statement.subject.map(({ name, digest }) => [name, digest["sha256"]]));
  const equal = root.subject.every(({ name, digest }) => named.get(name) === digest.sha256);
  if (equal && statement.subject.length === root.subject.length) return;
  throw contradiction("is not about exactly the assets");
}

/**
 * The statement is true, and what it says is that somebody else built these files. So of their build there is no provenance, and
 * nothing is required but by a policy that asks for it.
 */
function notBuilt(received: readonly ReceivedFile[], root: RootStatement): Claim {
  const sealed = new Map(root.subject.map(({ name, digest }) => [name, digest.sha256]));
  if (received.some(({ name, sha256 }) => sealed.get(name) !== sha256)) {
    throw contradiction("names a received file that is not among the assets");
  }
  const count = `${received.length} of ${root.subject.length} assets`;
  const reason = `the run did not build ${count}, it took them from the release as they were: nothing says how they were built`;
  return openClaim("provenance", "missing", { reason });
}

interface BuildFacts {
  readonly builder: string;
  readonly certificate: CertificateFacts;
  readonly root: RootStatement;
}

/**
 * What the provenance states must be what the certificate confirms and the root says. It has to name the commit and the run,
 * and nothing that the certificate does not confirm.
 */
function requireSameBuild(build: GithubBuild, { builder, certificate, root }: BuildFacts): void {
  const stated = { ...factsOfBuild(build), builder };
  if (stated.commit === undefined || stated.run === undefined) throw contradiction("does not name its commit and run");
  const found =
    findDisagreement(stated, certifiedFacts(certificate), { mustCertify: "all" }) ??
    findDisagreement({ commit: stated.commit }, factsOfRoot(root.predicate), { mustCertify: "all" });
  if (found !== undefined) throw contradiction(`states another ${found.fact} than its certificate or root`);
}

/** Elsewhere only our own build type is understood, and it may not hide a run that the certificate knows. */
function requireLocalBuild(
  { buildDefinition, runDetails }: Provenance,
  { signer, statement }: RunEvidence["root"],
): void {
  const isRun = signer.kind === "certificate" && signer.certificate.extensions.runInvocationUri !== undefined;
  if (isRun) throw contradiction("does not state the run that its certificate names");
  if (buildDefinition.buildType !== LOCAL_BUILD_TYPE || runDetails.builder.id !== LOCAL_BUILDER) {
    throw contradiction("is of a build type that is not understood");
  }
  const { release: given } = buildDefinition.externalParameters;
  const stated = isJsonObject(given) ? given : {};
  const { release } = statement.predicate;
  for (const field of ["name", "version", "tag", "repository", "commit"] as const) {
    if (stated[field] !== release[field]) throw contradiction(`states another ${field} than the root`);
  }
}

function contradiction(problem: string): Fault {
  return new Fault("provenance-contradiction", `the provenance ${problem}`);
}
