import { isBesideName } from "../../domain/capsule/beside-file-name.ts";
import { Fault } from "../../kernel/fault.ts";
import { MAX_CAPSULE_BYTES, MAX_SCAN_BYTES } from "../../kernel/limits.ts";
import { printable } from "../../kernel/printable.ts";
import type { PublicAsset, PublicRelease } from "../../ports/public-releases.ts";
import { readArtifact } from "../verify/read-artifact.ts";
import type { AuditOrder, AuditPorts } from "./audit-order.ts";
import { see } from "./see.ts";

/** A file of the release, and its digests in hex as far as they are known. */
export interface FetchedFile {
  readonly name: string;
  readonly isWhole: boolean;
  readonly digests: { readonly name: string; readonly sha256: string; readonly sha512?: string } | undefined;
}

export interface FetchedRelease {
  /** Where the capsule lies in a private folder, or why there is none. */
  readonly capsule: { readonly path: string } | { readonly missing: string };
  /** Every file of the release but the capsule and what others signed that lies beside it now. */
  readonly files: readonly FetchedFile[];
}

/** A name that can stand in a folder of ours as it is. */
const PLAIN = /^[A-Za-z0-9][A-Za-z0-9._-]{0,199}$/;
/** Approvals and scans that are read. */
const MOST_BESIDE = 16;
/** A file whose digest GitHub does not state is downloaded up to this size. */
const MAX_UNASKED_BYTES = 256 * 1024 * 1024;

/**
 * Downloads what has to be read: the capsule, what others signed beside it, and the files whose digest GitHub does not state, or all
 * if that was requested. Fault: those of the file system; what cannot be downloaded is said where it is missing.
 */
export async function fetchRelease(
  release: PublicRelease,
  { download }: Pick<AuditOrder, "download">,
  ports: AuditPorts,
): Promise<FetchedRelease> {
  const folder = await ports.temporary.make();
  const capsule = await fetchCapsule(release, folder, ports);
  const name = "path" in capsule ? ports.files.nameOf(capsule.path) : undefined;
  const beside = name === undefined ? [] : await fetchBeside(release, { folder, name }, ports);
  const apart = new Set([name, ...beside]);
  const files: FetchedFile[] = [];
  for (const asset of release.assets) {
    if (!apart.has(asset.name)) files.push(await fetchedFile(asset, { folder, download }, ports));
  }
  return { capsule, files };
}

async function fetchCapsule(
  { assets }: PublicRelease,
  folder: string,
  ports: AuditPorts,
): Promise<FetchedRelease["capsule"]> {
  const capsules = assets.filter(({ name, isWhole }) => isWhole && /\.capsule$/i.test(name));
  const [found, other] = capsules;
  if (found === undefined) return { missing: "the release holds no capsule" };
  if (other !== undefined) return { missing: "the release holds several capsules" };
  if (!PLAIN.test(found.name)) return { missing: `${printable(found.name)} is not the name of a capsule` };
  if (found.size > MAX_CAPSULE_BYTES) return { missing: "the capsule is larger than any can be" };
  const path = ports.files.join(folder, found.name);
  const fetched = await see(() => save(found, path, ports));
  return fetched.isSeen ? { path } : { missing: `the capsule could not be downloaded: ${fetched.why}` };
}

/** The names of those that lie beside the capsule now. */
async function fetchBeside(
  { assets }: PublicRelease,
  { folder, name: capsule }: { readonly folder: string; readonly name: string },
  ports: AuditPorts,
): Promise<string[]> {
  const found = assets
    .filter(({ name, size }) => PLAIN.test(name) && isBesideName("any", name, capsule) && size <= MAX_SCAN_BYTES)
    .slice(0, MOST_BESIDE);
  const names: string[] = [];
  for (const asset of found) {
    const fetched = await see(() => save(asset, ports.files.join(folder, asset.name), ports));
    if (fetched.isSeen) names.push(asset.name);
  }
  return names;
}

interface Place {
  readonly folder: string;
  readonly download: boolean;
}

async function fetchedFile(asset: PublicAsset, { folder, download }: Place, ports: AuditPorts): Promise<FetchedFile> {
  const { name, isWhole, sha256, size } = asset;
  const stated = sha256 === undefined ? undefined : { name, sha256 };
  if (!isWhole || (!download && stated !== undefined) || (!download && size > MAX_UNASKED_BYTES)) {
    return { name, isWhole, digests: stated };
  }
  // Its own name could be anything.
  const path = ports.files.join(folder, "downloaded");
  const read = await see(async () => {
    await save(asset, path, ports);
    return readArtifact({ path, algorithms: ["sha256", "sha512"] }, ports);
  });
  await ports.files.remove(path);
  if (!read.isSeen) return { name, isWhole, digests: undefined };
  const { digests } = read.value;
  if (sha256 === undefined || sha256 === digests.sha256) return { name, isWhole, digests: { name, ...digests } };
  throw new Fault("published-differs", `GitHub states another digest of ${printable(name)} than its bytes have`, {
    hint: "run again; if it stays so, GitHub itself serves something else than it says",
  });
}

/** Into a file of ours. */
export async function save(asset: PublicAsset, path: string, { files, releases }: AuditPorts): Promise<void> {
  const file = files.create(path);
  try {
    await releases.download(asset, (chunk) => file.write(chunk));
  } finally {
    file.close();
  }
}
