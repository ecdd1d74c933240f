import { digestHex } from "../../crypto/digest-hex.ts";
import type { CarriedRoot } from "../../domain/sigstore/roots-file.ts";
import { formatEpoch } from "../../kernel/iso-time.ts";
import { decodeUtf8 } from "../../kernel/utf8.ts";
import type { CarriedRoots } from "../../ports/carried-roots.ts";
import type { RetryPorts } from "../http/request-with-retries.ts";
import { type ProofPorts, provenRoots } from "./prove-root.ts";
import { type FetchMetadata, type MetadataCache, refreshTrustedRoot } from "./refresh-trusted-root.ts";
import { type TufRepository, tufRepository } from "./repositories.ts";
import { httpFetch } from "./tuf-trust.ts";

/** The oldest root counts at either end: nothing that was seen here before is asked for there. */
const NO_CACHE: MetadataCache = { read: async () => undefined, write: async () => {} };

/**
 * Everything that a refresh reads, from the root that came with the program on, is kept, and at the other end the same
 * workflow reads it again: who carries the file can hold it back, and change nothing. What was valid when it was fetched may
 * have expired on its way; so the metadata must be valid at the time that the file states, and its short-lived timestamp
 * keeps that time from being far from the truth.
 */
export function carriedRoots(ports: RetryPorts & ProofPorts, repositoryOf = tufRepository): CarriedRoots {
  return {
    async fetch(instance) {
      const repository = repositoryOf(instance);
      const files = new Map<string, string>();
      const fetched = formatEpoch(Math.floor(ports.clock.now().getTime() / 1000));
      const kept = recording(httpFetch(repository, ports), files);
      const { bytes } = await refreshTrustedRoot(repository, kept, NO_CACHE, new Date(fetched));
      return {
        ...{ instance, repository: repository.mirror, fetched },
        sha256: await digestHex("sha256", bytes, ports.crypto),
        versions: versionsOf(files, repository),
        files: Object.fromEntries(files),
      };
    },
    ...provenRoots(ports, repositoryOf),
  };
}

/** Keeps what was read. */
function recording(fetch: FetchMetadata, files: Map<string, string>): FetchMetadata {
  return async (path, maxBytes) => {
    const bytes = await fetch(path, maxBytes);
    if (bytes !== undefined) files.set(path, decodeUtf8(bytes, "the metadata"));
    return bytes;
  };
}

const ROLES = ["root", "timestamp", "snapshot", "targets"] as const;

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
