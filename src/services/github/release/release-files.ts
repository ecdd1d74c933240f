import { createHash } from "node:crypto";
import { Fault } from "../../../kernel/fault.ts";
import { printable } from "../../../kernel/printable.ts";
import type { NewFile } from "../../../ports/files.ts";
import type { PublishedFile, ReadBack } from "../../../ports/release-host.ts";
import type { GitHubApi } from "../api/github-api.ts";
import { isWhole, listKnown, type ReleaseMemory, releaseMemory } from "./release-memory.ts";
import { assetSchema, digestOf, type ReleaseAsset } from "./release-schemas.ts";
import { LOOKS, waitAfter } from "./replica-lag.ts";

const MAX_REFUSAL_BYTES = 16 * 1024;
const PERMISSION = "contents: write";
const ATTEMPTS = 4;
/** Bytes a second that a slow connection must reach: a timeout is meant for what hangs, not for what is large. */
const SLOWEST = 128 * 1024;

/** The files of one release on GitHub. */
export interface ReleaseFiles {
  /** With leftovers of failed uploads; a list that lacks what this run knows is read again, for about a minute. */
  all(): Promise<ReleaseAsset[]>;
  /** Remembers a file that GitHub says it stored, whatever a list says. */
  added(asset: ReleaseAsset): void;
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

export function releaseFiles(api: GitHubApi, releaseId: number, memory: ReleaseMemory = releaseMemory()): ReleaseFiles {
  const path = `/releases/${releaseId}/assets?per_page=100`;
  const purpose = { what: "list the files of the release", permission: PERMISSION, path, missing: deleted };
  const files: ReleaseFiles = {
    all: () => listKnown(memory, () => api.list(assetSchema, purpose), api.ports.clock),
    added: (asset) => void memory.there.set(asset.id, asset),
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
      memory.there.delete(id);
      memory.gone.add(id);
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

export function transferTimeout(size: number): number {
  return 60_000 + Math.ceil((size / SLOWEST) * 1000);
}

interface Sink<T> {
  take(chunk: Uint8Array): void;
  end(): T;
  /** Called instead of `end` if the attempt failed. */
  abandon?(): void;
}

/**
 * Streams a file into a new sink for each attempt; a body that breaks off or is too short is fetched again (G08), and so is
 * a file that GitHub does not know yet.
 */
async function download<T>(api: GitHubApi, asset: ReleaseAsset, open: () => Sink<T>): Promise<T> {
  for (let n = 1; ; n++) {
    const got = await downloadOnce(api, asset, open());
    if (!("fault" in got)) return got.value;
    if (n >= got.attempts) throw got.fault;
    await waitAfter(n, api.ports.clock);
  }
}

/** What came, or the fault, and how many attempts it is worth. */
type Got<T> = { readonly value: T } | { readonly fault: unknown; readonly attempts: number };

async function downloadOnce<T>(api: GitHubApi, asset: ReleaseAsset, sink: Sink<T>): Promise<Got<T>> {
  const { owner, name } = api.address;
  const path = `/repos/${encodeURIComponent(owner)}/${encodeURIComponent(name)}/releases/assets/${asset.id}`;
  let size = 0;
  const receive = (chunk: Uint8Array): void => {
    size += chunk.length;
    sink.take(chunk);
  };
  try {
    const response = await api.transfer({
      method: "GET",
      url: api.address.api + path,
      headers: { accept: "application/octet-stream", "accept-encoding": "identity" },
      timeoutMs: transferTimeout(asset.size),
      // A refusal is longer than a small file.
      maxResponseBytes: Math.max(asset.size + 1, MAX_REFUSAL_BYTES),
      receive,
    });
    if (response.status === 200) {
      if (response.body.length > 0) receive(response.body);
      if (size !== asset.size) throw new Fault("network-unreachable", `the file ${printable(asset.name)} broke off`);
      return { value: sink.end() };
    }
    sink.abandon?.();
    const what = `download the file ${printable(asset.name)} of the release`;
    const fault = api.fault(response, { what, permission: PERMISSION, missing: () => gone(asset.name) });
    return { fault, attempts: response.status === 404 ? LOOKS : response.status >= 500 ? ATTEMPTS : 1 };
  } catch (fault) {
    sink.abandon?.();
    return { fault, attempts: isPassing(fault) ? ATTEMPTS : 1 };
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
