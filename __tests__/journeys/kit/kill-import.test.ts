import { cpSync, existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { parseAuditLog } from "../../../src/domain/kit/audit-log.ts";
import { readDepot } from "../../../src/journeys/kit/depot.ts";
import { importKit } from "../../../src/journeys/kit/import-kit.ts";
import type { KitPorts } from "../../../src/journeys/kit/kit-ports.ts";
import { requireInstalled } from "../../../src/journeys/kit/require-installed.ts";
import { rollBackKit } from "../../../src/journeys/kit/rollback-kit.ts";
import type { NewFile } from "../../../src/ports/files.ts";
import { kitSite, snapshot } from "./kit-site.ts";

/** A program that is gone: it cleans nothing up. */
class Killed extends Error {}

/** Ports whose program is killed at the n-th change of the disk, in the middle of a write. */
function killedAt(ports: KitPorts, last: number): KitPorts & { readonly changes: () => number } {
  let changes = 0;
  const change = <A extends readonly unknown[], R>(act: (...args: A) => R) => {
    return (...args: A): R => {
      changes += 1;
      if (changes > last) throw new Killed();
      return act(...args);
    };
  };
  const dying = (file: NewFile): NewFile => ({
    write(chunk) {
      changes += 1;
      if (changes === last + 1) file.write(chunk.subarray(0, chunk.length / 2));
      if (changes > last) throw new Killed();
      file.write(chunk);
    },
    close: change(() => file.close()),
  });
  const { files, disk } = ports;
  return {
    ...ports,
    changes: () => changes,
    files: {
      ...files,
      write: change(files.write),
      makeFolder: change(files.makeFolder),
      remove: change(files.remove),
      create: change((path) => dying(files.create(path))),
    },
    disk: {
      ...disk,
      createFlushed: change((path) => dying(disk.createFlushed(path))),
      link: change(disk.link),
      move: change(disk.move),
      point: change(disk.point),
      removeFolder: change(disk.removeFolder),
    },
  };
}

/**
 * Runs an action on a copy of the folder, killed after each of its changes: what is in place is what was, or what is to be, and is
 * whole; the next run ends it, and leaves nothing behind.
 */
async function killEverywhere(
  { folder, depot, ports }: { readonly folder: string; readonly depot: string; readonly ports: KitPorts },
  act: (depot: string, ports: KitPorts) => Promise<unknown>,
): Promise<{ readonly steps: number; readonly old: number; readonly new: number }> {
  const before = existsSync(depot) ? await readDepot(depot, ports) : undefined;
  const seen = { steps: 0, old: 0, new: 0 };
  let end: string | undefined;
  for (let last = 0; ; last++) {
    const copy = join(folder, `copy-${last}`);
    if (existsSync(depot)) cpSync(depot, copy, { recursive: true, verbatimSymlinks: true });
    const dying = killedAt(ports, last);
    const isWhole = await act(copy, dying).then(
      () => true,
      (error: unknown) => {
        if (error instanceof Killed) return false;
        throw error;
      },
    );
    const { current } = await readDepot(copy, ports);
    const isOld = current?.sha256 === before?.current?.sha256;
    seen[isOld ? "old" : "new"] += 1;
    seen.steps += 1;
    if (current !== undefined) await requireInstalled(current, ports);
    if (!isWhole) await act(copy, ports).catch((error: unknown) => requireDone(error, isOld));
    const after = await readDepot(copy, ports);
    expect(after.current?.sha256).not.toBe(before?.current?.sha256);
    if (after.current !== undefined) await requireInstalled(after.current, ports);
    expect(after.journal).toBeUndefined();
    const audit = parseAuditLog(readFileSync(join(copy, "audit.jsonl")));
    expect(audit.entries.at(-1)?.kit?.sha256).toBe(after.current?.sha256);
    expect(readdirSync(copy).filter((name) => name.startsWith("."))).toEqual([]);
    const placed = JSON.stringify(snapshot(copy, ["audit.jsonl"]));
    end ??= placed;
    expect(placed).toBe(end);
    if (isWhole) return seen;
  }
}

/** A rollback that was done before its program was killed has nothing to go back to. */
function requireDone(error: unknown, isOld: boolean): void {
  if (isOld || (error as { code?: string }).code !== "kit-missing") throw error;
}

test("an import that is killed anywhere leaves no kit, or the whole one", async () => {
  const { folder, depot, ports, make, importOrder } = await kitSite();
  await make("a.kit");
  const seen = await killEverywhere({ folder, depot, ports }, (copy, dying) =>
    importKit(importOrder("a.kit", { folder: copy }), dying),
  );
  expect(seen.steps).toBeGreaterThan(20);
  expect(Math.min(seen.old, seen.new)).toBeGreaterThan(1);
});

test("a delta that is killed anywhere leaves the kit before, or the whole new one, and no more kits than are wanted", async () => {
  const { folder, depot, ports, put, make, into, importOrder } = await kitSite();
  await make("a.kit", { made: "2026-11-19T00:00:00Z" });
  put("assets/b.bin", "b");
  await make("b.kit", { made: "2026-11-20T00:00:00Z", since: join(folder, "a.kit") });
  put("assets/c.bin", "c");
  await make("c.kit", { since: join(folder, "b.kit") });
  await into("a.kit");
  await into("b.kit");
  const seen = await killEverywhere({ folder, depot, ports }, (copy, dying) =>
    importKit(importOrder("c.kit", { folder: copy, keep: 1 }), dying),
  );
  expect(seen.steps).toBeGreaterThan(20);
  expect(Math.min(seen.old, seen.new)).toBeGreaterThan(1);
});

test("a rollback that is killed anywhere leaves the kit that was in place, or the one before", async () => {
  const { folder, depot, ports, put, make, into } = await kitSite();
  await make("a.kit", { made: "2026-11-20T00:00:00Z" });
  put("assets/b.bin", "b");
  await make("b.kit", { previous: join(folder, "a.kit") });
  await into("a.kit");
  await into("b.kit");
  const seen = await killEverywhere({ folder, depot, ports }, (copy, dying) =>
    rollBackKit({ folder: copy, reason: "it does not start" }, dying),
  );
  expect(seen.steps).toBeGreaterThan(4);
  expect(Math.min(seen.old, seen.new)).toBeGreaterThan(1);
});
