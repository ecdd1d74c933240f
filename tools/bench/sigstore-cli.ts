import { execFile } from "node:child_process";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { startTrustedRootMirror } from "../../__tests__/services/tuf/trusted-root-mirror.ts";
import { installPackage } from "./install-package.ts";

const NAME = "@sigstore/cli";
const VERSION = "0.10.3";
const run = promisify(execFile);

export interface SigstoreCli {
  readonly title: string;
  /** Verifies one file as its users do: one process, which asks its update repository, here on loopback. */
  verify(bundle: string, file: string): Promise<void>;
  close(): Promise<void>;
}

/** The verifier of the Sigstore project for Node, with `trustedRoot` from an update repository; undefined where no registry answers. */
export async function startSigstoreCli(folder: string, trustedRoot: string): Promise<SigstoreCli | undefined> {
  const installed = installPackage(join(folder, "sigstore-cli"), NAME, VERSION);
  if (installed === undefined) return undefined;
  const cache = join(folder, "tuf-cache");
  mkdirSync(cache);
  const mirror = await startTrustedRootMirror(folder, trustedRoot);
  const trust = ["--tuf-mirror-url", mirror.address, "--tuf-root-path", mirror.root, "--tuf-cache-path", cache];
  return {
    title: `${NAME} ${VERSION}`,
    async verify(bundle, file) {
      await run(process.execPath, [join(installed, "bin/run"), "verify", ...trust, "--blob-file", file, bundle]);
    },
    close: () => mirror.close(),
  };
}
