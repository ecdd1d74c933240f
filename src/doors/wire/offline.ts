import { nodeCryptography } from "../../crypto/node.ts";
import { EMBEDDED_ROOTS, type EmbeddedInstance } from "../../domain/sigstore/embedded-roots.ts";
import { Fault } from "../../kernel/fault.ts";
import type { Trust, TrustedRootFile } from "../../ports/trust.ts";
import { systemFiles } from "../../world/files.ts";
import type { Surroundings } from "../surroundings.ts";

export const MAX_CONFIG_BYTES = 4 << 20;

/** Verifies by what was built in or is named, and by nothing else: no socket, no folder of the user. */
export const offlinePorts: Surroundings["verifyPorts"] = async ({ trustedRoot, instances, online, progress }) => {
  if (online === true) {
    throw new Fault("usage", "this program opens no socket", {
      hint: "fetch roots with the whole program, dist/cli.js, or name one with --trusted-root",
    });
  }
  const builtIn = { trustedRoots: async () => instances.map(embeddedRoot) };
  const trust = trustedRoot === undefined ? builtIn : fileTrust(trustedRoot);
  return { crypto: nodeCryptography, files: systemFiles, trust, progress };
};

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
