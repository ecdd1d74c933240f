import { execFileSync, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, describe, expect, test } from "vitest";
import { requireAssetName } from "../../../src/domain/asset/asset-name.ts";
import { formatChecksums, parseChecksums } from "../../../src/domain/asset/checksums.ts";
import { Fault } from "../../../src/kernel/fault.ts";
import { expectFault } from "../../expect-fault.ts";

const EMPTY = createHash("sha256").update("").digest("hex");
const OTHER = createHash("sha256").update("other").digest("hex");
const folder = mkdtempSync(join(tmpdir(), "checksums-"));
afterAll(() => rmSync(folder, { recursive: true }));

const parse = (text: string) => parseChecksums(text, "sha256");

describe("writing a checksum list", () => {
  test("puts names in bytewise order, two spaces between digest and name, and ends each line", () => {
    const list = [
      { name: "b", digest: OTHER },
      { name: "Z", digest: EMPTY },
      { name: "\u00e9", digest: EMPTY },
    ];
    expect(formatChecksums(list)).toBe(`${EMPTY}  Z\n${OTHER}  b\n${EMPTY}  \u00e9\n`);
    expect(list.map(({ name }) => name)).toEqual(["b", "Z", "\u00e9"]);
    expect(formatChecksums([])).toBe("");
  });

  test("is read back as it was", () => {
    const list = [
      { name: "a b", digest: EMPTY },
      { name: "c", digest: OTHER },
    ];
    expect(parse(formatChecksums(list))).toEqual(list);
  });
});

describe("reading a checksum list", () => {
  test("refuses a digest with anything but hexadecimal at its ends or inside", async () => {
    for (const digest of [`g${EMPTY.slice(1)}`, `${EMPTY.slice(1)}g`, `${EMPTY.slice(0, 20)}-${EMPTY.slice(21)}`]) {
      await expectFault("checksums-malformed", () => parse(`${digest}  a\n`));
      await expectFault("checksums-malformed", () => parse(`SHA256 (a) = ${digest}\n`));
    }
  });

  test("refuses a BSD line whose digest is too short or too long (S11)", async () => {
    await expectFault("checksums-malformed", () => parse(`SHA256 (a) = ${EMPTY}00\n`));
    await expectFault("checksums-malformed", () => parse(`SHA256 (a) = ${EMPTY.slice(2)}\n`));
  });

  test("accepts a colon inside a name, which is no Windows drive", () => {
    expect(parse(`${EMPTY}  notes: x.txt\n`)).toEqual([{ name: "notes: x.txt", digest: EMPTY }]);
  });

  test("says which line is wrong", async () => {
    const fault = await expectFault("checksums-malformed", () => parse(`${EMPTY}  a\nnonsense\n`));
    expect(fault.message).toContain("line 2 ");
  });

  test("unescapes names as coreutils writes them (S01)", () => {
    for (const name of ["a\nb", "a\rb", "a\\b"]) {
      writeFileSync(join(folder, name), "");
      const text = execFileSync("sha256sum", ["--", name], { cwd: folder, encoding: "utf8" });
      expect(parse(text)).toEqual([{ name, digest: EMPTY }]);
    }
  });

  test("refuses an unknown escape (S01)", async () => {
    await expectFault("checksums-malformed", () => parse(`\\${EMPTY}  a\\tb\n`));
    await expectFault("checksums-malformed", () => parse(`\\${EMPTY}  a\\\n`));
  });

  test("accepts CRLF lines without taking CR into the name (S02)", () => {
    expect(parse(`${EMPTY}  a\r\n${OTHER}  b\r\n`).map(({ name }) => name)).toEqual(["a", "b"]);
  });

  test("accepts BSD lines, plain and escaped (S03)", () => {
    expect(parse(`SHA256 (a (1)) = ${EMPTY}\n\\SHA256 (b\\nc) = ${OTHER}\n`)).toEqual([
      { name: "a (1)", digest: EMPTY },
      { name: "b\nc", digest: OTHER },
    ]);
    expect(parseChecksums(`SHA512 (a) = ${"0".repeat(128)}\n`, "sha512")[0]?.name).toBe("a");
  });

  test("does not confuse a GNU name that looks like a BSD line (S03)", () => {
    expect(parse(`${EMPTY}  SHA256 (ok) = z\n`)).toEqual([{ name: "SHA256 (ok) = z", digest: EMPTY }]);
    expect(parse(`SHA256 (x) = ${OTHER}) = ${EMPTY}\n`)).toEqual([{ name: `x) = ${OTHER}`, digest: EMPTY }]);
  });

  test("refuses a BSD line of another algorithm (S03)", async () => {
    await expectFault("checksums-malformed", () => parse(`SHA512 (a) = ${EMPTY}\n`));
    await expectFault("checksums-malformed", () => parse(`MD5 (a) = ${EMPTY}\n`));
  });

  test("accepts the binary marker and one space (S04)", () => {
    expect(parse(`${EMPTY} *a\n`)).toEqual([{ name: "a", digest: EMPTY }]);
    expect(parse(`${EMPTY} a\n`)).toEqual([{ name: "a", digest: EMPTY }]);
  });

  test("refuses a list that mixes one space with two, as coreutils does (S04)", async () => {
    await expectFault("checksums-malformed", () => parse(`${EMPTY}  a\n${EMPTY} b\n`));
  });

  test("accepts a repeated line and refuses another digest for a name (S05)", async () => {
    expect(parse(`${EMPTY}  a\n${EMPTY}  a\n`)).toHaveLength(1);
    await expectFault("checksums-conflict", () => parse(`${EMPTY}  a\n${OTHER}  a\n`));
  });

  test.each(["garbage", EMPTY, `${EMPTY}\ta`, `${EMPTY}  `, `${EMPTY} `, `${EMPTY}  a\n\n${OTHER}  b`, `${EMPTY}  -`])(
    "refuses the malformed line %j (S06)",
    async (text) => {
      await expectFault("checksums-malformed", () => parse(`${text}\n`));
    },
  );

  test("refuses a comment (S07)", async () => {
    await expectFault("checksums-malformed", () => parse(`# list\n${EMPTY}  a\n`));
  });

  test("refuses an empty list (S08)", async () => {
    await expectFault("checksums-empty", () => parse(""));
    for (const blank of ["\n", "\r\n", "\n\n"]) await expectFault("checksums-empty", () => parse(blank));
  });

  test("refuses a byte order mark (S09)", async () => {
    await expectFault("checksums-malformed", () => parse(`\ufeff${EMPTY}  a\n`));
  });

  test("accepts upper-case hex and gives lower case (S10)", () => {
    expect(parse(`${EMPTY.toUpperCase()}  a\n`)).toEqual([{ name: "a", digest: EMPTY }]);
  });

  test("refuses a digest of another length (S11)", async () => {
    for (const digest of [EMPTY.slice(1), `${EMPTY}0`, EMPTY.repeat(2), "d41d8cd98f00b204e9800998ecf8427e"]) {
      await expectFault("checksums-malformed", () => parse(`${digest}  a\n`));
    }
  });

  test.each(["", "\n", "\r\n", "\n\n", "\r\n\r\n"])("accepts a list that ends in %j (S12)", (end) => {
    expect(parse(`${EMPTY}  a${end}`)).toEqual([{ name: "a", digest: EMPTY }]);
  });

  test("accepts the folder itself before a name, as `sha256sum ./*` writes it, and as it reads it (S13)", () => {
    writeFileSync(join(folder, "b"), "");
    const text = execFileSync("sha256sum", ["./b"], { cwd: folder, encoding: "utf8" });
    expect(parse(text)).toEqual([{ name: "b", digest: EMPTY }]);
    expect(parse(`SHA256 (./b) = ${EMPTY}\n`)).toEqual([{ name: "b", digest: EMPTY }]);
  });

  test.each([
    "../x",
    "/etc/passwd",
    "a/b",
    "./",
    "././a",
    "./../a",
    "./-",
    "..",
    ".",
    "C:\\x",
    "C:x",
    "..\\x",
    "\\x",
    "a\\b",
  ])("refuses a checksum line whose path is %j (S13)", async (name) => {
    await expectFault("checksums-malformed", () => parse(`${EMPTY}  ${name}\n`));
  });

  test("refuses an escaped line whose path climbs out (S13)", async () => {
    await expectFault("checksums-malformed", () => parse(`\\${EMPTY}  ..\\\\x\n`));
    await expectFault("checksums-malformed", () => parse(`\\${EMPTY}  \\\\\\\\srv\n`));
  });

  test("refuses a million lines and a line of 64 MiB (S15)", async () => {
    await expectFault("checksums-too-large", () => parse(`${EMPTY}  a\n`.repeat(1_000_000)));
    await expectFault("checksums-too-large", () => parse("x\n".repeat(200_000)));
    await expectFault("checksums-too-large", () => parse("0".repeat(64 << 20)));
    await expectFault("checksums-malformed", () => parse(`\\${EMPTY}  ${"a".repeat(15 << 20)}`));
    expect(parse(`${EMPTY}  ${"a".repeat(255)}\n`)).toHaveLength(1);
  });

  test("refuses spaces at either end of a line or name (S16)", async () => {
    for (const text of [` ${EMPTY}  a`, `${EMPTY}   a`, `${EMPTY}  a `]) {
      await expectFault("checksums-malformed", () => parse(`${text}\n`));
    }
  });

  test("refuses raw control characters inside a name (S02, N04)", async () => {
    for (const char of ["\r", "\t", "\0", "\x1b"]) {
      await expectFault("checksums-malformed", () => parse(`${EMPTY}  a${char}b\n`));
    }
  });

  test("takes names of object properties as names (N21)", () => {
    expect(parse(`${EMPTY}  __proto__\n${OTHER}  constructor\n`).map(({ name }) => name)).toEqual([
      "__proto__",
      "constructor",
    ]);
  });
});

describe("against sha256sum", () => {
  const digest = fc.constantFrom(EMPTY, EMPTY, OTHER, EMPTY.toUpperCase(), EMPTY.slice(2));
  const name = fc.string({
    unit: fc.constantFrom("a", "B", " ", "*", "(", ")", "=", "\\", "\\n", "\\\\", "\r", "#", "é", "-", "."),
    minLength: 1,
    maxLength: 6,
  });
  const line = fc.oneof(
    fc.tuple(digest, fc.constantFrom("  ", "  ", " *", " ", "\t"), name).map((parts) => parts.join("")),
    fc.tuple(digest, name).map(([hex, file]) => `SHA256 (${file}) = ${hex}`),
    fc.tuple(digest, fc.constantFrom("a", "B", "a (1)")).map((parts) => parts.join("  ")),
    fc.string({ maxLength: 80 }),
  );
  const list = fc
    .array(
      fc.tuple(fc.constantFrom("", "", "\\"), line).map((parts) => parts.join("")),
      { minLength: 1, maxLength: 3 },
    )
    .chain((lines) => fc.constantFrom("\n", "\r\n").map((end) => lines.join(end) + end));

  test("accepts nothing that sha256sum --strict -c calls malformed", () => {
    let accepted = 0;
    fc.assert(
      fc.property(list, (text) => {
        let names: string[];
        try {
          names = parse(text).map((checksum) => checksum.name);
        } catch (error) {
          return error instanceof Fault;
        }
        accepted++;
        const judged = spawnSync("sha256sum", ["--strict", "-c"], { cwd: folder, input: text, encoding: "utf8" });
        expect(judged.stderr).not.toMatch(/improperly formatted|no properly formatted/);
        // Each name that we read is a file that it looked for.
        for (const found of names) expect(judged.stdout).toContain(`${shown(found)}: `);
        return true;
      }),
      { numRuns: 400, seed: 1 },
    );
    expect(accepted).toBeGreaterThan(20);
  });

  test("sha256sum accepts what formatChecksums writes, and reads back equal", () => {
    const files = ["a", "it's", "-rf", "SHA256 (ok) = z", "naïve.zip", "a b.tgz", "$(id).tgz", "B"];
    for (const file of files) writeFileSync(join(folder, file), "");
    const text = formatChecksums(files.map((file) => ({ name: file, digest: EMPTY })));
    const output = execFileSync("sha256sum", ["--strict", "-c"], { cwd: folder, input: text, encoding: "utf8" });
    expect(output.match(/: OK\n/g)).toHaveLength(files.length);
    expect(formatChecksums(parse(text))).toBe(text);
    expect(parse(text).map((checksum) => checksum.name)).toEqual(
      [...files].sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b))),
    );
  });

  test("every allowed asset name is listed and read back as it is", () => {
    const character = fc.oneof(
      fc.constantFrom("*", " ", "(", ")", "=", "#", "-", ".", "'", "$", "\\u00a0"),
      fc.string({ unit: "binary", minLength: 1, maxLength: 1 }),
    );
    fc.assert(
      fc.property(fc.array(character, { minLength: 1, maxLength: 12 }), (characters) => {
        const file = characters.join("");
        fc.pre(isAllowed(file));
        const listed = [{ name: file, digest: EMPTY }];
        expect(parse(formatChecksums(listed))).toEqual(listed);
      }),
      { numRuns: 500 },
    );
  });

  test("sha512sum accepts what formatChecksums writes for SHA-512", () => {
    const digest512 = createHash("sha512").update("").digest("hex");
    writeFileSync(join(folder, "a"), "");
    const input = formatChecksums([{ name: "a", digest: digest512 }]);
    expect(execFileSync("sha512sum", ["--strict", "-c"], { cwd: folder, input, encoding: "utf8" })).toBe("a: OK\n");
  });

  function isAllowed(file: string): boolean {
    try {
      requireAssetName(file);
      return true;
    } catch {
      return false;
    }
  }

  /** As sha256sum prints a name. */
  function shown(found: string): string {
    if (!found.includes("\n")) return found;
    return found.replaceAll("\\", "\\\\").replaceAll("\n", "\\n").replaceAll("\r", "\\r");
  }
});
