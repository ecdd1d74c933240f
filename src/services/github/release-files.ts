import { createHash } from "node:crypto";
import { Fault } from "../../kernel/fault.ts";
import { printable } from "../../kernel/printable.ts";
import type { NewFile } from "../../ports/files.ts";
import type { PublishedFile, ReadBack } from "../../ports/release-host.ts";
import type { GitHubApi } from "./github-api.ts";
import { assetSchema, digestOf, type ReleaseAsset } from "./release-schemas.ts";

const PERMISSION = "contents: write";
const ATTEMPTS = 4;
/** Bytes a second that a slow connection must reach: a timeout is meant for what hangs, not for what is large. */
const SLOWEST = 128 * 1024;

/** The files of one release on GitHub. */
export interface ReleaseFiles {
  /** With leftovers of failed uploads. */
  all(): Promise<ReleaseAsset[]>;
  /** What is there, whole; a digest that GitHub does not say is computed from a download. */
  published(): Promise<PublishedFile[]>;
  /** The digest of a file, from GitHub or by a download. */
  describe(asset: ReleaseAsset): Promise<PublishedFile>;
  delete(asset: Pick<ReleaseAsset, "id" | "name">): Promise<void>;
  read(asset: ReleaseAsset, maxBytes: number): Promise<Uint8Array>;
  digest(asset: ReleaseAsset): Promise<ReadBack>;
  /** Writes the bytes of a file of any size to a new file, opened again for each attempt. */
  save(asset: ReleaseAsset, open: () => NewFile): Promise<void>;
}

export function releaseFiles(api: GitHubApi, releaseId: number): ReleaseFiles {
  const files: ReleaseFiles = {
    all: () =>
      api.list(assetSchema, {
        what: "list the files of the release",
        permission: PERMISSION,
        path: `/releases/${releaseId}/assets?per_page=100`,
        missing: deleted,
      }),
    async published() {
      const whole = (await files.all()).filter(isWhole);
      const described: PublishedFile[] = [];
      for (const asset of whole) described.push(await files.describe(asset));
      return described;
    },
    async describe(asset) {
      const sha256 = digestOf(asset) ?? (await files.digest(asset)).sha256;
      return { name: asset.name, size: asset.size, sha256 };
    },
    async delete({ id, name }) {
      const what = `delete the file ${printable(name)} of the draft`;
      await api.send({
        what,
        permission: PERMISSION,
        method: "DELETE",
        path: `/releases/assets/${id}`,
        allowed: [404],
      });
    },
    async read(asset, maxBytes) {
      if (asset.size > maxBytes) throw tooLarge(asset.name, maxBytes);
      const chunks = await download(api, asset, () => {
        const kept: Uint8Array[] = [];
        return { take: (chunk) => kept.push(chunk), end: () => kept };
      });
      return Buffer.concat(chunks);
    },
    digest: (asset) =>
      download(api, asset, () => {
        const [sha256, sha512] = [createHash("sha256"), createHash("sha512")];
        return {
          take: (chunk) => {
            sha256.update(chunk);
            sha512.update(chunk);
          },
          end: () => ({
            name: asset.name,
            size: asset.size,
            sha256: sha256.digest("hex"),
            sha512: sha512.digest("hex"),
          }),
        };
      }),
    save: (asset, open) =>
      download(api, asset, () => {
        const file = open();
        return { take: (chunk) => file.write(chunk), end: () => file.close(), abandon: () => file.close() };
      }),
  };
  return files;
}

export function isWhole({ state }: ReleaseAsset): boolean {
  return state === "uploaded";
}

export function transferTimeout(size: number): number {
  return 60_000 + Math.ceil((size / SLOWEST) * 1000);
}

interface Sink<T> {
  take(chunk: Uint8Array): void;
  end(): T;
  /** Called instead of `end` where the attempt failed. */
  abandon?(): void;
}

/** Streams a file into a new sink for each attempt; a body that breaks off or is too short is fetched again (G08). */
async function download<T>(api: GitHubApi, asset: ReleaseAsset, open: () => Sink<T>): Promise<T> {
  const { address, ports } = api;
  const what = `download the file ${printable(asset.name)} of the release`;
  const asked = { what, permission: PERMISSION, missing: () => gone(asset.name) };
  const path = `/repos/${encodeURIComponent(address.owner)}/${encodeURIComponent(address.name)}/releases/assets/${asset.id}`;
  for (let n = 1; ; n++) {
    const sink = open();
    let size = 0;
    const receive = (chunk: Uint8Array): void => {
      size += chunk.length;
      sink.take(chunk);
    };
    try {
      const response = await api.transfer({
        method: "GET",
        url: address.api + path,
        headers: { accept: "application/octet-stream", "accept-encoding": "identity" },
        timeoutMs: transferTimeout(asset.size),
        maxResponseBytes: asset.size + 1,
        receive,
      });
      if (response.status >= 500 && n < ATTEMPTS)
        throw new Fault("network-unreachable", `GitHub answered ${response.status}`);
      if (response.status !== 200) throw api.fault(response, asked);
      if (response.body.length > 0) receive(response.body);
      if (size !== asset.size) throw new Fault("network-unreachable", `the file ${printable(asset.name)} broke off`);
      return sink.end();
    } catch (fault) {
      sink.abandon?.();
      if (n === ATTEMPTS || !isPassing(fault)) throw fault;
      await ports.clock.sleep(500 * 2 ** n);
    }
  }
}

export function deleted(): Fault {
  return new Fault("release-changed", "the release was deleted while it was being published", {
    hint: "let only one job change a release, then run again",
  });
}

function gone(name: string): Fault {
  return new Fault("release-changed", `the file ${printable(name)} is gone from the release`, {
    hint: "find out who removed it, then run again",
  });
}

/** Failures of the network, which another attempt may better. */
export function isPassing(fault: unknown): boolean {
  return fault instanceof Fault && (fault.code === "network-unreachable" || fault.code === "network-timeout");
}

function tooLarge(name: string, maxBytes: number): Fault {
  return new Fault("response-too-large", `the file ${printable(name)} of the release is larger than ${maxBytes} bytes`);
}
