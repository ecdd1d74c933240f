import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, renameSync, truncateSync, unlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { parseAuditLog } from "../../../src/domain/kit/audit-log.ts";
import { kitStatus } from "../../../src/journeys/kit/kit-status.ts";
import { rollBackKit } from "../../../src/journeys/kit/rollback-kit.ts";
import { verifyKit } from "../../../src/journeys/kit/verify-kit.ts";
import type { FaultCode } from "../../../src/kernel/fault-codes.ts";
import { formatTar } from "../../../src/kernel/tar.ts";
import { expectFault } from "../../expect-fault.ts";
import { type Forged, forgedKit, kitSite, snapshot, TODAY } from "./kit-site.ts";

const auditOf = (depot: string) => parseAuditLog(readFileSync(join(depot, "audit.jsonl"))).entries;

describe("a kit", () => {
  test("has the same bytes each time that it is made", async () => {
    const { folder, make } = await kitSite();
    await make("a.kit");
    await make("b.kit");
    expect(readFileSync(join(folder, "a.kit")).equals(readFileSync(join(folder, "b.kit")))).toBe(true);
  });

  test("is an archive that tar and sha256sum read, and its list what cosign would be given", async () => {
    const { folder, make } = await kitSite();
    await make("a.kit");
    execFileSync("tar", ["-xf", "a.kit"], { cwd: folder });
    const said = execFileSync("sha256sum", ["--strict", "-c", "checksums.txt"], { cwd: folder, encoding: "utf8" });
    expect(said).toBe("assets/tool.bin: OK\nkeys/kit.pub: OK\n");
    expect(readdirSync(folder)).toContain("kit.sigstore.json");
  });

  test("is put into place whole, and its log says so", async () => {
    const { depot, make, into } = await kitSite();
    const { sha256 } = await make("a.kit");
    expect(await into("a.kit")).toMatchObject({ status: "imported", before: undefined, recovered: "nothing" });
    const name = `000001-${sha256.slice(0, 12)}`;
    expect(Object.keys(snapshot(depot)).sort()).toEqual([
      "audit.jsonl",
      "current",
      ...["assets/tool.bin", "checksums.txt", "keys/kit.pub", "kit.sigstore.json"].map(
        (path) => `kits/${name}/${path}`,
      ),
    ]);
    expect(snapshot(depot)["current"]).toBe(`-> kits/${name}`);
    expect(auditOf(depot)).toMatchObject([{ number: 1, action: "imported", kit: { sequence: 1, sha256 }, codes: [] }]);
  });

  test("that is in place already changes nothing", async () => {
    const { depot, make, into } = await kitSite();
    await make("a.kit");
    await into("a.kit");
    const before = snapshot(depot);
    expect(await into("a.kit")).toMatchObject({ status: "in-place" });
    expect(snapshot(depot)).toEqual(before);
  });

  test("changes nothing in a dry run", async () => {
    const { depot, make, into } = await kitSite();
    await make("a.kit");
    expect(await into("a.kit", { dryRun: true })).toMatchObject({ status: "would-import" });
    expect(existsSync(depot)).toBe(false);
  });

  test("can come in chunks, which are one file when they are put together", async () => {
    const { folder, make, into } = await kitSite();
    await make("a.kit");
    const { paths } = await make("b.kit", { chunk: 20_000 });
    expect(paths.map((path) => path.slice(-4))).toEqual([".001", ".002", ".003", ".004"]);
    const together = Buffer.concat(paths.map((path) => readFileSync(path)));
    expect(together.equals(readFileSync(join(folder, "a.kit")))).toBe(true);
    expect(await into("b.kit.001")).toMatchObject({ status: "imported" });
  });

  test("leaves out what the kit before has, and takes it from there", async () => {
    const { folder, depot, put, make, into } = await kitSite();
    const first = await make("a.kit");
    put("assets/new.bin", "new");
    const second = await make("b.kit", { since: join(folder, "a.kit") });
    expect(second.predicate).toMatchObject({
      ...{ sequence: 2, previous: { sequence: 1, sha256: first.sha256 }, base: { sequence: 1, sha256: first.sha256 } },
      ...{ contents: { files: 3 }, carried: { files: 1, bytes: 3 } },
    });
    await expectFault("kit-base-missing", () => into("b.kit"));
    await into("a.kit");
    expect(await into("b.kit")).toMatchObject({ status: "imported", before: { predicate: { sequence: 1 } } });
    expect(readFileSync(join(depot, "current/assets/tool.bin")).length).toBe(70_000);
    execFileSync("sha256sum", ["--strict", "--quiet", "-c", "checksums.txt"], { cwd: join(depot, "current") });
  });

  test("refuses to take over a file that changed on the disk", async () => {
    const { folder, depot, put, make, into } = await kitSite();
    await make("a.kit");
    put("assets/new.bin", "new");
    await make("b.kit", { since: join(folder, "a.kit") });
    await into("a.kit");
    writeFileSync(join(depot, "current/assets/tool.bin"), "rotten");
    await expectFault("kit-base-missing", () => into("b.kit"));
  });

  test("needs room on the disk before anything is written", async () => {
    const { depot, ports, importOrder, make } = await kitSite();
    const { importKit } = await import("../../../src/journeys/kit/import-kit.ts");
    await make("a.kit");
    const disk = { ...ports.disk, freeBytes: async () => 80_000 };
    await expectFault("kit-space", () => importKit(importOrder("a.kit"), { ...ports, disk }));
    expect(readdirSync(depot)).toEqual([]);
  });
});

describe("a kit does not follow", () => {
  const cases: readonly (readonly [string, FaultCode, Parameters<typeof forgedKit>[1]])[] = [
    ["one that is newer", "kit-replayed", { sequence: 1 }],
    ["another of its number", "kit-replayed", { sequence: 2 }],
    ["one that was made later", "kit-replayed", { sequence: 4, made: "2026-11-19T00:00:00Z" }],
    ["one that it does not name", "kit-forked", { sequence: 3, previous: { sequence: 2, sha256: "1".repeat(64) } }],
    ["one that it leaves out of its line", "kit-forked", { sequence: 3 }],
    ["one of another name", "kit-other-name", { name: "other", sequence: 4 }],
    [
      "any after its time",
      "kit-expired",
      { sequence: 4, expires: "2026-11-21T06:59:59Z", made: "2026-11-20T00:00:00Z" },
    ],
    ["any before its time", "kit-from-future", { sequence: 4, made: "2026-11-21T07:06:00Z" }],
    ["one with vulnerabilities", "kit-feed-older", { sequence: 4, feed: null }],
    ["one with newer vulnerabilities", "kit-feed-older", { sequence: 4, feed: feedOf("2026-11-18T00:00:00Z") }],
    ["any with vulnerabilities of tomorrow", "kit-from-future", { sequence: 4, feed: feedOf("2026-11-22T00:00:00Z") }],
  ];
  test.each(cases)("%s", async (_what, code, more) => {
    const { depot, into, forge } = await kitSite();
    const entries = [["assets/a", "a"]] as const;
    const second = { made: "2026-11-20T00:00:00Z", sequence: 2, feed: feedOf("2026-11-19T00:00:00Z") };
    await forge("first.kit", forgedKit(entries, second));
    await into("first.kit");
    await forge("next.kit", forgedKit(entries, { feed: feedOf("2026-11-20T00:00:00Z"), ...more }));
    const before = snapshot(depot, ["audit.jsonl", "quarantine"]);
    await expectFault(code, () => into("next.kit"));
    await expectFault(code, () => into("next.kit", { dryRun: true }));
    expect(snapshot(depot, ["audit.jsonl", "quarantine"])).toEqual(before);
    expect(auditOf(depot).at(-1)).toMatchObject({ action: "refused", codes: [code] });
    const forced = await into("next.kit", { force: "the maker said so" });
    expect(forced.overruled.map((fault) => fault.code)).toContain(code);
    expect(auditOf(depot).at(-1)).toMatchObject({ action: "imported", reason: "the maker said so" });
    expect(auditOf(depot).at(-1)?.codes).toContain(code);
  });
});

function feedOf(newest: string) {
  return { newest, sources: [{ name: "osv/npm", sha256: "0".repeat(64), records: 1, newest }] };
}

const BYTES = [
  ["assets/a", "aaaa"],
  ["assets/b", "bbbb"],
] as const;

const listed = (path: string, more: Partial<Forged> = {}): Forged => ({ ...forgedKit([[path, "x"]]), ...more });

describe("a hostile kit is refused, and nothing is in place", () => {
  const hostile: readonly (readonly [string, FaultCode, Forged])[] = [
    ["with a path that climbs out", "kit-path", listed("../x", { entries: [["assets/x", "x"]] })],
    ["with a path that climbs out later", "kit-path", listed("assets/../../x", { entries: [["assets/x", "x"]] })],
    ["with an absolute path", "kit-path", listed("/etc/passwd", { entries: [["assets/x", "x"]] })],
    ["with a drive", "kit-path", listed("C:/x", { entries: [["assets/x", "x"]] })],
    ["with a backslash", "kit-path", listed("assets\\x", { entries: [["assets/x", "x"]] })],
    ["with a device of Windows", "kit-path", listed("assets/aux.txt")],
    ["with a name that Windows shortens", "kit-path", listed("assets/x.")],
    ["with a hidden file", "kit-path", listed("assets/.bashrc")],
    ["with a file that looks like an option", "kit-path", listed("assets/-rf")],
    ["with a stream of NTFS", "kit-path", listed("assets/x:y")],
    ["with a file beside its folders", "kit-path", listed("audit.jsonl")],
    ["with a path that is too long", "kit-path", listed(`assets/${"x".repeat(94)}`, { entries: [["assets/x", "x"]] })],
    [
      "with two paths that one folder takes for one",
      "archive-duplicate",
      {
        ...forgedKit([
          ["assets/A", "x"],
          ["assets/a", "x"],
        ]),
        entries: [["assets/A", "x"]],
      },
    ],
    ["with a list that was not signed", "kit-malformed", { ...forgedKit(BYTES), listSha256: "0".repeat(64) }],
    ["with a list out of order", "kit-malformed", { ...forgedKit([...BYTES].reverse()), entries: BYTES }],
    ["without a file", "kit-malformed", { ...forgedKit(BYTES), entries: BYTES.slice(0, 1) }],
    [
      "with fewer bytes than signed",
      "kit-member-differs",
      { ...forgedKit(BYTES), entries: [BYTES[0], ["assets/b", "bbb"]] },
    ],
    ["with one more file", "kit-malformed", { ...forgedKit(BYTES), entries: [...BYTES, ["assets/c", ""]] }],
    [
      "with a file that is not listed",
      "kit-malformed",
      { ...forgedKit(BYTES), entries: [BYTES[0], ["assets/c", "bbbb"]] },
    ],
    [
      "with two files swapped",
      "kit-member-differs",
      {
        ...forgedKit(BYTES),
        entries: [
          ["assets/a", "bbbb"],
          ["assets/b", "aaaa"],
        ],
      },
    ],
    ["with files in another order", "kit-malformed", { ...forgedKit(BYTES), entries: [...BYTES].reverse() }],
    ["with a bomb", "kit-malformed", { ...forgedKit(BYTES), entries: [["assets/a", "a".repeat(200_000)], BYTES[1]] }],
    [
      "with a bomb that fits",
      "kit-malformed",
      { ...forgedKit(BYTES), entries: [["assets/a", "a".repeat(900)], BYTES[1]] },
    ],
    [
      "with other bytes under the digest of a layer",
      "kit-malformed",
      forgedKit([[`images/blobs/sha256/${"0".repeat(64)}`, "x"]]),
    ],
    ["with a policy that is none", "kit-contents", forgedKit([["policies/release.json", "{}"]])],
    ["with a trusted root that is none", "kit-contents", forgedKit([["roots/root.json", "{}"]])],
    ["with a key that is none", "kit-contents", forgedKit([["keys/a.pub", "key"]])],
    ["with an advisory that is none", "kit-contents", forgedKit([["vex/a.json", "[]"]])],
    ["that ends before it begins", "kit-malformed", forgedKit(BYTES, { expires: "2026-11-01T00:00:00Z" })],
    [
      "that names a later kit as its forerunner",
      "kit-malformed",
      forgedKit(BYTES, { previous: { sequence: 2, sha256: "0".repeat(64) } }),
    ],
    ["that carries less than it lists", "kit-malformed", forgedKit(BYTES, { carried: { files: 1, bytes: 4 } })],
    [
      "that leaves out what nobody has",
      "kit-base-missing",
      {
        ...forgedKit(BYTES, {
          sequence: 3,
          base: { sequence: 1, sha256: "0".repeat(64) },
          carried: { files: 1, bytes: 4 },
        }),
        entries: BYTES.slice(0, 1),
      },
    ],
    [
      "of another month",
      "kit-malformed",
      forgedKit(BYTES, { made: "2026-13-01T00:00:00Z", expires: "2027-01-01T00:00:00Z" }),
    ],
  ];
  test.each(hostile)("%s", async (_what, code, forged) => {
    const { folder, depot, identity, ports, make, into, forge } = await kitSite();
    await make("good.kit", { made: "2026-11-20T00:00:00Z", sequence: 1 });
    await into("good.kit");
    const before = snapshot(depot, ["audit.jsonl", "quarantine"]);
    await forge("bad.kit", { ...forged, predicate: { ...forged.predicate, sequence: forged.predicate.sequence + 1 } });
    await expectFault(code, () => into("bad.kit", { force: "whatever it says" }));
    expect(snapshot(depot, ["audit.jsonl", "quarantine"])).toEqual(before);
    expect(snapshot(folder)).not.toHaveProperty("x");
    expect(auditOf(depot).at(-1)).toMatchObject({ action: "refused", codes: [code] });
    if (code !== "kit-base-missing") {
      await expectFault(code, () => verifyKit({ path: join(folder, "bad.kit"), identity }, ports));
    }
  });

  test("by another key", async () => {
    const [mine, other] = [await kitSite(), await kitSite()];
    await other.make("a.kit");
    await expectFault("signature-invalid", () => mine.into("a.kit", { path: join(other.folder, "a.kit") }));
    expect(readdirSync(mine.depot).sort()).toEqual(["audit.jsonl", "quarantine"]);
    expect(auditOf(mine.depot)).toMatchObject([{ action: "refused", kit: null, signer: null }]);
  });

  test("that is a link, a folder or a device inside", async () => {
    const { folder, make, into } = await kitSite();
    await make("a.kit");
    const bytes = readFileSync(join(folder, "a.kit"));
    const at = bytes.lastIndexOf("keys/kit.pub\0");
    bytes[at + 156] = 0x32;
    writeFileSync(join(folder, "a.kit"), bytes);
    await expectFault("archive-entry-type", () => into("a.kit"));
  });

  test("with something behind its end", async () => {
    const { folder, make, into } = await kitSite();
    await make("a.kit");
    const bytes = readFileSync(join(folder, "a.kit"));
    writeFileSync(join(folder, "b.kit"), Buffer.concat([bytes, Buffer.alloc(512)]));
    await expectFault("archive-trailing-data", () => into("b.kit"));
    writeFileSync(join(folder, "c.kit"), Buffer.concat([bytes, Buffer.alloc(1 << 20)]));
    await expectFault("kit-malformed", () => into("c.kit"));
  });

  test("that is not a kit", async () => {
    const { folder, into } = await kitSite();
    writeFileSync(join(folder, "a.kit"), Buffer.alloc(4096));
    await expectFault("archive-trailing-data", () => into("a.kit"));
    writeFileSync(join(folder, "a.kit"), formatTar([{ name: "assets/a", bytes: new Uint8Array(3) }]));
    await expectFault("kit-malformed", () => into("a.kit"));
    writeFileSync(join(folder, "a.kit"), "");
    await expectFault("archive-truncated", () => into("a.kit"));
    await expectFault("file-missing", () => into("none.kit"));
  });

  test("and the bytes that did not fit are kept apart, with a report", async () => {
    const { depot, into, forge } = await kitSite();
    await forge("bad.kit", { ...forgedKit(BYTES), entries: [["assets/a", "zzzz"], BYTES[1]] });
    await expectFault("kit-member-differs", () => into("bad.kit"));
    const [name = ""] = readdirSync(join(depot, "quarantine"));
    expect(name).toBe("20261121T070000Z-kit-member-differs");
    expect(readFileSync(join(depot, "quarantine", name, "bytes"), "utf8")).toBe("zzzz");
    const report = JSON.parse(readFileSync(join(depot, "quarantine", name, "report.json"), "utf8"));
    expect(report).toMatchObject({ code: "kit-member-differs", source: "bad.kit", file: "assets/a" });
    expect(readdirSync(depot).sort()).toEqual(["audit.jsonl", "quarantine"]);
  });
});

describe("chunks are refused", () => {
  test.each([
    ["of which the last is missing", "kit-incomplete", (at: (number: number) => string) => unlinkSync(at(4))],
    ["of which one in between is missing", "kit-incomplete", (at: (number: number) => string) => unlinkSync(at(2))],
    ["of which one is half there", "kit-incomplete", (at: (number: number) => string) => truncateSync(at(2), 10_000)],
    [
      "that changed places",
      "kit-member-differs",
      (at: (number: number) => string) => {
        renameSync(at(2), `${at(2)}.x`);
        renameSync(at(3), at(2));
        renameSync(`${at(2)}.x`, at(3));
      },
    ],
  ] as const)("%s", async (_what, code, spoil) => {
    const { folder, put, make, into } = await kitSite();
    put("assets/tool.bin", Buffer.from(Array.from({ length: 70_000 }, (_, index) => index % 251)));
    await make("a.kit", { chunk: 20_000 });
    spoil((number) => join(folder, `a.kit.00${number}`));
    await expectFault(code, () => into("a.kit"));
  });
});

describe("a folder of kits", () => {
  test("goes back to the kit before, and says why in its log", async () => {
    const { depot, ports, put, make, into } = await kitSite();
    const first = await make("a.kit", { made: "2026-11-20T00:00:00Z" });
    put("assets/tool.bin", "second");
    await make("b.kit", { previous: join(depot, "../a.kit") });
    await into("a.kit");
    await into("b.kit");
    await rollBackKit({ folder: depot, reason: "it does not start" }, ports);
    expect(readFileSync(join(depot, "current/assets/tool.bin")).length).toBe(70_000);
    expect(auditOf(depot).at(-1)).toMatchObject({
      ...{ action: "rolled-back", kit: { sequence: 1, sha256: first.sha256 }, before: { sequence: 2 } },
      reason: "it does not start",
    });
    await expectFault("kit-missing", () => rollBackKit({ folder: depot, reason: "again" }, ports));
    expect(await into("b.kit")).toMatchObject({ status: "imported" });
  });

  test("does not go back to a kit that changed on the disk", async () => {
    const { folder, depot, ports, put, make, into } = await kitSite();
    const first = await make("a.kit", { made: "2026-11-20T00:00:00Z" });
    put("assets/tool.bin", "second");
    await make("b.kit", { previous: join(folder, "a.kit") });
    await into("a.kit");
    await into("b.kit");
    writeFileSync(join(depot, "kits", `000001-${first.sha256.slice(0, 12)}`, "assets/tool.bin"), "rotten");
    await expectFault("kit-member-differs", () => rollBackKit({ folder: depot, reason: "why not" }, ports));
    expect(readFileSync(join(depot, "current/assets/tool.bin"), "utf8")).toBe("second");
  });

  test("says how it stands, and finds what changed", async () => {
    const { depot, ports, identity, make, into } = await kitSite();
    await expectFault("kit-missing", () => kitStatus(status({ identity }), ports));
    await make("a.kit");
    await into("a.kit");
    const order = status({ identity, everyFile: true });
    const { standing, signer, depot: seen } = await kitStatus(order, ports);
    expect(standing).toEqual({ daysLeft: 40, feedDays: null, stale: [] });
    expect(signer).toMatch(/^key [0-9a-f]{64}$/);
    expect(await kitStatus(status({ auditHead: seen.audit.head ?? "" }), ports)).toBeDefined();
    await expectFault("kit-audit-broken", () => kitStatus(status({ auditHead: "0".repeat(64) }), ports));
    writeFileSync(join(depot, "current/assets/more"), "more");
    await expectFault("kit-member-differs", () => kitStatus(order, ports));
    unlinkSync(join(depot, "current/assets/more"));
    unlinkSync(join(depot, "current/assets/tool.bin"));
    await expectFault("kit-member-differs", () => kitStatus(order, ports));

    function status(more: object) {
      return {
        ...{ folder: depot, everyFile: false, identity: undefined, maxFeedDays: 7, auditHead: undefined },
        ...more,
      };
    }
  });

  test("is not trusted with a log that somebody wrote in", async () => {
    const { depot, make, into } = await kitSite();
    await make("a.kit");
    await into("a.kit");
    const log = readFileSync(join(depot, "audit.jsonl"), "utf8");
    writeFileSync(join(depot, "audit.jsonl"), log.replace('"reason":null', '"reason":"x"'));
    await into("a.kit");
    // One line alone has no successor that names it.
    writeFileSync(join(depot, "audit.jsonl"), `${log}${log}`);
    await expectFault("kit-audit-broken", () => into("a.kit"));
  });

  test("is not one that holds something else", async () => {
    const { depot, site, make, into } = await kitSite();
    await make("a.kit");
    await expectFault("out-not-empty", () => into("a.kit", { folder: site }));
    expect(existsSync(depot)).toBe(false);
  });

  test("keeps as many earlier kits as are wanted, and those that alone have what must be kept", async () => {
    const { folder, site, depot, ports, put, make, into } = await kitSite();
    writeFileSync(
      join(site, "retention.json"),
      JSON.stringify([{ paths: "assets/old", until: "2036-11-21", reason: "ten years" }]),
    );
    put("assets/old.bin", "old");
    await make("1.kit");
    unlinkSync(join(site, "assets/old.bin"));
    for (const number of [2, 3, 4]) {
      put("assets/tool.bin", `tool ${number}`);
      await make(`${number}.kit`, { previous: join(folder, `${number - 1}.kit`) });
    }
    for (const number of [1, 2, 3, 4]) await into(`${number}.kit`, { keep: 1 });
    expect(readdirSync(join(depot, "kits")).map((name) => name.slice(5, 6))).toEqual(["1", "3", "4"]);
    const { retention } = await kitStatus(
      { folder: depot, everyFile: false, identity: undefined, maxFeedDays: 7, auditHead: undefined },
      ports,
    );
    expect(retention).toMatchObject([{ kind: "not-in-place", path: "assets/old.bin", until: "2036-11-21" }]);
    expect(TODAY < "2036").toBe(true);
  });
});
