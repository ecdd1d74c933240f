import type { NewAuditEntry } from "../../domain/kit/audit-log.ts";
import type { KitFile } from "../../domain/kit/kit-list.ts";
import type { Fault } from "../../kernel/fault.ts";
import { jsonText } from "../../kernel/json-text.ts";
import { encodeUtf8 } from "../../kernel/utf8.ts";
import { DEPOT } from "./depot.ts";
import type { KitPorts } from "./kit-ports.ts";
import { inFolder } from "./stage-kit.ts";

export interface Quarantined {
  readonly folder: string;
  /** Path of the kit, which stays where it is: a medium is often read-only. */
  readonly source: string;
  readonly fault: Fault;
  readonly entry: NewAuditEntry;
  /** The file that was being written, if one was. */
  readonly staged: KitFile | undefined;
}

/**
 * Keeps what did not fit for whoever looks into it: a report, and the bytes of the file that was refused, in a folder of their own from
 * which nothing is used.
 */
export async function quarantine(
  { folder, source, fault, entry, staged }: Quarantined,
  { files, disk }: KitPorts,
): Promise<void> {
  const name = `${entry.time.replaceAll(/[-:]/g, "")}-${fault.code}`;
  const own = await freshFolder(files.join(folder, DEPOT.quarantine), name, files);
  const report = {
    ...{ time: entry.time, code: fault.code, message: fault.message, source: files.nameOf(source), kit: entry.kit },
    file: staged === undefined ? null : staged.path,
  };
  await files.write(files.join(own, "report.json"), encodeUtf8(jsonText(report)));
  if (staged === undefined) return;
  const at = inFolder(files.join(folder, DEPOT.staging), staged, files);
  if ((await files.facts(at)) !== undefined) await disk.move(at, files.join(own, "bytes"));
}

async function freshFolder(parent: string, name: string, files: KitPorts["files"]): Promise<string> {
  for (let number = 1; ; number++) {
    const path = files.join(parent, number === 1 ? name : `${name}-${number}`);
    if ((await files.facts(path)) !== undefined) continue;
    await files.makeFolder(path);
    return path;
  }
}
