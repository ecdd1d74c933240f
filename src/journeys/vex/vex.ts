import { vexRepository } from "../../domain/vulnerability/vex-repository.ts";
import { canonicalJson } from "../../kernel/canonical-json.ts";
import { Fault } from "../../kernel/fault.ts";
import { encodeUtf8 } from "../../kernel/utf8.ts";
import type { Clock } from "../../ports/clock.ts";
import type { Files } from "../../ports/files.ts";
import { readDecisions } from "./read-decisions.ts";

export interface VexOrder {
  /** The file of decisions that was named. */
  readonly risk: string | undefined;
  /** Absolute: where relative paths begin, and decisions are looked for. */
  readonly folder: string;
  /** `https://github.com/owner/name`. */
  readonly repository: string;
  /** Where scanners will fetch the archive of the folder; by default that of GitHub of the branch `main`. */
  readonly location: string | undefined;
  /** Absolute: the folder that is written, which is published. */
  readonly out: string;
}

export interface WrittenVexRepository {
  /** Relative to `out`, in bytewise order. */
  readonly files: readonly string[];
  readonly statements: number;
  /** Decisions that do not hold any more, or not yet, and stand in no document. */
  readonly leftOut: readonly { readonly id: string; readonly component: string }[];
}

/**
 * Lays decisions about vulnerabilities out as a VEX repository.
 *
 *   1. read   the decisions
 *   2. write  one document for each package, the list of them, and last the manifest
 *
 * Fault: `file-missing` if there are no decisions; those of `parseRisk`.
 */
export async function writeVexRepository(
  { risk, folder, repository, location, out }: VexOrder,
  { files, clock }: { readonly files: Files; readonly clock: Clock },
): Promise<WrittenVexRepository> {
  /* 1 */ const read = await readDecisions({ risk, folder, top: folder }, files);
  if (read === undefined) {
    throw new Fault("file-missing", "there is no release/risk.yaml, .yml or .json here", {
      hint: "write down what was decided: docs/risk.md describes the format",
    });
  }
  const laid = vexRepository(read.decisions, { repository, location, now: clock.now().getTime() });
  /* 2 */ for (const [name, document] of laid.files) {
    const path = name.split("/").reduce((folder, part) => files.join(folder, part), out);
    await files.makeFolder(files.folderOf(path));
    await files.write(path, encodeUtf8(`${canonicalJson(document)}\n`));
  }
  return { files: laid.files.map(([name]) => name), statements: laid.statements, leftOut: laid.leftOut };
}
