import { sha256Hex } from "../../../crypto/node-digest.ts";
import { PROVENANCE_ENTRY } from "../../../domain/capsule/entry-names.ts";
import type { FileReadBack } from "../../../domain/release/sealed-release.ts";
import { mapBounded } from "../../../kernel/bounded.ts";
import { counted } from "../../../kernel/counted.ts";
import { Fault } from "../../../kernel/fault.ts";
import { printable } from "../../../kernel/printable.ts";
import type {
  OpenedRelease,
  Publication,
  PublishedFile,
  ReleaseTarget,
  SignedStatement,
} from "../../../ports/release-host.ts";
import type { StorageRecord } from "../../../ports/storage-records.ts";
import type { VerifyPorts } from "../../verify/verify-order.ts";
import type { StatementToSign } from "../describe/read-given-evidence.ts";
import { attachImages, type ImagesToAttach } from "../images/attach-images.ts";
import type { SealPorts } from "../order/seal-order.ts";
import type { SealedContent } from "../self-verify/sealed-content.ts";
import { bundlesOf, type FileToPublish } from "./files-to-publish.ts";
import { stoppedHint, verifyPublished } from "./verify-published.ts";

/** Files of evidence on their way at a time. */
const PARALLEL = 6;

/** What became of the release at one host. */
export interface PublishedAt {
  readonly target: ReleaseTarget;
  readonly publication: Publication;
}

export interface PublishedRelease {
  readonly published: readonly PublishedFile[];
  readonly at: readonly PublishedAt[];
  /** How each file on GitHub was compared; empty if none is put there. */
  readonly readBack: readonly FileReadBack[];
  readonly storageRecords: readonly StorageRecord[];
}

/**
 * Publishes a sealed release at every host:
 *
 *   1. fill     assets first, then the capsule, then what is taken from it; if the release is public already the assets
 *               come last, so that nothing unsealed is ever public
 *   2. compare  what each host says it stored
 *   3. verify   what GitHub gives back, as a consumer would, and as much of it as its limits allow
 *   4. attest   if GitHub keeps attestations
 *   5. images   what is signed of them, attached in their registries and read back, and where they lie recorded
 *   6. publish  last
 *
 * A run that is cut off anywhere leaves what a rerun can take over. Faults: `published-differs`, `self-verification`, those
 * of the hosts.
 */
export async function publishRelease(
  content: {
    readonly files: readonly FileToPublish[];
    /** Assets that lie nowhere yet: a folder receives them with the evidence, and GitHub as any other asset. */
    readonly made: readonly FileToPublish[];
    /** Statements beside root and provenance, for a host that keeps attestations. */
    readonly statements: readonly StatementToSign[];
    readonly sealed: SealedContent;
    readonly images: Pick<ImagesToAttach, "opened" | "format">;
    /** What the text of the release ends with, in Markdown; undefined to leave it as it is. */
    readonly footer?: string | undefined;
  },
  opened: readonly OpenedRelease[],
  ports: VerifyPorts & Pick<SealPorts, "reached" | "clock" | "storageRecords">,
): Promise<PublishedRelease> {
  const { files, made, sealed, statements, images } = content;
  const published = files.map(describe);
  const expectedAt = (release: OpenedRelease): PublishedFile[] =>
    isOnGitHub(release) ? [...sealed.assets.map(fileOf), ...published] : [...published, ...made.map(describe)];

  if (opened.some((release) => isOnGitHub(release) && release.isPublic)) ports.reached?.("exposing");
  for (const release of opened) await fill(release, isOnGitHub(release) ? files : [...files, ...made], ports);
  const readBack: FileReadBack[] = [];
  for (const release of opened) {
    const stated = await compare(release, expectedAt(release));
    if (isOnGitHub(release)) readBack.push(...(await verifyPublished(release, { sealed, published, stated }, ports)));
  }
  const attested = new Map<OpenedRelease, string | undefined>();
  for (const release of opened) attested.set(release, await release.attest?.(statementsOf(sealed, statements)));
  const storageRecords = await attachImages({ sealed, ...images }, ports);
  if (opened.some(isOnGitHub)) ports.reached?.("exposing");
  const at: PublishedAt[] = [];
  for (const release of inOrder(opened)) {
    const { target } = release;
    ports.progress.step(
      target.kind === "github" ? "publishing at GitHub" : `completing the folder ${printable(target.path)}`,
    );
    const publication = await release.publish(expectedAt(release), isOnGitHub(release) ? content.footer : undefined);
    const attestation = attested.get(release);
    at.push({ target, publication: { ...publication, ...(attestation === undefined ? {} : { attestation }) } });
  }
  return { published, at, readBack, storageRecords };
}

function isOnGitHub({ target }: OpenedRelease): boolean {
  return target.kind === "github";
}

/** Folders last: until then a rerun can fill them again, and afterwards there is nothing that could fail. */
function inOrder(opened: readonly OpenedRelease[]): OpenedRelease[] {
  return [...opened.filter(isOnGitHub), ...opened.filter((release) => !isOnGitHub(release))];
}

function describe({ name, bytes }: FileToPublish): PublishedFile {
  return { name, size: bytes.length, sha256: sha256Hex(bytes) };
}

function fileOf({ name, size, sha256 }: PublishedFile): PublishedFile {
  return { name, size, sha256 };
}

async function fill(release: OpenedRelease, files: readonly FileToPublish[], { progress }: VerifyPorts) {
  const { isPublic } = release;
  progress.step(isOnGitHub(release) ? "filling the release" : `writing ${counted(files.length, "file")}`);
  if (!isPublic) await release.putAssets();
  let done = 0;
  const put = async (file: FileToPublish): Promise<void> => {
    await release.put(file.name, file.bytes);
    progress.advance(++done, files.length);
  };
  const [capsule, ...others] = files;
  if (capsule !== undefined) await put(capsule);
  await mapBounded(others, PARALLEL, put);
  if (isPublic) await release.putAssets();
}

/** Returns the names of those whose digest the host only stated. */
async function compare(release: OpenedRelease, expected: readonly PublishedFile[]): Promise<ReadonlySet<string>> {
  const stored = new Map((await release.list()).map((file) => [file.name, file]));
  const stated = new Set<string>();
  for (const file of expected) {
    const found = stored.get(file.name);
    if (found?.sha256 !== file.sha256) throw differs(file, found, release);
    if (found.isStated) stated.add(file.name);
  }
  return stated;
}

/** All other statements of ours, then the root, and the provenance last, if there is one, each by one of its subjects. */
function statementsOf(
  { assets, images, root, entries }: SealedContent,
  statements: readonly StatementToSign[],
): SignedStatement[] {
  const subject = (assets[0] ?? images[0])?.sha256;
  const provenance = entries.find(({ name }) => name === PROVENANCE_ENTRY)?.bytes;
  if (subject === undefined) return [];
  const others = statements.flatMap((statement) =>
    bundlesOf([statement], entries).map((bundle) => ({ subject: statement.subject ?? subject, bundle })),
  );
  const own = [root, ...(provenance === undefined ? [] : [provenance])].map((bundle) => ({ subject, bundle }));
  return [...others, ...own];
}

function differs(file: PublishedFile, found: PublishedFile | undefined, release: OpenedRelease): Fault {
  const stored = found === undefined ? "it is not there" : `found SHA-256 ${found.sha256}`;
  const what = `${printable(file.name)} was not stored as sent: ${stored}, expected ${file.sha256}`;
  return new Fault("published-differs", what, { hint: stoppedHint(release) });
}
