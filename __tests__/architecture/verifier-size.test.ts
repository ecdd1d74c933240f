import { type Plugin, rolldown } from "rolldown";
import { beforeAll, expect, test } from "vitest";
import programs from "../../rolldown.config.ts";

/** Bytes: the budget of docs/benchmarks.md. */
const LIMIT = 700_000;

/** What the verifier is made of beside our own code, with the bytes that each may take. */
const PACKAGES: Readonly<Record<string, number>> = {
  valibot: 31_000,
};

/** Rooms of the sources that no verification runs through. */
const ABSENT =
  /^src\/(?:services\/(?!tuf\/)|kernel\/archives\/(?!zlib-fault)|domain\/(?:audit|installer|release|vulnerability)\/|doors\/action\/)/;

let size = 0;
const modules = new Map<string, number>();
beforeAll(async () => {
  const [options] = programs.filter(({ input }) => Object.hasOwn(Object(input), "verify"));
  if (options === undefined) throw new Error("one of the programs is the verifier");
  const weigh: Plugin = {
    name: "weigh",
    generateBundle: {
      // Before the chunks are folded into one.
      order: "pre",
      handler(_options, bundle) {
        for (const output of Object.values(bundle)) {
          if (output.type !== "chunk") continue;
          for (const [id, { renderedLength }] of Object.entries(output.modules)) {
            const path = id.slice(id.startsWith(String(options.cwd)) ? String(options.cwd).length : 0);
            modules.set(path, (modules.get(path) ?? 0) + renderedLength);
          }
        }
      },
    },
  };
  const bundle = await rolldown({ ...options, plugins: [options.plugins, weigh] });
  const { output } = await bundle.generate(Array.isArray(options.output) ? options.output[0] : options.output);
  await bundle.close();
  size = output.find((one) => one.type === "chunk")?.code.length ?? 0;
});

test("dist/verify.js, unminified, is no larger than it was", () => {
  expect(size).toBeGreaterThan(300_000);
  expect(size).toBeLessThanOrEqual(LIMIT);
});

test("it is made of few packages, and none is larger than it was", () => {
  const found = new Map<string, number>();
  for (const [path, bytes] of modules) {
    const name = /node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1];
    if (name !== undefined) found.set(name, (found.get(name) ?? 0) + bytes);
  }
  expect([...found.keys()].sort()).toEqual(Object.keys(PACKAGES).sort());
  expect([...found].filter(([name, bytes]) => bytes > (PACKAGES[name] ?? 0))).toEqual([]);
});

test("it has no code of rooms that no verification runs through", () => {
  expect([...modules.keys()].filter((path) => path.startsWith("src/")).length).toBeGreaterThan(150);
  expect([...modules.keys()].filter((path) => ABSENT.test(path))).toEqual([]);
});
