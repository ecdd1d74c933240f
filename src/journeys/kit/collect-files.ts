import * as v from "valibot";
import { KIT_FOLDERS, kitFolderOf } from "../../domain/kit/kit-path.ts";
import { type RetentionRule, retentionRuleSchema } from "../../domain/kit/kit-statement.ts";
import { compareUtf8 } from "../../kernel/bytewise.ts";
import { Fault } from "../../kernel/fault.ts";
import { parseJson } from "../../kernel/json.ts";
import { MAX_KIT_FILES } from "../../kernel/limits.ts";
import { parseSchema } from "../../kernel/parse-schema.ts";
import { printable } from "../../kernel/printable.ts";
import type { Files } from "../../ports/files.ts";

/** A file that goes into a kit. */
export interface FileForKit {
  /** In the kit. */
  readonly path: string;
  /** Where it lies; absolute. */
  readonly at: string;
  /** Bytes. */
  readonly size: number;
}

/** What a person says of the files beside them, in the folder that a kit is made of. */
const RETENTION_FILE = "retention.json";
const MAX_RETENTION_BYTES = 1 << 20;

/**
 * All files below a folder, in the order of a kit, and the rules about keeping them. Faults: `kit-path` for what has no place in a kit,
 * a link among it; `kit-contents` for rules that cannot be read.
 */
export async function collectFiles(
  folder: string,
  files: Files,
): Promise<{ readonly found: readonly FileForKit[]; readonly retention: readonly RetentionRule[] }> {
  const found: FileForKit[] = [];
  let retention: readonly RetentionRule[] = [];
  for (const { name, kind } of await files.list(folder)) {
    const at = files.join(folder, name ?? "");
    if (name === RETENTION_FILE && kind === "file")
      retention = readRetention(await files.read(at, MAX_RETENTION_BYTES));
    else if (kind === "directory" && KIT_FOLDERS.some((one) => one === name)) await walk(at, `${name}`, found, files);
    else throw misplaced(name, `is neither ${RETENTION_FILE} nor one of the folders ${KIT_FOLDERS.join(", ")}`);
  }
  if (found.length === 0) throw new Fault("kit-contents", "the folder has no file for a kit");
  return { found: found.sort((a, b) => compareUtf8(a.path, b.path)), retention };
}

async function walk(folder: string, path: string, found: FileForKit[], files: Files): Promise<void> {
  for (const { name, kind } of await files.list(folder)) {
    if (name === undefined) throw misplaced(path, "holds a file whose name is not UTF-8");
    const [inside, at] = [`${path}/${name}`, files.join(folder, name)];
    if (kind === "directory") {
      await walk(at, inside, found, files);
      continue;
    }
    if (kind !== "file") throw misplaced(inside, "is a link, or no regular file");
    kitFolderOf(inside);
    if (found.length >= MAX_KIT_FILES) throw new Fault("archive-limit", `a kit has at most ${MAX_KIT_FILES} files`);
    found.push({ path: inside, at, size: (await files.facts(at))?.size ?? 0 });
  }
}

function readRetention(bytes: Uint8Array): readonly RetentionRule[] {
  try {
    const value = parseJson(bytes, { what: RETENTION_FILE });
    return parseSchema(v.pipe(v.array(retentionRuleSchema), v.maxLength(256)), value, badRules);
  } catch (error) {
    if (error instanceof Fault && error.code === "json-malformed") throw badRules(`cannot be read: ${error.message}`);
    throw error;
  }
}

function badRules(problem: string): Fault {
  return new Fault("kit-contents", `${RETENTION_FILE} ${problem}`, {
    hint: 'write a list of {"paths": "capsules/", "until": "2036-12-31", "reason": "…"}',
  });
}

function misplaced(path: string | undefined, problem: string): Fault {
  return new Fault("kit-path", `${printable(path ?? "a name that is not UTF-8")} ${problem}`);
}
