import {
  FOUND_KINDS,
  type FoundEvidenceOf,
  type FoundKind,
  type GotFile,
  type GotRelease,
  type GotVerdict,
  gotVerdict,
  type Sufficiency,
  suffices,
  withClaims,
} from "../../domain/release/got-release.ts";
import { Fault } from "../../kernel/fault.ts";
import { printable } from "../../kernel/printable.ts";
import { requireFault } from "../../kernel/require-fault.ts";
import type { StagedFolder } from "../../ports/staging.ts";
import { readMemories } from "../verify/remember.ts";
import { type ChosenFiles, chooseFiles, type ReleaseFile } from "./choose-files.ts";
import { compareRelease } from "./compare-release.ts";
import { type Downloaded, downloadFiles } from "./download-files.ts";
import { expectedSigner } from "./expected-signer.ts";
import { findEvidence, MAX_REQUESTS } from "./find-evidence.ts";
import { findShownRelease, type ShownRelease } from "./find-shown-release.ts";
import type { GetOrder, GetPorts } from "./get-order.ts";

/**
 * Downloads a release that anybody published on GitHub, and puts it into place once it is proven.
 *
 *   1. release   what GitHub says of it, and of its repository and tag
 *   2. files     which are wanted; their names are judged, and nothing of those names may be there
 *   3. download  into a private folder where they will be, hashed as they come
 *   4. evidence  in a fixed order, as long as a file lacks proof
 *   5. verdict   anything refused rejects; each file needs enough
 *   6. earlier   releases of the project are what this one is compared with, if they are remembered; its age
 *   7. place     all files or none, over nothing
 *
 * What is not placed is deleted. Faults: of usage, of the environment, and of answers and bytes that are not GitHub's.
 */
export async function getRelease(order: GetOrder, ports: GetPorts): Promise<GotRelease> {
  const { releases, progress } = ports;
  if (order.memory !== undefined) await readMemories(order.memory, ports.files);
  progress.step(`asking GitHub about ${releases.asked}`);
  /* 1 */ const named = await findShownRelease(releases, order.tag);
  /* 2 */ const chosen = chooseFiles(named.release, order.patterns);
  if (order.out !== undefined) await refusePresent(order.out, chosen, ports);
  const staged = await ports.staging.open(order.out);
  try {
    return await judged({ order, named, chosen, staged }, ports);
  } finally {
    staged.remove();
  }
}

interface Staged {
  readonly order: GetOrder;
  readonly named: ShownRelease;
  readonly chosen: ChosenFiles;
  readonly staged: StagedFolder;
}

async function judged({ order, named, chosen, staged }: Staged, ports: GetPorts): Promise<GotRelease> {
  const obtain = fetcher({ order, named, chosen, staged }, ports);
  /* 3 */ const files = await obtain(chosen.chosen);
  const wanted = wantedOf(order);
  const examining = { order, identity: expectedSigner(order, named) };
  ports.progress.step("looking for evidence");
  const folder = ports.files.join(ports.files.folderOf(staged.path), "evidence");
  await ports.files.makeFolder(folder);
  /* 4 */ const evidence = await findEvidence(
    { order, named, chosen, files, wanted, examining, folder, obtain, isCompared: order.memory !== undefined },
    ports,
  );
  const proven = files.map((file) => kindsThatProve(file, evidence));
  /* 5 */ const judgement = gotVerdict(evidence, proven, wanted);
  const compared = { order, named, files, evidence, proven, verdict: GRADES[judgement.verdict] };
  /* 6 */ const claims = await compareRelease(compared, ports);
  const { verdict, exitCode } = withClaims(judgement, claims);
  const names = files.map(({ asset }) => asset.name);
  const beside = order.withEvidence ? evidence.flatMap(({ file }) => (file === undefined ? [] : [file])) : [];
  const isGood = verdict === "verified" || verdict === "accepted";
  const latest = named.isLatest ? named.release.tag : await latestTag(ports);
  const placing = isGood && order.out !== undefined ? [...new Set([...names, ...beside])] : [];
  /* 7 */ const placed = placing.length === 0 ? [] : await staged.place(placing.filter(obtain.has));
  return {
    ...{
      verdict,
      exitCode,
      evidence,
      claims,
      tag: named.release.tag,
      commit: named.tag?.commit,
      isLatest: named.isLatest,
      latest,
    },
    repository: { asked: ports.releases.asked, fullName: named.repository.fullName, id: named.repository.id },
    isPrerelease: named.release.isPrerelease,
    immutable: named.release.immutable,
    publishedAt: named.release.publishedAt,
    page: named.release.page,
    files: files.map((file, index) => gotFile(file, { kinds: proven[index] ?? [], wanted, evidence, placed, ports })),
    others: chosen.all.map(({ asset }) => asset.name).filter((name) => !names.includes(name)),
    requests: ports.releases.lookUps(),
  };
}

const GRADES: Readonly<Record<GotVerdict, "good" | "open" | "rejected">> = {
  ...{ verified: "good", accepted: "good", incomplete: "open", rejected: "rejected" },
};

/** Told beside the verdict, which does not depend on it: what cannot be asked is left open. */
async function latestTag({ releases }: GetPorts): Promise<string | undefined> {
  if (releases.lookUps() >= MAX_REQUESTS) return undefined;
  try {
    return (await releases.release("latest"))?.tag;
  } catch (error) {
    requireFault(error);
    return undefined;
  }
}

/** Downloads each file once. */
function fetcher({ order, named, staged }: Staged, ports: GetPorts) {
  const came = new Map<string, Downloaded>();
  const obtain = async (files: readonly ReleaseFile[]): Promise<readonly Downloaded[]> => {
    const missing = files.filter(({ asset }) => !came.has(asset.name)).map(({ asset }) => asset);
    if (missing.length > 0) {
      ports.progress.step(
        missing.length === 1 ? `downloading ${missing[0]?.name}` : `downloading ${missing.length} files`,
      );
      const { mirrors } = order;
      const { tag } = named.release;
      const found = await downloadFiles({ assets: missing, folder: staged.path, tag, mirrors }, ports);
      for (const file of found) came.set(file.asset.name, file);
    }
    return files.flatMap(({ asset }) => came.get(asset.name) ?? []);
  };
  return Object.assign(obtain, { has: (name: string): boolean => came.has(name) });
}

/** Whoever names a signer wants that one, and not the word of GitHub. */
function wantedOf({ namesSigner, policy, acceptChecksums }: GetOrder): Sufficiency {
  return { publishedSuffices: !namesSigner, checksumsSuffice: acceptChecksums && policy === undefined };
}

/** A file of evidence that was verified proves itself. */
function kindsThatProve({ asset }: Downloaded, evidence: readonly FoundEvidenceOf[]): FoundKind[] {
  const isProof = ({ status }: FoundEvidenceOf): boolean => status === "verified" || status === "listed";
  const found = evidence.filter((one) => isProof(one) && (one.proves.includes(asset.name) || one.file === asset.name));
  return FOUND_KINDS.filter((kind) => found.some((one) => one.kind === kind));
}

interface ToTell {
  readonly kinds: readonly FoundKind[];
  readonly wanted: Sufficiency;
  readonly evidence: readonly FoundEvidenceOf[];
  readonly placed: readonly string[];
  readonly ports: GetPorts;
}

function gotFile({ asset, sha256, sha512 }: Downloaded, { kinds, wanted, evidence, placed, ports }: ToTell): GotFile {
  const { name, size } = asset;
  const isEnough = suffices(kinds, wanted) !== undefined;
  return {
    ...{ name, size, sha256, sha512, provenBy: kinds },
    open: isEnough ? undefined : whyOpen(kinds, evidence),
    placed: placed.find((path) => ports.files.nameOf(path) === name),
  };
}

function whyOpen(kinds: readonly FoundKind[], evidence: readonly FoundEvidenceOf[]): string {
  if (kinds.includes("checksums")) return "only a list that nobody signed has its digest";
  if (kinds.includes("published")) return "GitHub published it, and nobody whom you expect signed it";
  const unread = evidence.some(({ status, kind }) => status === "not-checked" && kind !== "signature");
  return unread ? "what is there about it was not checked" : "nothing that was found is about it";
}

/** Before anything is downloaded, what would be refused at the end. */
async function refusePresent(out: string, { chosen }: ChosenFiles, { files }: GetPorts): Promise<void> {
  if ((await files.facts(out)) === undefined) return;
  for (const { asset } of chosen) {
    if ((await files.facts(files.join(out, asset.name))) === undefined) continue;
    throw new Fault("file-exists", `${printable(asset.name)} is already there, and nothing is overwritten`, {
      hint: "move it away, or choose another folder",
    });
  }
}
