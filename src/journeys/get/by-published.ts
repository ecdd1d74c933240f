import { parseReleaseAttestation, type ReleaseAttestation } from "../../domain/attestation/release-attestation.ts";
import type { FoundEvidenceOf } from "../../domain/release/got-release.ts";
import type { ExpectedIdentity } from "../../domain/sigstore/expected-identity.ts";
import { decodeBase64 } from "../../kernel/base64.ts";
import { Fault } from "../../kernel/fault.ts";
import { printable } from "../../kernel/printable.ts";
import { encodeUtf8 } from "../../kernel/utf8.ts";
import type { Downloaded } from "./download-files.ts";
import { webAddress } from "./expected-signer.ts";
import type { ShownRelease } from "./find-shown-release.ts";
import type { GetPorts } from "./get-order.ts";
import { type Examining, judgeEvidence, unjudged } from "./judge-evidence.ts";

export interface PublishedToExamine {
  /** GitHub's attestations of the release: by the tag, and by the files. */
  readonly bundles: readonly unknown[];
  readonly unread: number;
  readonly files: readonly Downloaded[];
  readonly named: ShownRelease;
  /** Web address, as it was typed. */
  readonly repository: string;
  /** Absolute: a private folder. */
  readonly folder: string;
}

/**
 * Judges the release by GitHub's own statement that it published it: of this repository and tag, for what the tag leads to,
 * with exactly the files that are there, by name and digest.
 */
export async function byPublished(
  order: PublishedToExamine,
  { order: asked }: Pick<Examining, "order">,
  ports: GetPorts,
): Promise<FoundEvidenceOf[]> {
  const found: FoundEvidenceOf[] = [];
  const distinct = new Map(order.bundles.map((bundle) => [JSON.stringify(bundle), bundle]));
  for (const [text, bundle] of distinct) {
    const path = ports.files.join(order.folder, `release-${found.length}.json`);
    await ports.files.write(path, encodeUtf8(text));
    // What a policy asks of the signer, it asks of the project's.
    const { policy: _policy, effectiveTime: _time, ...plain } = asked;
    const about = { kind: "published", path, files: [] } as const;
    const examined = await judgeEvidence(about, { order: plain, identity: ownerOf(order), evidenceOnly: true }, ports);
    found.push(examined.found.status === "verified" ? compared(examined.found, bundle, order) : examined.found);
  }
  const rest = { kind: "published", proves: [] } as const;
  if (order.unread > 0) {
    found.push({ ...rest, status: "not-checked", reason: "GitHub's attestation of the release could not be read" });
  }
  if (found.length > 0) return found;
  const isImmutable = order.named.release.immutable === true;
  const reason = isImmutable
    ? "GitHub calls the release immutable, and shows no attestation of it"
    : "GitHub attests immutable releases alone, and this one is not";
  return [{ ...rest, status: "absent", reason }];
}

/** Whose release it must be: this repository under its name of today, or the one that was typed. GitHub itself signed it in any case. */
function ownerOf({ named, repository }: PublishedToExamine): ExpectedIdentity {
  const sourceRef = `refs/tags/${named.release.tag}`;
  const today = webAddress({ repository }, named);
  const of = [...new Set([today, repository])].map(
    (one) => ({ kind: "repository", repository: one, sourceRef }) as const,
  );
  const [only = { kind: "repository", repository, sourceRef }, ...others] = of;
  return others.length === 0 ? only : { kind: "any-of", of };
}

function compared(found: FoundEvidenceOf, bundle: unknown, order: PublishedToExamine): FoundEvidenceOf {
  try {
    const stated = statedIn(bundle);
    requireSameRelease(stated, order.named);
    requireSameFiles(stated, order);
    const { tag } = order.named.release;
    const reason = `GitHub published exactly these files as the release ${printable(tag)} of this repository`;
    return { ...found, reason, proves: order.files.map(({ asset }) => asset.name) };
  } catch (error) {
    return { ...found, ...unjudged(error) };
  }
}

/** What the bundle says that was just verified. */
function statedIn(bundle: unknown): ReleaseAttestation {
  const { payload = "" } = (bundle as { readonly dsseEnvelope?: { readonly payload?: string } }).dsseEnvelope ?? {};
  return parseReleaseAttestation(decodeBase64(payload));
}

function requireSameRelease(stated: ReleaseAttestation, { repository, release, tag }: ShownRelease): void {
  const rows = [
    ["number of the repository", stated.repositoryId, repository.id],
    ["tag", stated.tag, release.tag],
  ] as const;
  for (const [what, said, expected] of rows) {
    if (said !== expected) {
      throw mismatch(`the ${what} is ${printable(said)} in GitHub's attestation, and ${printable(expected)} now`);
    }
  }
  if (tag === undefined) throw new Fault("tag-missing", `the tag ${printable(release.tag)} is gone`);
  if (stated.commit === tag.object || stated.commit === tag.commit) return;
  throw new Fault(
    "tag-moved",
    `GitHub published the release for ${stated.commit}, and its tag leads to ${tag.commit}`,
    {
      hint: "find out who moved the tag, and why",
    },
  );
}

/** Of both sides by name: neither has a file more, or another one under a name. */
function requireSameFiles(stated: ReleaseAttestation, { named, files }: PublishedToExamine): void {
  const published = new Map(stated.files.map(({ name, sha256 }) => [name, sha256]));
  const came = new Map(files.map(({ asset, sha256 }) => [asset.name, sha256]));
  const there = named.release.assets.filter(({ isWhole }) => isWhole);
  for (const { name, sha256 } of there) {
    const expected = published.get(name);
    if (expected === undefined) throw mismatch(`${printable(name)} was not among the files that GitHub published`);
    const found = came.get(name) ?? sha256;
    if (found !== undefined && found !== expected) throw differs(name);
  }
  const names = new Set(there.map(({ name }) => name));
  const gone = [...published.keys()].find((name) => !names.has(name));
  if (gone !== undefined) throw mismatch(`${printable(gone)} was published, and is not there any more`);
}

function differs(name: string): Fault {
  return new Fault("digest-mismatch", `${printable(name)} is not the file that GitHub published`);
}

function mismatch(problem: string): Fault {
  return new Fault("release-mismatch", problem);
}
