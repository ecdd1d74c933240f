import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";

export type RpmValues = Readonly<Record<number, string | number | readonly string[] | readonly number[]>>;

/** A header as a package holds it, of texts (type 6), lists of texts (8) and numbers (4). */
export function rpmHeader(values: RpmValues): Buffer {
  const index: Buffer[] = [];
  let data = Buffer.alloc(0);
  for (const [tag, value] of Object.entries(values)) {
    const items: readonly (string | number)[] = Array.isArray(value) ? value : [value];
    const isNumber = typeof items[0] === "number";
    if (isNumber) data = Buffer.concat([data, Buffer.alloc((4 - (data.length % 4)) % 4)]);
    const entry = Buffer.alloc(16);
    entry.writeUInt32BE(Number(tag), 0);
    entry.writeUInt32BE(isNumber ? 4 : Array.isArray(value) ? 8 : 6, 4);
    entry.writeUInt32BE(data.length, 8);
    entry.writeUInt32BE(items.length, 12);
    index.push(entry);
    data = Buffer.concat([data, ...items.map(bytesOf)]);
  }
  const intro = Buffer.from([0x8e, 0xad, 0xe8, 0x01, 0, 0, 0, 0, 0, 0, 0, index.length, 0, 0, 0, 0]);
  intro.writeUInt32BE(data.length, 12);
  return Buffer.concat([intro, ...index, data]);
}

/** A header as a database holds it. */
export function rpmBlob(values: RpmValues): Buffer {
  return rpmHeader(values).subarray(8);
}

function bytesOf(value: string | number): Buffer {
  if (typeof value === "string") return Buffer.from(`${value}\0`);
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}

/** The bytes of a database that SQLite itself writes, in which `fill` has run. */
export function sqliteDatabase(fill: (database: DatabaseSync) => void, pageSize = 4096): Uint8Array {
  const folder = mkdtempSync(join(tmpdir(), "capsule-sqlite-"));
  try {
    const path = join(folder, "a.sqlite");
    const database = new DatabaseSync(path);
    database.exec(`PRAGMA page_size = ${pageSize}`);
    fill(database);
    database.close();
    return new Uint8Array(readFileSync(path));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** As RPM makes its database: other tables come first. */
export function rpmSqlite(blobs: readonly Uint8Array[]): Uint8Array {
  return sqliteDatabase((database) => {
    database.exec("CREATE TABLE 'Name' (key TEXT NOT NULL, hnum INTEGER NOT NULL, idx INTEGER NOT NULL)");
    database.exec("CREATE TABLE 'Packages' (hnum INTEGER PRIMARY KEY AUTOINCREMENT, blob BLOB NOT NULL)");
    const insert = database.prepare("INSERT INTO Packages (blob) VALUES (?)");
    for (const blob of blobs) insert.run(blob);
  });
}

/** `Packages.db` with one free slot in front. */
export function rpmNdb(blobs: readonly Uint8Array[]): Uint8Array {
  const slots = Buffer.alloc(4096);
  slots.write("RpmP", 0, "latin1");
  slots.writeUInt32LE(1, 8);
  slots.writeUInt32LE(1, 12);
  for (let at = 32; at < slots.length; at += 16) slots.write("Slot", at, "latin1");
  let block = 256;
  const written = blobs.map((blob, index) => {
    const count = Math.ceil((16 + blob.length + 12) / 16);
    const at = 48 + 16 * index;
    for (const [offset, value] of [index + 1, block, count].entries()) slots.writeUInt32LE(value, at + 4 + 4 * offset);
    const bytes = Buffer.alloc(count * 16);
    bytes.write("BlbS", 0, "latin1");
    for (const [offset, value] of [index + 1, 1, blob.length].entries()) bytes.writeUInt32LE(value, 4 + 4 * offset);
    bytes.set(blob, 16);
    block += count;
    return bytes;
  });
  return new Uint8Array(Buffer.concat([slots, ...written]));
}
