import { type FoundEvidenceOf, type FoundKind, type Sufficiency, suffices } from "../../domain/release/got-release.ts";
import { counted } from "../../kernel/counted.ts";
import { printable } from "../../kernel/printable.ts";
import { byAttestations, keptAttestations } from "./by-attestations.ts";
import { byBundles } from "./by-bundles.ts";
import { byCapsule, capsulesOf } from "./by-capsule.ts";
import { byChecksums, MAX_PUBLISHED_LIST_BYTES } from "./by-checksums.ts";
import { byPublished } from "./by-published.ts";
import type { ChosenFiles, ReleaseFile } from "./choose-files.ts";
import type { Downloaded } from "./download-files.ts";
import type { ShownRelease } from "./find-shown-release.ts";
import type { GetOrder, GetPorts } from "./get-order.ts";
import type { Examining } from "./judge-evidence.ts";
import { spokenIn } from "./spoken-of.ts";
import { MAX_BUNDLE_FILE_BYTES } from "./why-not-judged.ts";

/** Requests that a release gets: callers without a token have 60 an hour. */
export const MAX_REQUESTS = 10;

/** What a project signs itself. */
const OWN_KINDS: ReadonlySet<FoundKind> = new Set<FoundKind>(["capsule", "attestations", "bundle", "signed-checksums"]);

const NONE = { bundles: [], unread: 0, isClosed: false };

export interface EvidenceOrder {
  readonly order: GetOrder;
  readonly named: ShownRelease;
  readonly chosen: ChosenFiles;
  /** Whether what the project signed is looked for although GitHub's word is enough, to be compared with earlier releases. */
  readonly isCompared: boolean;
  /** What is wanted, downloaded. */
  readonly files: readonly Downloaded[];
  readonly wanted: Sufficiency;
  readonly examining: Examining;
  /** Absolute: a private folder for what GitHub keeps beside the release. */
  readonly folder: string;
  /** Downloads further files of the release; one that came before is not fetched again. */
  readonly obtain: (files: readonly ReleaseFile[]) => Promise<readonly Downloaded[]>;
}

/**
 * Looks for evidence in a fixed order. What is there and refused ends nothing here and rejects all later; absence is said, and
 * the next place is looked at as long as a file lacks proof.
 *
 *   1. capsule       ours: what was sealed, by whom
 *   2. published     GitHub's own attestation of an immutable release, by its tag
 *   3. attestations  that GitHub keeps about the digests; not needed beside a capsule that has every file
 *   4. bundles       beside the files, and those about several
 *   5. checksums     signed lists, and lists that nobody signed
 *   6. signatures    that this program does not check
 */
export async function findEvidence(all: EvidenceOrder, ports: GetPorts): Promise<FoundEvidenceOf[]> {
  const { chosen, examining, files, named, folder } = all;
  let found: readonly FoundEvidenceOf[] = [];
  const left = (): number => MAX_REQUESTS - ports.releases.lookUps();
  const own = all.isCompared ? OWN_KINDS : undefined;
  const isProven = (by: ReadonlySet<FoundKind> | undefined): boolean =>
    files.every(({ asset }) => {
      const kinds = found.flatMap(({ kind, status, proves }) =>
        status === "verified" && proves.includes(asset.name) && by?.has(kind) !== false ? [kind] : [],
      );
      return suffices(kinds, { ...all.wanted, checksumsSuffice: false }) !== undefined;
    });

  const { tag } = named;
  const released = left() <= 0 ? undefined : await ofThisRelease(named, ports);
  // The verification of a capsule compares the attestation with all that was sealed, and takes the one that is here.
  const publications = () => ({ tag: async () => tag, releaseAttestation: async () => released ?? NONE });
  /* 1 */ const capsules = await all.obtain(capsulesOf(chosen.all));
  const judging = { ...ports, publications };
  found = [...found, ...(await byCapsule({ capsules, files, named }, examining, judging))];

  const kept = isProven(new Set(["capsule"]))
    ? undefined
    : await keptAttestations({ files, tag: named.release.tag }, ports, left);
  const bundles = [...(released?.bundles ?? []), ...(kept?.released ?? [])];
  const { repository } = all.order;
  const published = { bundles, unread: released?.unread ?? 0, files, named, repository, folder };
  /* 2 */ found = [...found, ...(await byPublished(published, examining, ports))];
  /* 3 */ if (kept === undefined) found = [...found, unneeded("attestations")];
  else found = [...found, ...(await byAttestations({ kept, files, folder }, examining, ports))];

  /* 4 */ if (isProven(own)) found = [...found, unneeded("bundle")];
  else found = [...found, ...(await byBundles({ bundles: await bundlesOf(all), files }, examining, ports))];

  /* 5 */ if (isProven(own)) found = [...found, unneeded("checksums")];
  else found = [...found, ...(await byChecksums({ lists: await listsOf(all), files }, examining, ports))];

  /* 6 */ return [...found, ...signatures(chosen)];
}

/** What GitHub attests about the tag. Several tags may lead to one commit: what is about another release is left out. */
async function ofThisRelease({ tag, release }: ShownRelease, { releases }: GetPorts) {
  if (tag === undefined) return undefined;
  const found = await releases.releaseAttestation(tag);
  const isOwn = (bundle: unknown): boolean => (spokenIn(bundle)?.tag ?? release.tag) === release.tag;
  return { ...found, bundles: found.bundles.filter(isOwn) };
}

function unneeded(kind: FoundKind): FoundEvidenceOf {
  return { kind, status: "not-needed", reason: "what came before is enough", proves: [] };
}

async function bundlesOf({ chosen, files, obtain }: EvidenceOrder) {
  const byName = new Map(files.map((file) => [file.asset.name, file]));
  const wanted = chosen.all.filter(
    ({ published: { kind, of }, asset }) =>
      asset.size <= MAX_BUNDLE_FILE_BYTES && (kind === "statements" || (kind === "bundle" && byName.has(of ?? ""))),
  );
  const of = new Map(wanted.map(({ asset, published }) => [asset.name, byName.get(published.of ?? "")]));
  return (await obtain(wanted)).map((bundle) => ({ bundle, of: of.get(bundle.asset.name) }));
}

async function listsOf({ chosen, obtain }: EvidenceOrder) {
  const lists = chosen.all.filter(
    ({ published, asset }) => published.kind === "checksums" && asset.size <= MAX_PUBLISHED_LIST_BYTES,
  );
  const signed = new Map(
    chosen.all.flatMap((one) => (one.published.kind === "bundle" ? [[one.published.of, one] as const] : [])),
  );
  const wanted = lists.flatMap((list) => [list, signed.get(list.asset.name) ?? []].flat());
  const came = new Map((await obtain(wanted)).map((file) => [file.asset.name, file]));
  return lists.flatMap(({ asset: { name } }) => {
    const list = came.get(name);
    return list === undefined ? [] : [{ list, bundle: came.get(signed.get(name)?.asset.name ?? "") }];
  });
}

/** Named, so that nobody takes their presence for a proof. */
function signatures({ all }: ChosenFiles): FoundEvidenceOf[] {
  const schemes = new Map<string, string[]>();
  for (const { asset, published } of all) {
    if (published.kind !== "signature") continue;
    const scheme = published.scheme ?? "";
    schemes.set(scheme, [...(schemes.get(scheme) ?? []), asset.name]);
  }
  return [...schemes].map(([scheme, names]) => {
    const [first = "", ...others] = names;
    const more = others.length === 0 ? "" : ` and ${counted(others.length, "other")}`;
    const reason = `${printable(first)}${more} (${scheme}): there, and not checked by this program`;
    return { kind: "signature", file: first, status: "not-checked", reason, proves: [] };
  });
}
