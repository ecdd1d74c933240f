import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { parseTrustedRoot } from "../../../src/domain/sigstore/trusted-root.ts";
import { requireDistinctKeys } from "../../../src/services/tuf/distinct-keys.ts";
import { type MetadataCache, refreshTrustedRoot } from "../../../src/services/tuf/refresh-trusted-root.ts";
import { tufRepository } from "../../../src/services/tuf/repositories.ts";
import { httpFetch } from "../../../src/services/tuf/tuf-trust.ts";
import { systemClock } from "../../../src/world/clock.ts";
import { createHttp } from "../../../src/world/http/http.ts";
import { corpus } from "../../corpus.ts";
import { expectFault } from "../../expect-fault.ts";
import { startFiles } from "./start-files.ts";
import { createTufKey, metadataOf, rootOf, type TufOptions } from "./test-repository.ts";

const [A, B, C] = [createTufKey(), createTufKey(), createTufKey()];
const ROLE = createTufKey();
const OPTIONS: TufOptions = { rootKeys: [A], key: ROLE, target: '{"a":1}' };

function memoryCache(): MetadataCache & { readonly files: Map<string, Uint8Array> } {
  const files = new Map<string, Uint8Array>();
  return { files, read: async (name) => files.get(name), write: async (name, bytes) => void files.set(name, bytes) };
}

/** Refreshes over a loopback server that serves these files. */
async function refresh(files: ReadonlyMap<string, Buffer>, { root = rootOf(1, OPTIONS), cache = memoryCache() } = {}) {
  const server = await startFiles(files);
  try {
    const repository = { name: "test", mirror: server.address, root: () => root };
    const fetch = httpFetch(repository, { http: createHttp(() => undefined), clock: systemClock });
    return await refreshTrustedRoot(repository, fetch, cache);
  } finally {
    await server.close();
  }
}

const text = (bytes: Uint8Array) => Buffer.from(bytes).toString();

describe("an honest repository", () => {
  test("gives its trusted root, and the cache keeps what was seen", async () => {
    const cache = memoryCache();
    expect(text((await refresh(metadataOf(OPTIONS), { cache })).bytes)).toBe('{"a":1}');
    expect([...cache.files.keys()].sort()).toEqual([
      "snapshot.json",
      "targets.json",
      "timestamp.json",
      "trusted_root.json",
    ]);
    const next = { ...OPTIONS, version: 2, target: '{"a":2}' };
    expect(text((await refresh(metadataOf(next), { cache })).bytes)).toBe('{"a":2}');
    expect(text((await refresh(metadataOf(next), { cache })).bytes)).toBe('{"a":2}');
  });

  test("may rotate its keys, root by root (F12)", async () => {
    const second = { ...OPTIONS, rootKeys: [B] };
    const third = { ...OPTIONS, rootKeys: [B, C], threshold: 2 };
    const files = metadataOf(OPTIONS);
    files.set("2.root.json", rootOf(2, second, [A]));
    files.set("3.root.json", rootOf(3, third, [B]));
    const cache = memoryCache();
    await refresh(files, { cache });
    expect(JSON.parse(text(cache.files.get("root.json") ?? Buffer.from("{}"))).signed.version).toBe(3);
    await refresh(files, { cache });
  });
});

describe("refuses (F12)", () => {
  test("a root that the keys before did not sign", async () => {
    const files = metadataOf(OPTIONS);
    files.set("2.root.json", rootOf(2, { ...OPTIONS, rootKeys: [B] }));
    await expectFault("trust-update-refused", () => refresh(files));
  });

  test("a root that skips a version", async () => {
    const files = metadataOf(OPTIONS);
    files.set("2.root.json", rootOf(3, OPTIONS));
    await expectFault("trust-update-refused", () => refresh(files));
  });

  test("a root with fewer signatures than its threshold", async () => {
    const files = metadataOf(OPTIONS);
    const three = { ...OPTIONS, rootKeys: [A, B, C], threshold: 2 };
    const root = JSON.parse(text(rootOf(2, three)));
    root.signatures = [root.signatures[0], root.signatures[0]];
    files.set("2.root.json", Buffer.from(JSON.stringify(root)));
    await expectFault("trust-update-refused", () => refresh(files));
  });

  test("a timestamp that was rolled back (CVE-2022-29173)", async () => {
    const cache = memoryCache();
    await refresh(metadataOf({ ...OPTIONS, version: 5 }), { cache });
    await expectFault("trust-update-refused", () => refresh(metadataOf({ ...OPTIONS, version: 4 }), { cache }));
  });

  test("a timestamp that has expired, with the clock in the hint (freeze, F14)", async () => {
    const fault = await expectFault("trust-update-refused", () =>
      refresh(metadataOf({ ...OPTIONS, timestampExpires: "2020-01-01T00:00:00Z" })),
    );
    expect(fault.hint).toContain("clock");
  });

  test("metadata of two moments mixed", async () => {
    const files = metadataOf({ ...OPTIONS, version: 2 });
    files.set("2.snapshot.json", metadataOf({ ...OPTIONS, version: 1 }).get("1.snapshot.json") ?? Buffer.alloc(0));
    await expectFault("trust-update-refused", () => refresh(files));
  });

  test("a target with other bytes, or longer than it may be", async () => {
    for (const bytes of ['{"a":3}', '{"a":1}   ']) {
      const files = metadataOf(OPTIONS);
      const [name = ""] = [...files.keys()].filter((one) => one.startsWith("targets/"));
      files.set(name, Buffer.from(bytes));
      await expect(refresh(files)).rejects.toThrow();
    }
  });

  test("endless metadata", async () => {
    const files = metadataOf(OPTIONS);
    files.set("timestamp.json", Buffer.alloc(20_000, 0x20));
    await expectFault("response-too-large", () => refresh(files));
  });

  test("ambiguous metadata", async () => {
    const files = metadataOf(OPTIONS);
    const timestamp = text(files.get("timestamp.json") ?? Buffer.alloc(0));
    files.set("timestamp.json", Buffer.from(timestamp.replace('{"', '{"signatures":[],"')));
    await expectFault("trust-update-refused", () => refresh(files));
  });

  test("a name that climbs out: it asks for one name only (CVE-2026-24137, CVE-2026-24686)", async () => {
    const files = metadataOf({ ...OPTIONS, targetName: "../../../trusted_root.json" });
    await expectFault("trust-update-refused", () => refresh(files));
  });

  test("one key under two ids, and a threshold of nothing (CVE-2026-23991, CVE-2026-23992)", async () => {
    const one = { keyVal: { public: "k" } };
    const role = { keyIDs: ["a", "b"], threshold: 2 };
    await expectFault("trust-update-refused", () =>
      requireDistinctKeys({ keys: { a: one, b: one }, roles: { root: role } }),
    );
    await expectFault("trust-update-refused", () =>
      requireDistinctKeys({ keys: { a: one }, roles: { root: { keyIDs: ["a"], threshold: 0 } } }),
    );
  });

  test("a repository without metadata", async () => {
    await expectFault("trust-update-refused", () => refresh(new Map()));
  });
});

describe("real roots", () => {
  const history = corpus("bundles/tuf/public-good/root_history");
  const root = (version: number) => readFileSync(`${history}/${version}.root.json`);

  test.skipIf(history === undefined)(
    "of public-good lead from 5 to 15, and their metadata is asked for next",
    async () => {
      const files = new Map(
        Array.from({ length: 15 }, (_, index) => [`${index + 1}.root.json`, root(index + 1)] as const),
      );
      const cache = memoryCache();
      await expectFault("trust-update-refused", () => refresh(files, { root: root(5), cache }));
      expect(JSON.parse(text(cache.files.get("root.json") ?? Buffer.from("{}"))).signed.version).toBe(15);
    },
  );

  const negative = corpus("bundles/tuf/negative");
  test
    .skipIf(negative === undefined)
    .each(["duplicate-sigs", "invalid-root-json-signature", "no-root-json-signatures"])(
    "%s is no root to begin with",
    async (name) => {
      await expectFault("trust-update-refused", () =>
        refresh(metadataOf(OPTIONS), { root: readFileSync(`${negative}/${name}.root.json`) }),
      );
    },
  );

  test("those that are built in are roots, and the built-in trusted roots are what they once led to", () => {
    for (const instance of ["public-good", "github"]) {
      expect(JSON.parse(text(tufRepository(instance).root())).signed._type).toBe("root");
    }
    expect(() => tufRepository("nowhere")).toThrow("no update repository");
    const target = corpus("bundles/tuf/public-good/targets/trusted_root.json");
    if (target !== undefined) expect(parseTrustedRoot(readFileSync(target)).logs.length).toBeGreaterThan(0);
  });
});
