import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { startFiles } from "./start-files.ts";
import { createTufKey, metadataOf, rootOf } from "./test-repository.ts";

export interface TrustedRootMirror {
  /** `http://127.0.0.1:<port>` */
  readonly address: string;
  /** Path of the root that its clients begin with. */
  readonly root: string;
  close(): Promise<void>;
}

/** An update repository on loopback that gives out one trusted root. `folder` is where its own root is written. */
export async function startTrustedRootMirror(folder: string, trustedRoot: string): Promise<TrustedRootMirror> {
  const key = createTufKey();
  const options = { rootKeys: [key], key, target: readFileSync(trustedRoot, "utf8") };
  const root = join(folder, "tuf-root.json");
  writeFileSync(root, rootOf(1, options));
  const { address, close } = await startFiles(metadataOf(options));
  return { address, root, close };
}
