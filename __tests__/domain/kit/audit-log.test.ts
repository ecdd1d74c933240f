import { describe, expect, test } from "vitest";
import { appendAuditEntry, type NewAuditEntry, parseAuditLog } from "../../../src/domain/kit/audit-log.ts";
import { expectFault } from "../../expect-fault.ts";

const entry = (action: NewAuditEntry["action"], reason: string | null = null): NewAuditEntry => ({
  ...{ time: "2026-11-21T07:00:00Z", action, kit: { name: "site", sequence: 1, sha256: "1".repeat(64) } },
  ...{ before: null, signer: "key", codes: [], reason },
});
const entries = [entry("imported"), entry("refused"), entry("rolled-back", "it does not start")];
const log = entries.reduce<Uint8Array | undefined>((bytes, one) => appendAuditEntry(bytes, one), undefined);
const lines = Buffer.from(log ?? "")
  .toString()
  .trimEnd()
  .split("\n");

describe("the log of a folder of kits", () => {
  test("numbers its lines, and each names the one before", () => {
    const { entries: read, heads, head } = parseAuditLog(Buffer.from(log ?? ""));
    expect(read.map(({ number, previous }) => [number, previous])).toEqual([
      [1, null],
      [2, heads[0]],
      [3, heads[1]],
    ]);
    expect(head).toBe(heads[2]);
    expect(parseAuditLog(new Uint8Array()).head).toBeUndefined();
  });

  test.each([
    ["with a line that was changed", [lines[0]?.replace("imported", "interrupted"), lines[1], lines[2]]],
    ["without its first line", lines.slice(1)],
    ["without one in between", [lines[0], lines[2]]],
    ["with two that changed places", [lines[0], lines[2], lines[1]]],
    ["with a line twice", [lines[0], lines[0]]],
    ["with a line that others wrote", [lines[0], lines[1]?.replace(",", ", ")]],
    ["with a field that nobody knows", [lines[0]?.replace("{", '{"a":1,')]],
    ["with something else", ["hello"]],
  ])("is broken %s", async (_what, kept) => {
    await expectFault("kit-audit-broken", () => parseAuditLog(Buffer.from(`${kept.join("\n")}\n`)));
  });

  test("is broken if its last line is cut, and does not show that one was taken away", async () => {
    await expectFault("kit-audit-broken", () => parseAuditLog(Buffer.from(lines.join("\n"))));
    expect(parseAuditLog(Buffer.from(`${lines[0]}\n${lines[1]}\n`)).entries).toHaveLength(2);
  });
});
