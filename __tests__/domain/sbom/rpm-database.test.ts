import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readNdbPackages } from "../../../src/domain/sbom/ecosystems/system/ndb-packages.ts";
import { readRpmHeaderBlob } from "../../../src/domain/sbom/ecosystems/system/rpm-header.ts";
import { readSqliteTable } from "../../../src/domain/sbom/ecosystems/system/sqlite-table.ts";
import { WorkBudget } from "../../../src/domain/sbom/model/work-budget.ts";
import { Fault } from "../../../src/kernel/fault.ts";
import { expectFault } from "../../expect-fault.ts";
import { innerEdges, look, purls, tar } from "./look.ts";
import { rpmBlob, rpmNdb, rpmSqlite, sqliteDatabase } from "./rpm-samples.ts";

const RELEASE = 'ID="fedora"\nVERSION_ID=41\n';
const vendor = "Fedora Project";
const GLIBC = rpmBlob({
  ...{ 1000: "glibc", 1001: "2.40", 1002: "3.fc41", 1011: vendor, 1014: "LGPL-2.1-or-later", 1022: "x86_64" },
  ...{ 1044: "glibc-2.40-3.fc41.src.rpm", 1047: ["glibc", "libc.so.6()(64bit)"], 1049: ["rpmlib(FileDigests)"] },
});
const BASH = rpmBlob({
  ...{ 1000: "bash", 1001: "5.2.32", 1002: "1.fc41", 1003: 0, 1011: vendor, 1022: "x86_64", 1044: "bash.src.rpm" },
  ...{ 1047: ["bash"], 1049: ["libc.so.6()(64bit)", "bash"] },
  ...{ 1116: [0, 1], 1117: ["bash", "README"], 1118: ["/usr/bin/", "/usr/share/doc/bash/"] },
});
const SCRIPT = rpmBlob({
  ...{ 1000: "script", 1001: "1", 1002: "1", 1011: vendor, 1022: "noarch", 1044: "script.src.rpm" },
  ...{ 1049: ["/usr/bin/bash", "(glibc or musl)"] },
});
const KEY = rpmBlob({ 1000: "gpg-pubkey", 1001: "e99d6ad1", 1002: "64d2612c" });
const PACKAGES = [GLIBC, BASH, KEY, SCRIPT];

const [glibc, bash, script] = [
  "pkg:rpm/fedora/glibc@2.40-3.fc41?arch=x86_64&distro=fedora-41",
  "pkg:rpm/fedora/bash@5.2.32-1.fc41?arch=x86_64&distro=fedora-41&epoch=0",
  "pkg:rpm/fedora/script@1-1?arch=noarch&distro=fedora-41",
];

describe.each([
  ["SQLite", "usr/lib/sysimage/rpm/rpmdb.sqlite", rpmSqlite(PACKAGES)],
  ["SQLite at its old place", "var/lib/rpm/rpmdb.sqlite", rpmSqlite(PACKAGES)],
  ["ndb", "usr/lib/sysimage/rpm/Packages.db", rpmNdb(PACKAGES)],
])("an RPM database in %s", (_, path, database) => {
  test("lists every installed package, and who provides what it requires", async () => {
    const inventory = await look("rootfs.tar", tar({ "etc/os-release": RELEASE, [path]: database }));
    expect(purls(inventory)).toEqual([bash, glibc, script]);
    expect(innerEdges(inventory)).toEqual([`${bash} -> ${glibc}`, `${script} -> ${bash}`]);
    expect(inventory.components.find(({ purl }) => purl === glibc)?.licenses).toEqual(["LGPL-2.1-or-later"]);
    expect(inventory.completeness.find(({ refs }) => refs.includes(bash ?? ""))?.level).toBe("complete");
  });

  test("that is damaged leaves the SBOM unknown, and no other error comes out of it", async () => {
    for (let at = 0; at < database.length; at += 97) {
      const changed = database.slice();
      changed[at] = (changed[at] ?? 0) ^ 0xff;
      await look("rootfs.tar", tar({ [path]: changed }));
    }
    const inventory = await look("rootfs.tar", tar({ [path]: database.subarray(0, 2000) }));
    expect(inventory.completeness[0]?.level).toBe("unknown");
    expect(inventory.remarks.join()).toContain("damaged");
  });
});

test("an RPM database in Berkeley DB, or with changes in its log, is declared unknown", async () => {
  const old = await look("rootfs.tar", tar({ "var/lib/rpm/Packages": "\0\0\0\0" }));
  expect(old.completeness.map(({ level }) => level)).toEqual(["unknown", "unknown"]);
  const logged = await look(
    "rootfs.tar",
    tar({ "var/lib/rpm/rpmdb.sqlite": rpmSqlite([BASH]), "var/lib/rpm/rpmdb.sqlite-wal": "x".repeat(4096) }),
  );
  expect(logged.completeness.map(({ level }) => level)).toContain("unknown");
  expect(logged.remarks.join()).toContain("write-ahead log");
});

describe("a table of an SQLite database", () => {
  const rows = (bytes: Uint8Array, name = "t") => [...readSqliteTable(bytes, name)];

  test("has the rows that SQLite itself reads: overflow, interior pages, deleted rows, every page size", () => {
    const row = fc.record({ size: fc.nat(20_000), text: fc.string(), number: fc.integer() });
    const page = fc.constantFrom(512, 1024, 4096, 65_536);
    fc.assert(
      fc.property(fc.array(row, { maxLength: 60 }), page, fc.nat(5), (given, pageSize, step) => {
        let expected: unknown[] = [];
        const bytes = sqliteDatabase((database) => {
          database.exec("CREATE TABLE u (x); CREATE TABLE t (id INTEGER PRIMARY KEY, b BLOB, s TEXT, n INTEGER)");
          const insert = database.prepare("INSERT INTO t (b, s, n) VALUES (?, ?, ?)");
          for (const { size, text, number } of given) {
            insert.run(new Uint8Array(size).fill(size % 251), text.replaceAll("\0", "").toWellFormed(), number);
          }
          if (step > 0) database.exec(`DELETE FROM t WHERE id % ${step + 1} = 0`);
          expected = database
            .prepare("SELECT b, s, n FROM t ORDER BY id")
            .all()
            .map((one) => Object.values(one));
        }, pageSize);
        expect(rows(bytes).map(([, ...rest]) => rest)).toEqual(expected);
      }),
      { numRuns: 25 },
    );
  });

  test("with thousands of rows is read through its interior pages", () => {
    const bytes = sqliteDatabase((database) => {
      database.exec("CREATE TABLE t (n INTEGER, f REAL)");
      database.exec(
        "WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x+1 FROM c WHERE x < 20000) INSERT INTO t SELECT x * 1000, 0.5 FROM c",
      );
    }, 512);
    const read = rows(bytes);
    expect(read).toHaveLength(20_000);
    expect(read.at(-1)).toEqual([20_000_000, null]);
  });

  test("that is not there, leads in circles or lies beyond the end is refused", async () => {
    const bytes = sqliteDatabase((database) => {
      database.exec("CREATE TABLE t (b BLOB)");
      const insert = database.prepare("INSERT INTO t VALUES (?)");
      for (let index = 0; index < 50; index++) insert.run(new Uint8Array(300));
    }, 512);
    await expectFault("sbom-source-malformed", () => rows(bytes, "gone"));
    await expectFault("sbom-source-malformed", () => rows(bytes.subarray(0, 1024)));
    await expectFault("sbom-source-malformed", () => rows(new TextEncoder().encode("SQLite format 3\0")));
    const circle = bytes.slice();
    // The root of the table is page 2, an interior page: its rightmost child becomes itself.
    new DataView(circle.buffer).setUint32(512 + 8, 2, false);
    await expectFault("sbom-source-malformed", () => rows(circle));
  });

  test("whose cells all lead to one row, so that a small file would be a large table, is refused", async () => {
    const bytes = sqliteDatabase((database) => {
      database.exec("CREATE TABLE t (b BLOB)");
      database.prepare("INSERT INTO t VALUES (?)").run(new Uint8Array(3000));
    });
    expect(rows(bytes)).toHaveLength(1);
    // Page 2 is the one leaf of the table.
    const view = new DataView(bytes.buffer, 4096);
    const place = view.getUint16(8, false);
    view.setUint16(3, 400, false);
    for (let cell = 0; cell < 400; cell++) view.setUint16(8 + 2 * cell, place, false);
    await expectFault("sbom-source-malformed", () => rows(bytes));
  });

  test("whose interior page names more pages than there are is refused before they are read", async () => {
    const bytes = sqliteDatabase((database) => {
      database.exec("CREATE TABLE t (b BLOB)");
      const insert = database.prepare("INSERT INTO t VALUES (?)");
      for (let index = 0; index < 20; index++) insert.run(new Uint8Array(300));
    }, 512);
    const view = new DataView(bytes.buffer, 512);
    const place = view.getUint16(12, false);
    view.setUint16(3, 200, false);
    for (let cell = 0; cell < 200; cell++) view.setUint16(12 + 2 * cell, place, false);
    const fault = await expectFault("sbom-source-malformed", () => rows(bytes));
    expect(fault.message).toContain("too many children");
  });

  test("is read or refused with a fault, and nothing else, wherever it is changed", () => {
    const bytes = rpmSqlite(PACKAGES);
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), fc.nat(255), (at, value) => {
        const changed = bytes.slice();
        changed[at] = value;
        try {
          rows(changed, "Packages");
        } catch (error) {
          expect(error).toBeInstanceOf(Fault);
        }
      }),
      { numRuns: 1000 },
    );
  });
});

test("an ndb database whose slots lead nowhere is refused", async () => {
  const bytes = rpmNdb(PACKAGES);
  const read = (changed: Uint8Array) => [...readNdbPackages(changed)];
  expect(
    read(bytes)
      .map((blob) => Buffer.compare(blob, PACKAGES[0] ?? BASH))
      .at(0),
  ).toBe(0);
  const changedAt = (at: number, value: number) => {
    const changed = bytes.slice();
    changed[at] = value;
    return changed;
  };
  await expectFault("sbom-source-malformed", () => read(changedAt(4, 1)));
  await expectFault("sbom-source-malformed", () => read(changedAt(32, 0)));
  await expectFault("sbom-source-malformed", () => read(changedAt(48 + 9, 0x7f)));
  await expectFault("sbom-source-malformed", () => read(changedAt(13, 0x7f)));
  await expectFault("sbom-source-malformed", () => read(bytes.subarray(0, 20)));
});

test("an ndb database whose packages share bytes, so that a small file would be a large one, is refused", async () => {
  const bytes = Buffer.from(rpmNdb([Buffer.alloc(1000)]));
  const used = bytes.subarray(48, 64);
  for (let slot = 64; slot < 4096; slot += 16) bytes.set(used, slot);
  await expectFault("sbom-source-malformed", () => [...readNdbPackages(bytes)]);
});

describe("an RPM header", () => {
  const blob = rpmBlob({ 1000: "name", 1049: ["", ""], 1116: [1, 2] });
  const entryAt = (index: number) => 8 + 16 * index;

  test.each([
    ["texts", 1],
    ["numbers", 2],
  ])("with more %s in a tag than any package has is refused, and not held", (_, index) => {
    const changed = Buffer.from(blob);
    changed.writeUInt32BE(1 << 20, entryAt(index) + 12);
    expect(readRpmHeaderBlob(changed, new WorkBudget(0))?.text(1000)).toBe("name");
    changed.writeUInt32BE((1 << 20) + 1, entryAt(index) + 12);
    expect(readRpmHeaderBlob(changed, new WorkBudget(0))).toBeUndefined();
  });

  test("costs what is read of it, each time, for its tags may share their bytes (X18)", async () => {
    const budget = new WorkBudget(0);
    budget.spend(2_990_000_000, "what came before");
    const header = readRpmHeaderBlob(rpmBlob({ 1047: Array.from({ length: 1000 }, () => "") }), budget);
    expect(header?.texts(1047)).toHaveLength(1000);
    await expectFault("sbom-limit", () => {
      for (let times = 0; times < 1_000; times++) header?.texts(1047);
    });
  });

  test("with more tags than RPM takes is refused", () => {
    const header = (count: number) => {
      const bytes = Buffer.alloc(8 + 16 * count);
      bytes.writeUInt32BE(count);
      return bytes;
    };
    expect(readRpmHeaderBlob(header(0xffff), new WorkBudget(0))).toBeDefined();
    expect(readRpmHeaderBlob(header(0x10000), new WorkBudget(0))).toBeUndefined();
  });
});

test("files in a folder with a name longer than any path are no capabilities, and are not written out", async () => {
  const long = rpmBlob({
    ...{ 1000: "long", 1001: "1", 1002: "1", 1022: "noarch", 1044: "long.src.rpm" },
    ...{
      1116: Array.from({ length: 50_000 }, () => 0),
      1117: Array.from({ length: 50_000 }, () => ""),
      1118: ["x".repeat(1 << 20)],
    },
  });
  const inventory = await look("rootfs.tar", tar({ "var/lib/rpm/Packages.db": rpmNdb([long, SCRIPT]) }));
  expect(purls(inventory)).toHaveLength(2);
  expect(innerEdges(inventory)).toEqual([]);
});
