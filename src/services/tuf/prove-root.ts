import { sha256Hex } from "../../crypto/node-digest.ts";
import type { CarriedRoot } from "../../domain/sigstore/roots-file.ts";
import { Fault } from "../../kernel/fault.ts";
import { decodeUtf8, encodeUtf8 } from "../../kernel/utf8.ts";
import type { CarriedRoots, ProvenRoot } from "../../ports/carried-roots.ts";
import type { Clock } from "../../ports/clock.ts";
import { type FetchMetadata, type MetadataCache, refreshTrustedRoot } from "./refresh-trusted-root.ts";
import { type TufRepository, tufRepository } from "./repositories.ts";

/** The oldest root counts at either end: nothing that was seen here before is asked for there. */
export const NO_CACHE: MetadataCache = { read: async () => undefined, write: async () => {} };

/** Proves what `carriedRoots` fetched, by the same refresh over what was kept. Opens no socket. Fault: `trust-update-refused`. */
export function provenRoots(clock: Clock, repositoryOf = tufRepository): Pick<CarriedRoots, "prove"> {
  return {
    async prove(root) {
      const repository = repositoryOf(root.instance);
      const at = new Date(root.fetched);
      if (at.getTime() > clock.now().getTime() + MAX_CLOCK_DIFFERENCE) {
        throw refused("it was fetched in the future, or the clock of this machine is wrong");
      }
      const files = new Map<string, string>();
      const { bytes } = await refreshTrustedRoot(repository, recording(kept(root), files), NO_CACHE, at);
      const versions = versionsOf(files, repository);
      const isAsStated =
        sha256Hex(bytes) === root.sha256 &&
        root.repository === repository.mirror &&
        ROLES.every((role) => versions[role] === root.versions[role]);
      if (!isAsStated) throw refused("it states another digest, version or repository than it proves");
      return provenRoot(root, bytes);
    },
  };
}

const MAX_CLOCK_DIFFERENCE = 86_400_000;
const ROLES = ["root", "timestamp", "snapshot", "targets"] as const;

function provenRoot({ instance, repository, fetched, versions, sha256 }: CarriedRoot, bytes: Uint8Array): ProvenRoot {
  return { instance, repository, fetched, versions, sha256, bytes };
}

/** Keeps what was read. */
export function recording(fetch: FetchMetadata, files: Map<string, string>): FetchMetadata {
  return async (path, maxBytes) => {
    const bytes = await fetch(path, maxBytes);
    if (bytes !== undefined) files.set(path, decodeUtf8(bytes, "the metadata"));
    return bytes;
  };
}

function kept({ files }: CarriedRoot): FetchMetadata {
  return async (path) => {
    const text = Object.hasOwn(files, path) ? files[path] : undefined;
    return text === undefined ? undefined : encodeUtf8(text);
  };
}

/** Of what was read, by the highest number of each role; of a root that was never rotated, that of the one that came with the program. */
export function versionsOf(files: ReadonlyMap<string, string>, repository: TufRepository): CarriedRoot["versions"] {
  const newest = (role: (typeof ROLES)[number]): number => {
    const texts = [...files].flatMap(([path, text]) =>
      path.endsWith(`${role}.json`) && !path.includes("/") ? [text] : [],
    );
    const own = role === "root" ? [decodeUtf8(repository.root(), "the root")] : [];
    return Math.max(...[...own, ...texts].map((text) => Number(JSON.parse(text).signed.version)));
  };
  return {
    root: newest("root"),
    timestamp: newest("timestamp"),
    snapshot: newest("snapshot"),
    targets: newest("targets"),
  };
}

function refused(problem: string): Fault {
  return new Fault("trust-update-refused", `the carried trusted root is not acceptable: ${problem}`, {
    hint: "make the file anew with capsule roots export, on a machine with a network",
  });
}
