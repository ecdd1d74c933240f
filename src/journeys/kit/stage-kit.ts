import type { KnownKit } from "../../domain/kit/judge-succession.ts";
import { type KitFile, kitFileKey } from "../../domain/kit/kit-list.ts";
import { KIT_LIST_ENTRY, KIT_STATEMENT_ENTRY } from "../../domain/kit/kit-statement.ts";
import { Fault } from "../../kernel/fault.ts";
import { printable } from "../../kernel/printable.ts";
import type { Files } from "../../ports/files.ts";
import { readArtifact } from "../verify/read-artifact.ts";
import { DEPOT, type InstalledKit } from "./depot.ts";
import type { KitPorts } from "./kit-ports.ts";
import type { OpenedKit } from "./open-kit.ts";
import { takeFiles } from "./take-files.ts";

/** A kit that is whole, verified and on the disk, and not in place. */
export interface Staged {
  /** Absolute. */
  readonly path: string;
}

export interface KitToStage {
  readonly opened: OpenedKit;
  readonly before: InstalledKit | undefined;
  readonly folder: string;
  /** Told which file is being written. */
  readonly attempt: { staged: KitFile | undefined };
}

/**
 * Writes a kit into a folder beside its place. Faults: those of `takeFiles`, `kit-base-missing` if a file of the kit in place is no
 * longer what it was.
 */
export async function stageKit({ opened, before, folder, attempt }: KitToStage, ports: KitPorts): Promise<Staged> {
  const { files, disk } = ports;
  const path = files.join(folder, DEPOT.staging);
  await files.makeFolder(path);
  const made = new Set([path]);
  const at = async (file: Pick<KitFile, "path">): Promise<string> => {
    const target = inFolder(path, file, files);
    await files.makeFolder(files.folderOf(target));
    // Each folder above it holds a name that has to be on the disk.
    for (let above = files.folderOf(target); !made.has(above); above = files.folderOf(above)) made.add(above);
    return target;
  };
  for (const [name, bytes] of [
    [KIT_STATEMENT_ENTRY, opened.kit.bundle],
    [KIT_LIST_ENTRY, opened.kit.list],
  ] as const) {
    const file = disk.createFlushed(files.join(path, name));
    file.write(bytes);
    file.close();
  }
  const absent = await takeFiles(opened, ports, async (file) => {
    attempt.staged = file;
    return disk.createFlushed(await at(file));
  });
  attempt.staged = undefined;
  const there = new Set(before?.files.map(kitFileKey));
  for (const file of absent) {
    if (before === undefined || !there.has(kitFileKey(file))) {
      throw new Fault("kit-base-missing", `neither the kit nor the one in place has ${printable(file.path)}`);
    }
    await takeOver(file, { from: inFolder(before.path, file, files), at: await at(file) }, ports);
  }
  for (const one of made) await disk.flush(one);
  return { path };
}

/** A file that the kit in place has, read again: a disk may have changed it. */
async function takeOver(
  file: KitFile,
  { from, at }: { readonly from: string; readonly at: string },
  ports: KitPorts,
): Promise<void> {
  const { digests } = await readArtifact({ path: from, algorithms: ["sha256"] }, ports);
  if (digests.sha256 !== file.sha256) {
    throw new Fault("kit-base-missing", `${printable(file.path)} in place is no longer what was imported`, {
      hint: "import a whole kit",
    });
  }
  await ports.disk.link(from, at);
}

/** Where a file of a kit lies in its folder. */
export function inFolder(folder: string, { path }: Pick<KitFile, "path">, files: Pick<Files, "join">): string {
  return path.split("/").reduce((parent, name) => files.join(parent, name), folder);
}

/** A delta needs the kit that it was made against. Fault: `kit-base-missing`. */
export function requireBase({ predicate: { base } }: KnownKit, before: KnownKit | undefined): void {
  if (base === null || base.sha256 === before?.sha256) return;
  const here = before === undefined ? "none is" : `number ${before.predicate.sequence} is`;
  throw new Fault("kit-base-missing", `the kit builds on number ${base.sequence}, and ${here} in place`, {
    hint: `import number ${base.sequence} first, or a whole kit`,
  });
}
