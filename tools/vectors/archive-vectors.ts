import type { EvidenceEntry } from "../../src/domain/capsule/build-root.ts";
import { ROOT_ENTRY } from "../../src/domain/capsule/entry-names.ts";
import { formatRootStatement } from "../../src/domain/capsule/root-statement.ts";
import { compareUtf8 } from "../../src/kernel/bytewise.ts";
import { formatTar } from "../../src/kernel/tar.ts";
import { encodeUtf8 } from "../../src/kernel/utf8.ts";
import { keyBundle } from "./key-bundle.ts";
import { SMALL, sampleRoot } from "./sample-release.ts";
import { storedGzip } from "./stored-gzip.ts";
import type { Vector } from "./vector.ts";

const BLOCK = 512;
const ROOT_FILE = { name: ROOT_ENTRY, bytes: keyBundle(formatRootStatement(sampleRoot())) };
const FILES = inOrder(SMALL);
const TAR = formatTar([ROOT_FILE, ...FILES]);
const END = new Uint8Array(2 * BLOCK);
const BODY = TAR.subarray(0, -END.length);
/** `VERIFY.md` is the first entry after the root. */
const GUIDE_AT = formatTar([ROOT_FILE]).length - END.length;

/** Files whose archive is not the canonical one, or holds what a capsule may not hold. */
export function archiveVectors(): Vector[] {
  return [...gzipVectors(), ...orderVectors(), ...headerVectors(), ...endVectors()];
}

export function inOrder(entries: readonly EvidenceEntry[]): readonly EvidenceEntry[] {
  return [...entries].sort((a, b) => compareUtf8(a.name, b.name));
}

function gzipVectors(): Vector[] {
  const good = storedGzip(TAR);
  const headed = (at: number, value: number) => good.map((byte, index) => (index === at ? value : byte));
  const damaged = good.map((byte, index) => (index === good.length - 8 ? byte ^ 1 : byte));
  return [
    bad("empty-file", new Uint8Array(), "archive-truncated", "the file is empty"),
    bad("not-gzip", encodeUtf8("not a capsule\n"), "gzip-malformed", "the file is not a gzip stream"),
    bad("bare-tar", TAR, "gzip-malformed", "the archive is not compressed"),
    bad("gzip-flags", headed(3, 8), "gzip-malformed", "the gzip header announces a file name"),
    bad("gzip-time", headed(4, 1), "gzip-malformed", "the gzip header carries a time"),
    bad("gzip-checksum", damaged, "gzip-malformed", "the checksum of the gzip member is wrong"),
    bad("gzip-truncated", good.subarray(0, -1), "archive-truncated", "the last byte of the gzip member is missing"),
    bad("gzip-trailing", join(good, [0]), "archive-trailing-data", "one byte follows the gzip member"),
    bad("gzip-two-members", join(good, good), "archive-trailing-data", "a second gzip member follows"),
  ];
}

function orderVectors(): Vector[] {
  const [guide, provenance] = FILES as [EvidenceEntry, EvidenceEntry];
  const guideFile = TAR.subarray(GUIDE_AT, GUIDE_AT + 2 * BLOCK);
  const readme = { name: "README.md", bytes: encodeUtf8("unlisted\n") };
  return [
    tar("no-entries", END, "capsule-root-missing", "the archive holds nothing"),
    tar("root-absent", formatTar(FILES), "capsule-root-missing", "the archive holds no root"),
    tar("root-second", formatTar([guide, ROOT_FILE, provenance]), "capsule-root-missing", "the root is not first"),
    tar("root-twice", join(BODY, formatTar([ROOT_FILE])), "archive-duplicate", "the archive holds two roots"),
    tar("entry-twice", join(BODY, guideFile, END), "archive-duplicate", "an entry stands twice"),
    tar("order", formatTar([ROOT_FILE, provenance, guide]), "capsule-entry-order", "entries are not in bytewise order"),
    tar("unknown-name", formatTar([ROOT_FILE, readme, ...FILES]), "capsule-entry-name", "the layout has no such name"),
    ...["approvals", "images", "log", "notary", "published", "source"].map((place) =>
      tar(
        `reserved-${place}`,
        formatTar([ROOT_FILE, ...inOrder([...FILES, { ...guide, name: `${place}/${"ab".repeat(32)}.json` }])]),
        "capsule-entry-reserved",
        "the place is kept for a later version",
      ),
    ),
    tar("climbing-name", renamed("../evil"), "archive-entry-name", "a name climbs out"),
    tar("absolute-name", renamed("/etc/evil"), "archive-entry-name", "a name is absolute"),
    tar("backslash-name", renamed("..\\evil"), "archive-entry-name", "a name holds a backslash"),
  ];
}

function headerVectors(): Vector[] {
  return [
    tar("symlink", header(156, "2"), "archive-entry-type", "an entry is a symbolic link"),
    tar("hard-link", header(156, "1"), "archive-entry-type", "an entry is a hard link"),
    tar("directory", header(156, "5"), "archive-entry-type", "an entry is a directory"),
    tar("device", header(156, "3"), "archive-entry-type", "an entry is a device"),
    tar("pax", header(156, "x"), "archive-entry-type", "an entry is a PAX header"),
    tar("pax-global", header(156, "g"), "archive-entry-type", "an entry is a global PAX header"),
    tar("gnu-long-name", header(156, "L"), "archive-entry-type", "an entry is a GNU long name"),
    tar("old-type", header(156, "\0"), "archive-entry-type", "the type of a regular file is the old one"),
    tar("mode", header(100, "0000755"), "archive-header", "a file is executable"),
    tar("owner", header(108, "0001750"), "archive-header", "a file has an owner"),
    tar("group", header(116, "0001750"), "archive-header", "a file has a group"),
    tar("time", header(136, "00000000001"), "archive-header", "a file has a time"),
    tar("link-target", header(157, "target"), "archive-header", "a regular file has a link target"),
    tar("gnu-magic", header(257, "ustar  \0"), "archive-header", "the archive is of the GNU format"),
    tar("owner-name", header(265, "root"), "archive-header", "a file has the name of an owner"),
    tar("prefix", header(345, "assets"), "archive-header", "a name is split into prefix and name"),
    tar("after-name", header(99, "x"), "archive-header", "something stands behind the end of a name"),
    tar("checksum-form", header(154, "  ", false), "archive-header", "a header checksum is written in another form"),
    tar("checksum", header(148, "000000", false), "archive-header", "a header checksum is wrong"),
    tar("padding", at(TAR, GUIDE_AT + 2 * BLOCK - 1, "x"), "archive-header", "padding is not zero"),
  ];
}

function endVectors(): Vector[] {
  return [
    tar("size-too-large", header(124, "00000077777"), "archive-truncated", "an entry claims more than there is"),
    tar("end-absent", BODY, "archive-truncated", "the archive has no end"),
    tar("end-short", TAR.subarray(0, -BLOCK), "archive-truncated", "one block of zeros ends the archive"),
    tar("end-long", join(TAR, END), "archive-trailing-data", "four blocks of zeros end the archive"),
    tar("end-followed", join(TAR, TAR), "archive-trailing-data", "a second archive follows"),
  ];
}

function tar(name: string, bytes: Uint8Array, code: Vector["code"], why: string): Vector {
  return bad(name, storedGzip(bytes), code, why);
}

export function bad(name: string, bytes: Uint8Array, code: Vector["code"], why: string): Vector {
  return { file: `refuse/${name}.capsule`, bytes, code, why };
}

/** The archive whose `VERIFY.md` has another name of at most 99 characters. */
function renamed(name: string): Uint8Array {
  return header(0, name.padEnd(100, "\0"));
}

/** The archive with another text in the header of `VERIFY.md`, whose checksum is made right again. */
function header(offset: number, text: string, summed = true): Uint8Array {
  const changed = at(TAR, GUIDE_AT + offset, text);
  const block = changed.subarray(GUIDE_AT, GUIDE_AT + BLOCK);
  if (!summed) return changed;
  block.fill(0x20, 148, 156);
  const sum = block.reduce((total, byte) => total + byte, 0);
  return at(changed, GUIDE_AT + 148, `${sum.toString(8).padStart(6, "0")}\0 `);
}

function at(bytes: Uint8Array, offset: number, text: string): Uint8Array {
  const changed = Uint8Array.from(bytes);
  changed.set(encodeUtf8(text), offset);
  return changed;
}

function join(...parts: readonly (Uint8Array | readonly number[])[]): Uint8Array {
  return new Uint8Array(Buffer.concat(parts.map((part) => Uint8Array.from(part))));
}
