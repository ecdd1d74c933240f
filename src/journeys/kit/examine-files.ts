import { Fault } from "../../kernel/fault.ts";
import { isRefusal } from "../../kernel/is-refusal.ts";
import { printable } from "../../kernel/printable.ts";
import { readUnverified } from "../show/read-unverified.ts";
import type { FileForKit } from "./collect-files.ts";
import { examineFile, mayExamine } from "./examine-file.ts";
import type { KitReadingPorts } from "./kit-ports.ts";
import { walkLayout } from "./walk-layout.ts";

const MAX_MANIFEST_BYTES = 4 << 20;

type Ports = Pick<KitReadingPorts, "files" | "crypto">;

/**
 * Whether the files of a kit are what their folders are for: capsules are capsules, each image is whole, policies and keys can be read.
 * Fault: `kit-contents`.
 */
export async function examineFiles(all: readonly FileForKit[], ports: Ports): Promise<void> {
  const { files, crypto } = ports;
  for (const { path, at, size } of all) {
    if (path.startsWith("capsules/") && path.endsWith(".capsule")) await requireCapsule(path, at, ports);
    else if (mayExamine(path, size)) await examineFile(path, await files.read(at, size), crypto);
  }
  const byPath = new Map(all.map((file) => [file.path, file]));
  await walkLayout({
    size: (path) => byPath.get(path)?.size,
    read: (path) => files.read(byPath.get(path)?.at ?? path, MAX_MANIFEST_BYTES),
  });
}

async function requireCapsule(path: string, at: string, ports: Ports): Promise<void> {
  try {
    await readUnverified({ path: at }, new Set(), ports);
  } catch (error) {
    if (!isRefusal(error)) throw error;
    throw new Fault("kit-contents", `${printable(path)} is not a capsule: ${error.message}`);
  }
}
