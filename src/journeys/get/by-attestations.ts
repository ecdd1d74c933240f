import type { FoundEvidenceOf } from "../../domain/release/got-release.ts";
import { counted } from "../../kernel/counted.ts";
import { encodeUtf8 } from "../../kernel/utf8.ts";
import type { Downloaded } from "./download-files.ts";
import type { GetPorts } from "./get-order.ts";
import { type Examining, judgeEvidence } from "./judge-evidence.ts";
import { isReleaseStatement, speaksOf, spokenIn } from "./spoken-of.ts";

/** A file of bundles holds at most 128. */
const BATCH = 100;
/** GitHub takes no more digests in one request. */
const MAX_DIGESTS = 1024;

export interface KeptForFiles {
  /** Those about the files, but for GitHub's own of the release. */
  readonly bundles: readonly unknown[];
  /** GitHub's own of a release of this tag: a file may be in many releases. */
  readonly released: readonly unknown[];
  readonly unread: number;
  /** Files for which no request was left. */
  readonly notAsked: number;
}

/**
 * What GitHub keeps about the files: by one request for all of them, or where it does not answer that, one for each that no
 * bundle is about yet, as long as requests are left.
 */
export async function keptAttestations(
  { files, tag }: { readonly files: readonly Downloaded[]; readonly tag: string },
  { releases }: Pick<GetPorts, "releases">,
  left: () => number,
): Promise<KeptForFiles> {
  const digests = [...new Set(files.map(({ sha256 }) => `sha256:${sha256}`))];
  const many = left() > 0 && digests.length <= MAX_DIGESTS ? await releases.attestationsOf(digests) : undefined;
  const bundles: unknown[] = [...(many?.bundles ?? [])];
  let [unread, notAsked] = [many?.unread ?? 0, 0];
  const isSpoken = (file: Downloaded): boolean => bundles.some((one) => spokenIn(one)?.digests.has(file.sha256));
  for (const file of many === undefined ? files : []) {
    if (isSpoken(file)) continue;
    if (left() <= 0) {
      notAsked += 1;
      continue;
    }
    const kept = await releases.attestations(`sha256:${file.sha256}`);
    for (const bundle of kept.bundles) bundles.push(bundle);
    unread += kept.unread;
  }
  const isReleased = (bundle: unknown): boolean => {
    const spoken = spokenIn(bundle);
    return spoken !== undefined && isReleaseStatement(spoken);
  };
  return {
    bundles: bundles.filter((one) => !isReleased(one)),
    released: bundles.filter((one) => isReleased(one) && spokenIn(one)?.tag === tag),
    unread,
    notAsked,
  };
}

export interface KeptToExamine {
  readonly kept: KeptForFiles;
  readonly files: readonly Downloaded[];
  /** Absolute: an empty private folder. */
  readonly folder: string;
}

/** Judges the files by the attestations that GitHub keeps about them. */
export async function byAttestations(
  { kept, files, folder }: KeptToExamine,
  examining: Examining,
  ports: GetPorts,
): Promise<FoundEvidenceOf[]> {
  const { bundles, unread, notAsked } = kept;
  const found: FoundEvidenceOf[] = [];
  for (let start = 0; start < bundles.length; start += BATCH) {
    const batch = bundles.slice(start, start + BATCH);
    const path = ports.files.join(folder, `attestations-${start}.jsonl`);
    await ports.files.write(path, encodeUtf8(batch.map((one) => `${JSON.stringify(one)}\n`).join("")));
    const spoken = batch.map(spokenIn);
    const about = files.filter((file) => spoken.some((one) => one === undefined || speaksOf(one, file)));
    found.push((await judgeEvidence({ kind: "attestations", path, files: about }, examining, ports)).found);
  }
  const rest = { kind: "attestations", proves: [] } as const;
  if (unread > 0) {
    const reason = `${counted(unread, "attestation")} of GitHub could not be read`;
    found.push({ ...rest, status: "not-checked", reason });
  }
  if (notAsked > 0) {
    const reason = `for ${counted(notAsked, "file")} no request was left: a release gets ten`;
    found.push({ ...rest, status: "not-checked", reason });
  }
  if (found.length > 0) return found;
  return [{ ...rest, status: "absent", reason: "GitHub keeps no attestation about the files" }];
}
