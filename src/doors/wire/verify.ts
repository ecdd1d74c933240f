import { homedir } from "node:os";
import { join, resolve } from "node:path";
import { nodeCryptography } from "../../crypto/node.ts";
import type { EmbeddedInstance } from "../../domain/sigstore/embedded-roots.ts";
import type { CarriedRoots } from "../../ports/carried-roots.ts";
import type { Trust } from "../../ports/trust.ts";
import { systemClock } from "../../world/clock.ts";
import { processEnv } from "../../world/env.ts";
import { systemFiles } from "../../world/files.ts";
import type { Surroundings } from "../surroundings.ts";
import { embeddedRoot, fileTrust } from "./offline.ts";
import { cacheFolder } from "./read.ts";

export const verifyPorts: Surroundings["verifyPorts"] = async ({ trustedRoot, instances, online, progress }) => ({
  crypto: nodeCryptography,
  files: systemFiles,
  trust: trustedRoot === undefined ? await instanceTrust(instances, online) : fileTrust(trustedRoot),
  progress,
});

export const rootsPorts: Surroundings["rootsPorts"] = async () => ({
  files: systemFiles,
  roots: await rootsByTuf(),
  store: rootsStore(),
});

async function instanceTrust(instances: readonly EmbeddedInstance[], online = false): Promise<Trust> {
  if (!online) return offlineTrust(instances);
  const [{ tufTrust }, { createHttp }] = await Promise.all([
    import("../../services/tuf/tuf-trust.ts"),
    import("../../world/http.ts"),
  ]);
  return tufTrust(instances, join(cacheFolder(), "tuf"), {
    http: createHttp(processEnv),
    clock: systemClock,
    files: systemFiles,
  });
}

/** Where imported roots are: data of the user, which cannot be fetched again; undefined for a user without a home. */
function rootsStore(): string | undefined {
  const named = processEnv("CAPSULE_ROOTS");
  if (named !== undefined && named !== "") return resolve(named);
  const [base = homeOrNone(".local", "share")] = ["XDG_DATA_HOME", "LOCALAPPDATA"].flatMap((name) => {
    const folder = processEnv(name) ?? "";
    return folder === "" ? [] : [folder];
  });
  return base === undefined ? undefined : join(base, "release-capsule", "roots.json");
}

/** Containers run as users that no system knows. */
function homeOrNone(...below: readonly string[]): string | undefined {
  try {
    return join(homedir(), ...below);
  } catch {
    return undefined;
  }
}

async function rootsByTuf(): Promise<CarriedRoots> {
  const [{ carriedRoots }, { createHttp }] = await Promise.all([
    import("../../services/tuf/carried-roots.ts"),
    import("../../world/http.ts"),
  ]);
  return carriedRoots({ http: createHttp(processEnv), clock: systemClock });
}

/** What was built in, or imported since; no socket is opened. */
async function offlineTrust(instances: readonly EmbeddedInstance[]): Promise<Trust> {
  const path = rootsStore();
  if (path === undefined || (await systemFiles.facts(path)) === undefined) {
    return { trustedRoots: async () => instances.map(embeddedRoot) };
  }
  const { importedTrust } = await import("../../services/tuf/imported-trust.ts");
  return importedTrust(instances, embeddedRoot, { path, files: systemFiles, roots: await rootsByTuf() });
}
