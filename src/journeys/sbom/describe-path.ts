import type { Inventory } from "../../domain/sbom/model/inventory.ts";
import { Fault } from "../../kernel/fault.ts";
import { printable } from "../../kernel/printable.ts";
import type { Files } from "../../ports/files.ts";
import { describeFile } from "./describe-file.ts";
import { describeFolder } from "./describe-folder.ts";

/**
 * Describes a file or a folder, from its bytes alone. Faults: `file-missing`, and those of `describeAsset` and
 * `describeRelease`.
 */
export async function describePath(path: string, files: Files): Promise<Inventory> {
  const facts = await files.facts(path);
  if (facts === undefined)
    throw new Fault("file-missing", `nothing is at ${printable(path)}`, { hint: "check the path" });
  return facts.kind === "directory" ? describeFolder(path, files) : describeFile(path, files);
}
