import { REMEMBERED_KINDS } from "../../domain/memory/evidence-strength.ts";
import type { SeenProject } from "../../domain/memory/seen-project.ts";
import { releaseOfRoot, releaseOfTag } from "../../domain/memory/seen-release.ts";
import { signedAs } from "../../domain/memory/signer-project.ts";
import type { FoundEvidenceOf, FoundKind } from "../../domain/release/got-release.ts";
import { checkAge } from "../../domain/verification/checks/check-age.ts";
import type { Claim } from "../../domain/verification/claim.ts";
import { newestTime } from "../../domain/verification/effective-time.ts";
import { openClaim } from "../../domain/verification/make-claim.ts";
import { NO_MEMORY, remember } from "../verify/remember.ts";
import type { Downloaded } from "./download-files.ts";
import { webAddress } from "./expected-signer.ts";
import type { ShownRelease } from "./find-shown-release.ts";
import type { GetOrder, GetPorts } from "./get-order.ts";

export interface ReleaseToCompare {
  readonly order: GetOrder;
  readonly named: ShownRelease;
  readonly files: readonly Downloaded[];
  readonly evidence: readonly FoundEvidenceOf[];
  /** By which kinds each of the files is proven. */
  readonly proven: readonly (readonly FoundKind[])[];
  readonly verdict: "good" | "open" | "rejected";
}

/**
 * Whether the release is old enough, and what earlier ones were. One that nothing proves is compared, too: that earlier ones were
 * signed is what it is known by. Nothing is remembered but what is good.
 */
export async function compareRelease(all: ReleaseToCompare, ports: GetPorts): Promise<Claim[]> {
  const { order, verdict } = all;
  const requires = (id: Claim["id"]): boolean => order.policy?.require.some((rule) => rule.id === id) === true;
  const required = (claim: Claim): Claim => (requires(claim.id) ? { ...claim, required: true } : claim);
  const now = order.effectiveTime ?? order.now;
  const isLogAsked = order.log !== undefined || requires("log-state");
  const logState = isLogAsked ? [required(logStateOf(all))] : [];
  const age = required(checkAge({ signed: signedAt(all), minAge: order.minAge, now }));
  const isOpen = [...logState, age].some((claim) => claim.required && claim.status !== "verified");
  const memory = await memoryOf({ ...all, verdict: isOpen ? worse(verdict) : verdict }, ports);
  return [...logState, age, required(memory)];
}

/** Of several capsules the worst counts; of a release without one nobody could say which the log means. */
function logStateOf({ evidence }: ReleaseToCompare): Claim {
  const said = evidence.flatMap(({ logState }) => logState ?? []);
  const without = "no capsule was verified, by whose digest the log would name the release";
  return (
    said.find(({ status }) => status === "failed") ??
    said.find(({ status }) => status !== "verified") ??
    said[0] ??
    openClaim("log-state", "missing", { reason: without, required: true })
  );
}

function worse(verdict: ReleaseToCompare["verdict"]): ReleaseToCompare["verdict"] {
  return verdict === "good" ? "open" : verdict;
}

async function memoryOf(all: ReleaseToCompare, { files }: GetPorts): Promise<Claim> {
  const { memory } = all.order;
  if (memory === undefined) return openClaim("memory", "not-applicable", { reason: NO_MEMORY });
  if (all.verdict === "rejected") {
    return openClaim("memory", "not-checked", { reason: "what was refused is not compared with earlier releases" });
  }
  return remember({ memory, seen: [seenProject(all)], isGood: all.verdict === "good" }, files);
}

function seenProject({ order, named, files, evidence, proven }: ReleaseToCompare): SeenProject {
  const { id: repositoryId, ownerId } = named.repository;
  const repository = webAddress(order, named);
  const verified = evidence.filter(({ status }) => status === "verified");
  // GitHub signs itself what it publishes.
  const own = verified.filter(({ kind }) => kind !== "published").flatMap(({ signatures = [] }) => signatures);
  const certificates = own.flatMap(({ signer }) => (signer.kind === "certificate" ? [signer.certificate] : []));
  const taken = files.map(({ asset, sha256 }) => ({ name: asset.name, sha256 }));
  const roots = verified.flatMap(({ sealed }) => sealed ?? []);
  return {
    ...{ repository, repositoryId, ownerId },
    workflows: [...new Set(certificates.map((one) => signedAs(one, { repositoryId })))],
    releases: roots.length > 0 ? roots.map(releaseOfRoot) : [releaseOfTag(named.release.tag, repository, taken)],
    evidence: REMEMBERED_KINDS.filter((kind) => proven.every((kinds) => kinds.includes(kind))),
    notLooked: [],
    choice: named.isLatest ? "latest" : "named",
  };
}

/**
 * Seconds since 1970, of the file that was signed last; of one that is signed several times the first counts, for it was known
 * then. Infinite if a file has no time.
 */
function signedAt({ files, evidence }: ReleaseToCompare): number {
  let last = Number.NEGATIVE_INFINITY;
  for (const { asset } of files) {
    let first = Number.POSITIVE_INFINITY;
    for (const { status, proves, signatures = [] } of evidence) {
      if (status !== "verified" || !proves.includes(asset.name) || signatures.length === 0) continue;
      first = Math.min(first, newestTime(signatures.flatMap(({ times }) => times)));
    }
    last = Math.max(last, first);
  }
  return last;
}
