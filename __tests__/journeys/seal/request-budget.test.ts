import { describe, expect, test } from "vitest";
import { expectFault } from "../../expect-fault.ts";
import { CAPSULE, EVIDENCE, publishingRun } from "./publishing-run.ts";

const many = (count: number) =>
  Object.fromEntries(Array.from({ length: count }, (_, n) => [`a${String(n).padStart(4, "0")}`, `${n}`]));

/** A run whose job has so many requests in an hour, as GitHub grants 1,000. */
function limitedRun(assets: number, limit = 1000) {
  const run = publishingRun(many(assets));
  run.github.hourly = { limit, clock: run.forge.clock };
  const downloads = () => run.github.requests.filter(({ receive }) => receive !== undefined);
  return { ...run, downloads };
}

const PATIENT = 120_000;

describe("the hourly limit of a job's token", () => {
  test.each([
    ["standard", 993, EVIDENCE.length],
    ["capsule", 998, 2],
  ] as const)(
    "with publish: %s, %d assets are published in two hours, and which were not downloaded is said",
    async (publish, count, evidence) => {
      const run = limitedRun(count);
      const sealed = await run.seal({ publish, sign: "once" });
      expect(run.github.releases).toMatchObject([{ draft: false }]);
      expect(run.names()).toHaveLength(count + evidence);
      expect(run.opened()).toBe(1);
      const hours = run.forge.clock.waits.filter((ms) => ms > 60_000);
      expect(new Set(hours).size).toBe(1);
      expect(run.warnings.join()).toMatch(/publishing takes about \d+ requests, and GitHub grants \d+ more/);
      const by = (how: string) => sealed.readBack.filter((file) => file.by === how).map(({ name }) => name);
      expect(by("bytes").length + by("stated").length).toBe(count + evidence);
      expect(by("stated").length).toBeGreaterThan(0);
      expect(run.downloads()).toHaveLength(by("bytes").length);
      expect(by("stated").some((name) => EVIDENCE.includes(name))).toBe(false);
    },
    PATIENT,
  );

  test(
    "with publish: none 1,000 assets are sealed, one more is refused before anything is signed",
    async () => {
      const run = limitedRun(1001);
      const assets = Array.from({ length: 1000 }, (_, n) => `dist/a${String(n).padStart(4, "0")}`);
      const sealed = await run.seal({ publish: "none", sign: "once", assets });
      expect(sealed.readBack).toEqual([]);
      expect(sealed.examined.plan?.publishedNames).toEqual([CAPSULE, "VERIFY.md"]);
      await expectFault("published-too-many", () => run.seal({ publish: "none", sign: "once" }));
      expect(run.opened()).toBe(1);
      expect(run.github.requests).toEqual([]);
    },
    PATIENT,
  );

  test("leaves half of what is left to the other jobs of the repository, and downloads what that allows", async () => {
    const run = limitedRun(40, 220);
    const sealed = await run.seal({ sign: "once" });
    const stated = sealed.readBack.filter(({ by }) => by === "stated");
    expect(stated.length).toBeGreaterThan(0);
    expect(stated.length).toBeLessThan(40);
    expect(stated.map(({ name }) => name)).toEqual(sealed.assets.slice(-stated.length).map(({ name }) => name));
    expect(run.forge.clock.waits).toEqual([]);
  });

  test("an asset that is compared by the digest GitHub states still cannot differ (G09)", async () => {
    const run = limitedRun(3, 90);
    let isFull = false;
    run.github.interfere = ({ method, url }, _count, github) => {
      isFull ||= url.includes("VERIFY.md");
      const asset = github.releases[0]?.assets.find(({ name }) => name === "a0002");
      if (isFull && method === "GET" && asset !== undefined) asset.bytes = Buffer.from("evil");
      return undefined;
    };
    await expectFault("published-differs", () => run.seal());
    expect(run.github.releases[0]?.draft).toBe(true);
  });

  test("where GitHub states no digest every file is downloaded, each once (G19)", async () => {
    const run = limitedRun(12, 120);
    run.github.digests = false;
    const sealed = await run.seal({ sign: "once" });
    expect(sealed.readBack.every(({ by }) => by === "bytes")).toBe(true);
    const addresses = run.downloads().map(({ url }) => url);
    expect(addresses).toHaveLength(12 + EVIDENCE.length + 1);
    expect(new Set(addresses).size).toBe(12 + EVIDENCE.length);
  });

  test("a limit that is used up before the place is taken stops the run at once (G03)", async () => {
    const run = limitedRun(1, 0);
    await expectFault("service-busy", () => run.seal());
    expect(run.forge.clock.waits).toEqual([]);
    expect(run.opened()).toBe(0);
  });
});
