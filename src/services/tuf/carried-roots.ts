import { sha256Hex } from "../../crypto/node-digest.ts";
import type { CarriedRoot } from "../../domain/sigstore/roots-file.ts";
import { Fault } from "../../kernel/fault.ts";
import { formatEpoch } from "../../kernel/iso-time.ts";
import { decodeUtf8, encodeUtf8 } from "../../kernel/utf8.ts";
import type { CarriedRoots, ProvenRoot } from "../../ports/carried-roots.ts";
import type { RetryPorts } from "../http/request-with-retries.ts";
import { type FetchMetadata, type MetadataCache, refreshTrustedRoot } from "./refresh-trusted-root.ts";
import { type TufRepository, tufRepository } from "./repositories.ts";
import { httpFetch } from "./tuf-trust.ts";

/** The oldest root counts at either end: nothing that was seen here before is asked for there. */
const NO_CACHE: MetadataCache = { read: async () => undefined, write: async () => {} };

/**
 * Everything that a refresh reads, from the root that came with the program on, is kept, and at the other end the same
 * refresh reads it again: who carries the file can hold it back, and change nothing. What was valid when it was fetched may
 * have expired on its way; so the metadata must be valid at the time that the file states, and its short-lived timestamp
 * keeps that time from being far from the truth.
 */
export function carriedRoots(ports: RetryPorts, repositoryOf = tufRepository): CarriedRoots {
  return {
    async fetch(instance) {
      const repository = repositoryOf(instance);
      const files = new Map<string, string>();
      const fetched = formatEpoch(Math.floor(ports.clock.now().getTime() / 1000));
      const fetch = recording(httpFetch(repository, ports), files);
      const { bytes } = await refreshTrustedRoot(repository, fetch, NO_CACHE, new Date(fetched));
      return {
        ...{ instance, repository: repository.mirror, sha256: sha256Hex(bytes) },
        fetched,
        versions: versionsOf(files, repository),
        files: Object.fromEntries(files),
      };
    },
    async prove(root) {
      const repository = repositoryOf(root.instance);
      const at = new Date(root.fetched);
      if (at.getTime() > ports.clock.now().getTime() + MAX_CLOCK_DIFFERENCE) {
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

function recording(fetch: FetchMetadata, files: Map<string, string>): FetchMetadata {
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
function versionsOf(files: ReadonlyMap<string, string>, repository: TufRepository): CarriedRoot["versions"] {
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
