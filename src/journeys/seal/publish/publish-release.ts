import { PROVENANCE_ENTRY } from "../../../domain/capsule/entry-names.ts";
import { mapBounded } from "../../../kernel/bounded.ts";
import { sha256Hex } from "../../../kernel/digest.ts";
import { Fault } from "../../../kernel/fault.ts";
import { printable } from "../../../kernel/printable.ts";
import type { Publication, PublishedFile, SignedStatement } from "../../../ports/release-host.ts";
import type { SealPorts } from "../order/seal-order.ts";
import type { SealedContent } from "../self-verify/sealed-content.ts";
import type { ConsumerPorts } from "../self-verify/verify-sealed.ts";
import { stoppedHint } from "./stopped-hint.ts";
import type { Place } from "./take-places.ts";
import { type FileReadBack, verifyPublished } from "./verify-published.ts";

/** Files of evidence on their way at a time. */
const PARALLEL = 6;

export interface FileToPublish {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** What became of the release at one host. */
export interface PublishedAt {
  readonly folder: string | undefined;
  readonly publication: Publication;
}

export interface PublishedRelease {
  readonly published: readonly PublishedFile[];
  readonly at: readonly PublishedAt[];
  /** How each file of a forge was compared; empty where there is none. */
  readonly readBack: readonly FileReadBack[];
}

/**
 * Publishes a sealed release at every host:
 *
 *   1. fill     assets first, then the capsule, then what is taken from it; where the release is public already the assets
 *               come last, so that nothing unsealed is ever public
 *   2. compare  what each host says it stored
 *   3. verify   what a forge gives back, as a consumer would, and as much of it as its limits allow
 *   4. attest   where the forge keeps attestations
 *   5. publish  last, folders before the forge
 *
 * A run that is cut off anywhere leaves what a rerun can take over. Faults: `published-differs`, `self-verification`, those
 * of the hosts.
 */
export async function publishRelease(
  content: { readonly files: readonly FileToPublish[]; readonly sealed: SealedContent },
  places: readonly Place[],
  ports: ConsumerPorts & Pick<SealPorts, "reached">,
): Promise<PublishedRelease> {
  const { files, sealed } = content;
  const published = files.map(({ name, bytes }) => ({ name, size: bytes.length, sha256: sha256Hex(bytes) }));
  const expectedAt = ({ host }: Place): PublishedFile[] =>
    host.folder === undefined ? [...sealed.assets.map(fileOf), ...published] : published;

  if (places.some(({ host, isPublic }) => host.folder === undefined && isPublic)) ports.reached?.("exposing");
  for (const place of places) await fill(place, files, ports);
  const readBack: FileReadBack[] = [];
  for (const place of places) {
    const stated = await compare(place, expectedAt(place));
    if (place.host.folder !== undefined) continue;
    readBack.push(...(await verifyPublished(place, { sealed, published, stated }, ports)));
  }
  for (const { host } of places) await host.attest?.(statementsOf(sealed));
  if (places.some(({ host }) => host.folder === undefined)) ports.reached?.("exposing");
  const at: PublishedAt[] = [];
  for (const place of places) {
    const { host } = place;
    ports.progress.step(`publishing at ${host.folder === undefined ? "the forge" : printable(host.folder)}`);
    at.push({ folder: host.folder, publication: await host.publish(expectedAt(place)) });
  }
  return { published, at, readBack };
}

function fileOf({ name, size, sha256 }: PublishedFile): PublishedFile {
  return { name, size, sha256 };
}

async function fill({ host, isPublic }: Place, files: readonly FileToPublish[], { progress }: ConsumerPorts) {
  progress.step(host.folder === undefined ? "filling the release" : `writing ${files.length} files`);
  if (!isPublic) await host.putAssets();
  let done = 0;
  const put = async (file: FileToPublish): Promise<void> => {
    await host.put(file.name, file.bytes);
    progress.advance(++done, files.length);
  };
  const [capsule, ...others] = files;
  if (capsule !== undefined) await put(capsule);
  await mapBounded(others, PARALLEL, put);
  if (isPublic) await host.putAssets();
}

/** Returns the names of those whose digest the host only stated. */
async function compare(place: Place, expected: readonly PublishedFile[]): Promise<ReadonlySet<string>> {
  const stored = new Map((await place.host.list()).map((file) => [file.name, file]));
  const stated = new Set<string>();
  for (const file of expected) {
    const found = stored.get(file.name);
    if (found?.sha256 !== file.sha256) throw differs(file, found, place);
    if (found.isStated) stated.add(file.name);
  }
  return stated;
}

/** The root, then the provenance where there is one, each by one of its subjects. */
function statementsOf({ assets, root, entries }: SealedContent): SignedStatement[] {
  const subject = assets[0]?.sha256;
  const provenance = entries.find(({ name }) => name === PROVENANCE_ENTRY)?.bytes;
  if (subject === undefined) return [];
  return [root, ...(provenance === undefined ? [] : [provenance])].map((bundle) => ({ subject, bundle }));
}

function differs(file: PublishedFile, found: PublishedFile | undefined, place: Place): Fault {
  const stored = found === undefined ? "it is not there" : `found SHA-256 ${found.sha256}`;
  const what = `${printable(file.name)} was not stored as sent: ${stored}, expected ${file.sha256}`;
  return new Fault("published-differs", what, { hint: stoppedHint(place) });
}
