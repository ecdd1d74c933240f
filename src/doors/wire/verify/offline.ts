import { resolve } from "node:path";
import { nodeCryptography } from "../../../crypto/node.ts";
import { EMBEDDED_ROOTS, type EmbeddedInstance } from "../../../domain/sigstore/embedded-roots.ts";
import { Fault } from "../../../kernel/fault.ts";
import type { Trust, TrustedRootFile } from "../../../ports/trust.ts";
import { systemClock } from "../../../world/clock.ts";
import { processEnv } from "../../../world/env.ts";
import { systemFiles } from "../../../world/files/files.ts";
import type { Surroundings } from "../../surroundings.ts";
import { userFile } from "../read/read.ts";

export const MAX_CONFIG_BYTES = 4 << 20;

/** Verifies by what was built in, was imported or is named, and by nothing else: no socket. */
export const offlinePorts: Surroundings["verifyPorts"] = async ({ trustedRoot, instances, online, progress }) => {
  if (online === true) {
    throw new Fault("usage", "this program opens no socket", {
      hint: "fetch roots with the whole program, dist/cli.js, or name one with --trusted-root",
    });
  }
  const trust = trustedRoot === undefined ? await offlineTrust(instances) : fileTrust(trustedRoot);
  return { crypto: nodeCryptography, files: systemFiles, trust, progress };
};

/** What was built in, or imported since; no socket is opened. */
export async function offlineTrust(instances: readonly EmbeddedInstance[]): Promise<Trust> {
  const path = rootsStore();
  if (path === undefined || (await systemFiles.facts(path)) === undefined) {
    return { trustedRoots: async () => instances.map(embeddedRoot) };
  }
  const [{ importedTrust }, { provenRoots }] = await Promise.all([
    import("../../../services/tuf/imported-trust.ts"),
    import("../../../services/tuf/prove-root.ts"),
  ]);
  return importedTrust(instances, embeddedRoot, {
    path,
    files: systemFiles,
    roots: provenRoots({ clock: systemClock, crypto: nodeCryptography }),
  });
}

/** Where imported roots are: data of the user, which cannot be fetched again; undefined for a user without a home. */
export function rootsStore(): string | undefined {
  const named = processEnv("CAPSULE_ROOTS");
  if (named !== undefined && named !== "") return resolve(named);
  return userFile("roots.json");
}

export function embeddedRoot(instance: EmbeddedInstance): TrustedRootFile {
  const { bytes, dated } = EMBEDDED_ROOTS[instance];
  return { bytes: bytes(), origin: `built-in ${instance} root`, dated, mayBeOutdated: true };
}

export function fileTrust(path: string): Trust {
  return only(async () => ({ bytes: await systemFiles.read(path, MAX_CONFIG_BYTES), origin: path, dated: undefined }));
}

export function only(root: () => Promise<TrustedRootFile>): Trust {
  return { trustedRoots: async () => [await root()] };
}
