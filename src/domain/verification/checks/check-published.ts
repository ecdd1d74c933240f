import { advice, option } from "../../../kernel/advice.ts";
import { counted } from "../../../kernel/counted.ts";
import { Fault } from "../../../kernel/fault.ts";
import { printable } from "../../../kernel/printable.ts";
import type { ReleaseAttestation } from "../../attestation/release-attestation.ts";
import { capsuleFileName } from "../../capsule/capsule-file-name.ts";
import { CHECKSUMS_ENTRY, signatureEntry } from "../../capsule/entry-names.ts";
import { isFile } from "../../capsule/root-schema.ts";
import { foldRepository } from "../../source/repository.ts";
import type { Claim } from "../claim.ts";
import type { ReleaseDocument } from "../evidence/release-documents.ts";
import { verifiedClaim } from "../make-claim.ts";
import type { VerifiedRoot } from "../verification.ts";

/** What a capsule says of the release that GitHub says that it published. */
export interface SealedSide {
  readonly root: VerifiedRoot;
  /** What can lie beside the assets, by the names under which it is published. */
  readonly documents: readonly ReleaseDocument[];
  /** Hex: of the capsule file. */
  readonly capsuleSha256: string;
  /** Hex: the object of an annotated tag, as GitHub shows it now. */
  readonly tagObject?: string | undefined;
}

/**
 * Compares GitHub's statement with the capsule: repository and its numbers, which the certificate has, too, tag and commit, and both
 * lists of files, of which neither may have a name more, nor another file under a name. Beside the assets only the release's own
 * evidence may have been published. Faults: `release-mismatch`, `digest-mismatch`, `published-mismatch`.
 */
export function checkPublished(stated: ReleaseAttestation, sealed: SealedSide): Claim {
  requireSameRelease(stated, sealed);
  const { documents, isWithCapsule } = requireSameFiles(stated, sealed);
  const assets = stated.files.length - documents;
  const what = `GitHub published the release ${printable(stated.tag)} with exactly the ${counted(assets, "file")}`;
  const beside = documents === 0 ? "" : `, and ${counted(documents, "file")} of its evidence`;
  const left = isWithCapsule ? "" : "; the capsule itself was not published with it";
  return verifiedClaim("published", `${what} that were sealed${beside}${left}`);
}

function requireSameRelease(stated: ReleaseAttestation, { root, tagObject }: SealedSide): void {
  const { release } = root.statement.predicate;
  const { extensions } =
    root.signer.kind === "certificate" ? root.signer.certificate : { extensions: {} as Record<string, undefined> };
  const here = `https://github.com/${stated.repository}`;
  const rows: readonly (readonly [what: string, said: string, ...sealed: (string | null | undefined)[]])[] = [
    ["repository", foldRepository(here), release.repository && foldRepository(release.repository)],
    ["number of the repository", stated.repositoryId, release.repositoryId, extensions.sourceRepositoryIdentifier],
    ["number of the owner", stated.ownerId, release.ownerId, extensions.sourceRepositoryOwnerIdentifier],
    ["tag", stated.tag, release.tag],
  ];
  for (const [what, said, ...sealed] of rows) {
    // What a certificate does not say is not held against it.
    const other = sealed.find((one) => one !== undefined && one !== said);
    if (other !== undefined) throw mismatch(what, said, other);
  }
  if (stated.commit === release.commit || stated.commit === tagObject) return;
  throw mismatch("commit", stated.commit, release.commit, {
    hint: advice`an annotated tag has a digest of its own, which GitHub tells with ${option("online")}`,
  });
}

function mismatch(
  what: string,
  said: string,
  sealed: string | null,
  options: { hint?: NonNullable<Fault["hint"]> } = {},
): Fault {
  const was = sealed === null ? "not stated" : printable(sealed);
  const problem = `GitHub published another release: its ${what} is ${printable(said)}, and in the capsule ${was}`;
  return new Fault("release-mismatch", problem, options);
}

/** How many of the published files are evidence, and whether the capsule is among them. */
function requireSameFiles({ files }: ReleaseAttestation, sealed: SealedSide) {
  const { root, documents, capsuleSha256 } = sealed;
  const { release } = root.statement.predicate;
  const published = new Map(files.map(({ name, sha256 }) => [name, sha256]));
  const assets = new Map(
    root.statement.subject.filter(isFile).map(({ name, digest }) => [name, digest.sha256] as const),
  );
  for (const [name, sha256] of assets) {
    const found = published.get(name);
    if (found === undefined) throw differs(`${printable(name)} was sealed, and GitHub did not publish it`);
    if (found !== sha256) throw replaced(name);
  }
  const capsule = capsuleFileName(release, false);
  const evidence = new Map([...documents.map(({ name, sha256 }) => [name, sha256] as const), [capsule, capsuleSha256]]);
  const others = files.filter(({ name }) => !assets.has(name));
  for (const { name, sha256 } of others) {
    const expected = evidence.get(name);
    if (expected === sha256 || isOwnList(name, { published, documents })) continue;
    if (expected !== undefined) throw replaced(name);
    throw differs(`GitHub published ${printable(name)}, which was not sealed`);
  }
  return { documents: others.length, isWithCapsule: published.has(capsule) };
}

interface Lists {
  readonly published: ReadonlyMap<string, string>;
  readonly documents: readonly ReleaseDocument[];
}

/** A project may give the list of checksums another name; its bundle follows that. */
function isOwnList(name: string, { published, documents }: Lists): boolean {
  const sealed = (entry: string) => documents.find((one) => one.name === entry)?.sha256;
  const list = name.endsWith(".sigstore.json") ? name.slice(0, -".sigstore.json".length) : name;
  const isList = published.get(list) === sealed(CHECKSUMS_ENTRY) && published.has(list);
  return isList && (name === list || published.get(name) === sealed(signatureEntry(CHECKSUMS_ENTRY)));
}

function replaced(name: string): Fault {
  return new Fault("digest-mismatch", `${printable(name)} is not the file that GitHub published`);
}

function differs(problem: string): Fault {
  return new Fault("published-mismatch", problem, {
    hint: "ask the maintainer why GitHub's release and the capsule hold other files",
  });
}
