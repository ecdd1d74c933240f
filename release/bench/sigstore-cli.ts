import { execFile } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { startFiles } from "../../__tests__/services/tuf/start-files.ts";
import { createTufKey, metadataOf, rootOf } from "../../__tests__/services/tuf/test-repository.ts";
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
  const options = { rootKeys: [createTufKey()], key: createTufKey(), target: readFileSync(trustedRoot, "utf8") };
  const [root, cache] = [join(folder, "tuf-root.json"), join(folder, "tuf-cache")];
  writeFileSync(root, rootOf(1, options));
  mkdirSync(cache);
  const mirror = await startFiles(metadataOf(options));
  const trust = ["--tuf-mirror-url", mirror.address, "--tuf-root-path", root, "--tuf-cache-path", cache];
  return {
    title: `${NAME} ${VERSION}`,
    async verify(bundle, file) {
      await run(process.execPath, [join(installed, "bin/run"), "verify", ...trust, "--blob-file", file, bundle]);
    },
    close: () => mirror.close(),
  };
}
