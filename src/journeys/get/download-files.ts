import { mapBounded } from "../../kernel/bounded.ts";
import { Fault } from "../../kernel/fault.ts";
import { encodeHex } from "../../kernel/hex.ts";
import { printable } from "../../kernel/printable.ts";
import { parseWebAddress } from "../../kernel/web-address.ts";
import type { Mirror, PublicAsset } from "../../ports/public-releases.ts";
import type { GetPorts } from "./get-order.ts";

/** Connections at once: more gain nothing, and hold memory. */
const PARALLEL = 3;
/** Milliseconds between two words to the person who waits. */
const TELL_EVERY_MS = 100;

/** A file in the private folder. Digests are hex, of the bytes that came. */
export interface Downloaded {
  readonly asset: PublicAsset;
  /** Absolute. */
  readonly path: string;
  readonly sha256: string;
  readonly sha512: string;
}

export interface FilesToDownload {
  readonly assets: readonly PublicAsset[];
  /** Absolute: the private folder. */
  readonly folder: string;
  readonly tag: string;
  /** Addresses of mirrors, as they were given. */
  readonly mirrors: readonly string[];
}

type DownloadPorts = Pick<GetPorts, "files" | "crypto" | "releases" | "progress" | "clock">;

/**
 * Downloads files, some at once, each hashed as it comes. A mirror gives what GitHub names a digest for, and nothing that differs
 * from it; what differs is deleted. The first failure stops the others. Faults: `download-differs`, those of the port, and of
 * the file system.
 */
export async function downloadFiles(order: FilesToDownload, ports: DownloadPorts): Promise<Downloaded[]> {
  const { assets, mirrors } = order;
  for (const mirror of mirrors) parseWebAddress(mirror.replace(/[{}]/g, ""), "the address of a mirror");
  const tell = teller(assets, ports);
  let failure: { readonly error: unknown } | undefined;
  return mapBounded(assets, PARALLEL, async (asset) => {
    const keepOn = (bytes: number): void => {
      if (failure !== undefined) throw failure.error;
      tell(bytes);
    };
    try {
      return await downloadOne(asset, { order, keepOn }, ports);
    } catch (error) {
      failure ??= { error };
      throw error;
    }
  });
}

interface Downloading {
  readonly order: FilesToDownload;
  /** Told of bytes that came; throws once another download has failed. */
  readonly keepOn: (bytes: number) => void;
}

async function downloadOne(
  asset: PublicAsset,
  { order, keepOn }: Downloading,
  ports: DownloadPorts,
): Promise<Downloaded> {
  const { progress, files } = ports;
  const path = files.join(order.folder, asset.name);
  for (const mirror of asset.sha256 === undefined ? [] : order.mirrors) {
    let came = 0;
    const count = (bytes: number): void => {
      came += bytes;
      keepOn(bytes);
    };
    const address = mirrorAddress(mirror, { asset, tag: order.tag, repository: ports.releases.asked });
    try {
      const found = await fetchInto(path, { asset, mirror: { address }, keepOn: count }, ports);
      if (found.sha256 === asset.sha256) return { asset, path, ...found };
      progress.warn(`a mirror has another file as ${asset.name}: it was deleted, and GitHub is asked`);
    } catch (error) {
      if (!isOfMirror(error)) throw error;
      progress.warn(`a mirror does not give ${asset.name}, and GitHub is asked: ${error.message}`);
    }
    await files.remove(path);
    keepOn(-came);
  }
  const found = await fetchInto(path, { asset, mirror: undefined, keepOn }, ports);
  if (asset.sha256 === undefined || found.sha256 === asset.sha256) return { asset, path, ...found };
  await files.remove(path);
  throw new Fault("download-differs", `${printable(asset.name)} is not the file that GitHub names: it was deleted`, {
    hint: "run again; if it stays, something on the way to GitHub changes files",
  });
}

interface Fetching {
  readonly asset: PublicAsset;
  readonly mirror: Mirror | undefined;
  readonly keepOn: (bytes: number) => void;
}

async function fetchInto(path: string, { asset, mirror, keepOn }: Fetching, ports: DownloadPorts) {
  const [sha256, sha512] = [ports.crypto.streamHash("sha256"), ports.crypto.streamHash("sha512")];
  const file = ports.files.create(path);
  const take = (chunk: Uint8Array): void => {
    file.write(chunk);
    sha256.update(chunk);
    sha512.update(chunk);
    keepOn(chunk.length);
  };
  try {
    await ports.releases.download(asset, take, mirror);
  } finally {
    file.close();
  }
  return { sha256: encodeHex(sha256.digest()), sha512: encodeHex(sha512.digest()) };
}

/** What another source may better; the disk it is not. */
function isOfMirror(error: unknown): error is Fault {
  const codes: readonly string[] = [
    ...["network-unreachable", "network-timeout", "response-too-large", "response-malformed", "address-refused"],
    ...["service-busy", "github-refused"],
  ];
  return error instanceof Fault && codes.includes(error.code);
}

/** The address of a file at a mirror: by what stands in braces, or below a folder by its name. */
export function mirrorAddress(
  mirror: string,
  { asset, tag, repository }: { readonly asset: PublicAsset; readonly tag: string; readonly repository: string },
): string {
  const values: Readonly<Record<string, string>> = {
    sha256: asset.sha256 ?? "",
    name: encodeURIComponent(asset.name),
    tag: encodeURIComponent(tag),
    repository: repository.split("/").map(encodeURIComponent).join("/"),
  };
  const hasPlace = /\{(?:sha256|name|tag|repository)\}/.test(mirror);
  if (!hasPlace) return `${mirror}${mirror.endsWith("/") ? "" : "/"}${values["name"]}`;
  return mirror.replace(/\{(sha256|name|tag|repository)\}/g, (_, name: string) => values[name] ?? "");
}

function teller(assets: readonly PublicAsset[], { progress, clock }: DownloadPorts): (bytes: number) => void {
  const total = assets.reduce((sum, { size }) => sum + size, 0);
  let [done, told] = [0, Number.NEGATIVE_INFINITY];
  return (bytes) => {
    done += bytes;
    const now = clock.elapsed();
    if (now - told < TELL_EVERY_MS) return;
    told = now;
    progress.advance(done, total, "bytes");
  };
}
