import { sha256Hex } from "../../crypto/node-digest.ts";
import { formatEpoch } from "../../kernel/iso-time.ts";
import type { CarriedRoots } from "../../ports/carried-roots.ts";
import type { RetryPorts } from "../http/request-with-retries.ts";
import { NO_CACHE, provenRoots, recording, versionsOf } from "./prove-root.ts";
import { refreshTrustedRoot } from "./refresh-trusted-root.ts";
import { tufRepository } from "./repositories.ts";
import { httpFetch } from "./tuf-trust.ts";

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
      const kept = recording(httpFetch(repository, ports), files);
      const { bytes } = await refreshTrustedRoot(repository, kept, NO_CACHE, new Date(fetched));
      return {
        ...{ instance, repository: repository.mirror, sha256: sha256Hex(bytes) },
        fetched,
        versions: versionsOf(files, repository),
        files: Object.fromEntries(files),
      };
    },
    ...provenRoots(ports.clock, repositoryOf),
  };
}
