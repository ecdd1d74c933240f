import { Fault } from "../../kernel/fault.ts";
import type { Files } from "../../ports/files.ts";
import type { Trust } from "../../ports/trust.ts";
import type { FetchTargets } from "../../ports/update-repository.ts";
import type { RetryPorts } from "../http/request-with-retries.ts";
import { requestWithRetries } from "../http/request-with-retries.ts";
import type { FetchMetadata, MetadataCache } from "./refresh-trusted-root.ts";
import { refreshTargets, refreshTrustedRoot } from "./refresh-trusted-root.ts";
import { type TufRepository, tufRepository } from "./repositories.ts";

export interface TufPorts extends RetryPorts {
  readonly files: Files;
}

/** Trusted roots fetched from the update repositories of the instances; only if the user asked to be online. */
export function tufTrust(instances: readonly string[], folder: string, ports: TufPorts): Trust {
  return {
    async trustedRoots() {
      const roots = [];
      for (const repository of instances.map(tufRepository)) {
        const cache = folderCache(`${folder}/${repository.name}`, ports.files);
        roots.push(await refreshTrustedRoot(repository, httpFetch(repository, ports), cache));
      }
      return roots;
    },
  };
}

/** The targets of one repository, with its cache in a folder of its name. */
export function tufTargets(repository: TufRepository, folder: string, ports: TufPorts): FetchTargets {
  const cache = folderCache(`${folder}/${repository.name}`, ports.files);
  return (names) => refreshTargets({ repository, names }, httpFetch(repository, ports), cache);
}

/** The ports of somebody who goes on without after so many milliseconds: nothing is asked or waited for beyond them. */
export function withTimeLimit(limitMs: number, ports: TufPorts): TufPorts {
  const { http, clock } = ports;
  const end = clock.elapsed() + limitMs;
  const left = (wanted: number): number => {
    const remaining = Math.ceil(end - clock.elapsed());
    if (remaining < wanted) throw new Fault("network-timeout", "the update repository took too long");
    return remaining;
  };
  return {
    ...ports,
    http: { request: async (request) => http.request({ ...request, timeoutMs: left(1) }) },
    clock: {
      now: () => clock.now(),
      elapsed: () => clock.elapsed(),
      async sleep(milliseconds) {
        left(milliseconds);
        await clock.sleep(milliseconds);
      },
    },
  };
}

/** 403 and 404 mean that there is no such file: stores answer with either. */
export function httpFetch({ mirror }: Pick<TufRepository, "mirror">, ports: RetryPorts): FetchMetadata {
  return async (path, maxBytes) => {
    const request = { method: "GET", url: `${mirror}/${path}`, maxResponseBytes: maxBytes } as const;
    const { status, body } = await requestWithRetries(ports, request);
    if (status === 200) return body;
    if (status === 403 || status === 404) return undefined;
    throw new Fault("network-unreachable", `the update repository answered with status ${status}`);
  };
}

function folderCache(folder: string, files: Files): MetadataCache {
  return {
    async read(name) {
      const path = `${folder}/${name}`;
      return (await files.facts(path)) === undefined ? undefined : files.read(path, MAX_CACHED_BYTES);
    },
    async write(name, bytes) {
      await files.makeFolder(folder);
      await files.write(`${folder}/${name}`, bytes);
    },
  };
}

const MAX_CACHED_BYTES = 5_000_000;
