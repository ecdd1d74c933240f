import { beginsAsCapsule } from "../../domain/capsule/read-capsule.ts";
import { speaksOfBundles } from "../../domain/sigstore/bundles-in-file.ts";
import { sourceChunks } from "../../kernel/byte-source.ts";
import { Fault } from "../../kernel/fault.ts";
import { printable } from "../../kernel/printable.ts";
import { readAt } from "../../kernel/read-at.ts";
import { evidenceBeside } from "./evidence-beside.ts";
import type { VerifyOrder, VerifyPorts } from "./verify-order.ts";

const MAX_EVIDENCE_BYTES = 64 * 1024 * 1024;

type FindingPorts = Pick<VerifyPorts, "files" | "crypto">;

/**
 * The same order with a capsule, or other evidence, in its first place: if what was named there is a file to check, the
 * capsule beside it is meant, or where there is none, other evidence. A file that ends in `.capsule` is always taken for one. Fault:
 * `usage` if nothing lies beside it, or several do.
 */
export async function withCapsule<O extends Pick<VerifyOrder, "capsule" | "assets">>(
  order: O,
  ports: FindingPorts,
): Promise<O> {
  const { files } = ports;
  const { capsule } = order;
  if ("bytes" in capsule || /\.capsule$/i.test(capsule.path)) return order;
  const evidence = await readEvidence(capsule.path, ports);
  if (evidence === "other") return order;
  if (evidence !== undefined) return { ...order, capsule: { path: capsule.path, json: evidence } };
  const folder = files.folderOf(capsule.path);
  const [found, other] = (await files.list(folder)).flatMap(({ kind, name }) =>
    kind === "file" && name !== undefined && /\.capsule$/i.test(name) ? [name] : [],
  );
  if (other !== undefined) throw severalCapsules(files.nameOf(capsule.path));
  const beside = found === undefined ? await evidenceBeside(capsule.path, ports) : files.join(folder, found);
  if (beside === undefined) throw noEvidence(files.nameOf(capsule.path));
  return { ...order, capsule: { path: beside }, assets: [{ path: capsule.path }, ...order.assets] };
}

/**
 * Whether it is evidence: an empty file, which its reader refuses; a capsule under any name; JSON that speaks of bundles, which was
 * read as a whole to know; a checksum list with its bundle beside it. Undefined if it is not.
 */
async function readEvidence(path: string, { files, crypto }: FindingPorts): Promise<Uint8Array | "other" | undefined> {
  const file = await files.open(path);
  try {
    const start = await readAt(file, 0, 128);
    if (start.length === 0) return "other";
    if (start[0] === 0x1f && start[1] === 0x8b) {
      return (await beginsAsCapsule(sourceChunks(file), crypto)) ? "other" : undefined;
    }
    if (start[0] === 0x7b) {
      if (file.size > MAX_EVIDENCE_BYTES) return "other";
      const bytes = await readAt(file, 0, file.size);
      return speaksOfBundles(bytes) ? bytes : undefined;
    }
    const isList = /^(?:\\?[0-9a-f]{64} |SHA256 \()/i.test(new TextDecoder().decode(start));
    return isList && (await files.facts(`${path}.sigstore.json`)) !== undefined ? "other" : undefined;
  } finally {
    await file.close();
  }
}

function noEvidence(name: string): Fault {
  return new Fault("usage", `${printable(name)} is not evidence, and there is none beside it`, {
    hint: "name the capsule, a bundle or a signed checksum list first, and then the files to check",
  });
}

function severalCapsules(name: string): Fault {
  return new Fault("usage", `${printable(name)} is not a capsule, and there are several beside it`, {
    hint: "name the one of the release first, and then the files to check",
  });
}
