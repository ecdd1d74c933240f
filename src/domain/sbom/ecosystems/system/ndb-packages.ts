import { Fault } from "../../../../kernel/fault.ts";

const FILE_MAGIC = "RpmP";
const SLOT_MAGIC = "Slot";
const BLOB_MAGIC = "BlbS";
const PAGE_BYTES = 4096;
const SLOT_BYTES = 16;
const BLOCK_BYTES = 16;
const BLOB_HEADER_BYTES = 16;
/** The header takes the place of the first two slots. */
const HEADER_SLOTS = 2;

/**
 * The package headers in `Packages.db`, RPM's own "ndb" database (little endian): a header with the count of slot pages,
 * slots (magic, package number, first block, count of blocks; blocks have 16 bytes), and for each used slot a blob (magic,
 * package number, generation, length, bytes). Packages that share bytes are refused. Fault: `sbom-source-malformed`.
 */
export function* readNdbPackages(bytes: Uint8Array): Generator<Uint8Array> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const word = (at: number): number => {
    if (at + 4 > bytes.length) throw malformed("it ends too early");
    return view.getUint32(at, true);
  };
  const isMagic = (at: number, magic: string) => Buffer.from(bytes.subarray(at, at + 4)).toString("latin1") === magic;
  if (!isMagic(0, FILE_MAGIC) || word(4) !== 0) throw malformed("it is not of version 0");
  const end = word(12) * PAGE_BYTES;
  let left = bytes.length;
  for (let slot = HEADER_SLOTS * SLOT_BYTES; slot < end; slot += SLOT_BYTES) {
    const [number, block] = [word(slot + 4), word(slot + 8)];
    if (!isMagic(slot, SLOT_MAGIC)) throw malformed("a slot without its magic");
    if (number === 0 || block === 0) continue;
    const blob = block * BLOCK_BYTES;
    const start = blob + BLOB_HEADER_BYTES;
    const length = word(blob + 12);
    if (!isMagic(blob, BLOB_MAGIC) || word(blob + 4) !== number || start + length > bytes.length) {
      throw malformed("a slot that leads to no package");
    }
    left -= BLOB_HEADER_BYTES + length;
    if (left < 0) throw malformed("packages that overlap");
    yield bytes.subarray(start, start + length);
  }
}

function malformed(reason: string): Fault {
  return new Fault("sbom-source-malformed", `the ndb database is damaged or not of the expected kind: ${reason}`);
}
