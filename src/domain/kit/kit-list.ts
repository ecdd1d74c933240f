import { compareUtf8 } from "../../kernel/bytewise.ts";
import { Fault } from "../../kernel/fault.ts";
import { MAX_KIT_FILES, MAX_KIT_LIST_BYTES } from "../../kernel/limits.ts";
import { PortableNames } from "../../kernel/portable-names.ts";
import { printable } from "../../kernel/printable.ts";
import { decodeUtf8, encodeUtf8 } from "../../kernel/utf8.ts";
import { kitFolderOf } from "./kit-path.ts";

/** A file of a kit. */
export interface KitFile {
  readonly path: string;
  /** Hex. */
  readonly sha256: string;
}

/** The same file under the same path has the same key. */
export function kitFileKey({ path, sha256 }: KitFile): string {
  return `${sha256} ${path}`;
}

const LINE = /^([0-9a-f]{64}) {2}(.+)$/;
/** Where an OCI layout keeps what is named by its digest. */
const BLOBS = "images/blobs/sha256/";

/** The list of all files of a kit, in bytewise order of their paths, as `sha256sum` writes it. */
export function formatKitList(files: readonly KitFile[]): Uint8Array {
  const sorted = [...files].sort((a, b) => compareUtf8(a.path, b.path));
  return encodeUtf8(sorted.map(({ path, sha256 }) => `${sha256}  ${path}\n`).join(""));
}

/**
 * Parses what `formatKitList` writes and nothing else:
 *
 *     9f86d081…0f00a08  capsules/tool-1.2.3.capsule
 *
 * Faults: `kit-malformed` for a line of another form, another order, or a layer of an image under the name of another digest;
 * `kit-path`, `archive-duplicate` for two paths that one file system could take for one; `archive-limit`.
 */
export function parseKitList(bytes: Uint8Array): readonly KitFile[] {
  if (bytes.length > MAX_KIT_LIST_BYTES)
    throw new Fault("archive-limit", "the list of a kit's files is longer than is read");
  const text = decodeUtf8(bytes, "the list of a kit's files");
  if (!text.endsWith("\n")) throw malformed("does not end with a line");
  const lines = text.slice(0, -1).split("\n");
  if (lines.length > MAX_KIT_FILES) throw new Fault("archive-limit", `the kit has more than ${MAX_KIT_FILES} files`);
  const names = new PortableNames();
  let before = "";
  return lines.map((line) => {
    const [, sha256 = "", path = ""] = LINE.exec(line) ?? [];
    if (path === "") throw malformed("has a line that is not a digest and a path");
    kitFolderOf(path);
    if (compareUtf8(path, before) <= 0) throw malformed(`does not have ${printable(path)} in its place`);
    names.add(path);
    before = path;
    if (path.startsWith(BLOBS) && path !== BLOBS + sha256) {
      throw malformed(`has other bytes under the digest that ${printable(path)} is named by`);
    }
    return { path, sha256 };
  });
}

function malformed(problem: string): Fault {
  return new Fault("kit-malformed", `the list of a kit's files ${problem}`);
}
