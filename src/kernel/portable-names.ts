import { Fault } from "./fault.ts";
import { printable } from "./printable.ts";

/** What a ustar header holds without its prefix field. */
const MAX_NAME_BYTES = 100;

/**
 * The entry names of one archive: each a plain relative path in printable ASCII of at most 100 bytes, so that every system
 * would give it the same place, and no two of them the same place.
 */
export class PortableNames {
  private readonly files = new Set<string>();
  private readonly folders = new Set<string>();

  /**
   * `archive-entry-name` for a name that is empty, absolute, has a drive, a backslash, an empty, `.` or `..` segment (A01–A03);
   * `archive-duplicate` for one that was there before, in other case, or as a folder (A09–A11).
   */
  add(name: string): void {
    if (!isPortable(name)) {
      throw new Fault("archive-entry-name", `the entry name ${printable(name)} is not a plain relative path`);
    }
    const folded = name.toLowerCase();
    const parents = foldersOf(folded);
    if (this.files.has(folded) || this.folders.has(folded) || parents.some((parent) => this.files.has(parent))) {
      throw new Fault("archive-duplicate", `the entry ${printable(name)} takes the place of another one`);
    }
    this.files.add(folded);
    for (const parent of parents) this.folders.add(parent);
  }
}

function isPortable(name: string): boolean {
  if (name.length > MAX_NAME_BYTES || !/^[\x20-\x7e]+$/.test(name) || name.includes("\\")) return false;
  if (/^[A-Za-z]:/.test(name)) return false;
  // A leading, doubled or trailing slash is an empty segment.
  return name.split("/").every((segment) => segment !== "" && segment !== "." && segment !== "..");
}

/** `a` and `a/b` for `a/b/c`. */
function foldersOf(name: string): string[] {
  const folders: string[] = [];
  for (let at = name.indexOf("/"); at >= 0; at = name.indexOf("/", at + 1)) folders.push(name.slice(0, at));
  return folders;
}
