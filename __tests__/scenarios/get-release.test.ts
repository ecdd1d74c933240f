import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, test } from "vitest";
import {
  bundleFiles,
  bytesOf,
  capsuleFile,
  checksumFile,
  provenance,
  publishedRelease,
  TRUSTED_ROOT,
} from "../journeys/get/published-release.ts";
import { capsule, newFolder } from "../run-program.ts";

type Published = Parameters<typeof publishedRelease>[0];

const SCHEMA = JSON.parse(readFileSync(new URL("../../docs/schemas/got-release.json", import.meta.url), "utf8"));
const isGotRelease = new Ajv2020({ strict: false }).compile(SCHEMA);

/** A release on the loopback GitHub, and a person who runs the program in an empty folder. */
async function release(published: Published) {
  const { server } = await publishedRelease(published);
  const cwd = newFolder();
  const root = join(newFolder(), "trusted_root.json");
  writeFileSync(root, TRUSTED_ROOT);
  const run = (args: readonly string[], env: Record<string, string> = {}) =>
    capsule([...args, "--trusted-root", root], { cwd, env: { GITHUB_API_URL: server.url, ...env } });
  const placed = (out = ".") => (existsSync(join(cwd, out)) ? readdirSync(join(cwd, out)).sort() : undefined);
  return { server, cwd, run, placed };
}

const GET = ["get", "octo-org/octo-tool@v1.2.3"];
const BOTH = ["hello.txt", "tool.bin"];

describe("the report of a release", () => {
  test("of ours says that its capsule proves each file, and who signed", async () => {
    const { run, placed } = await release({ files: { ...bytesOf(), ...(await capsuleFile()) } });
    const { status, stdout } = await run(GET);
    expect([status, placed()]).toEqual([0, BOTH]);
    expect(stdout).toMatch(/^VERIFIED {2}octo-org\/octo-tool v1\.2\.3\n/);
    expect(stdout).toContain("release.yml@refs/tags/v1.2.3");
    for (const name of BOTH) expect(stdout).toContain(`${name}: proven by the capsule\n`);
    expect(stdout).toContain("Not proven: that GitHub shows everybody the same files");
  });

  test("with attestations only says so, and that there is no capsule", async () => {
    const { run, placed } = await release({ files: bytesOf(), attested: [await provenance()] });
    const { status, stdout } = await run(GET);
    expect([status, placed()]).toEqual([0, BOTH]);
    expect(stdout).toContain("none: the release has no capsule");
    for (const name of BOTH) expect(stdout).toContain(`${name}: proven by attestations of its build\n`);
  });

  test("with bundles only does not say how it was built", async () => {
    const { run, placed } = await release({ files: { ...bytesOf(), ...(await bundleFiles()) } });
    const { status, stdout } = await run(GET);
    expect([status, placed()]).toEqual([0, BOTH]);
    expect(stdout).toContain("GitHub keeps no attestation about the files");
    for (const name of BOTH) expect(stdout).toContain(`${name}: proven by its bundle\n`);
    expect(stdout).toContain("Not proven: from what source and how it was built");
  });

  test("with checksums and signatures of others only ends with 3, keeps nothing, and says what would accept it", async () => {
    const files = {
      ...bytesOf(),
      ...checksumFile(),
      "tool.bin.asc": Buffer.from("x"),
      "tool.bin.minisig": Buffer.from("x"),
    };
    const { run, placed } = await release({ files });
    const { status, stdout } = await run(GET);
    expect([status, placed()]).toEqual([3, []]);
    expect(stdout).toMatch(/^INCOMPLETE .*: nothing proves who made it\n/);
    expect(stdout).toContain("--accept checksums");
    expect(stdout).toContain("(OpenPGP): there, and not checked");
    expect(stdout).toContain("(minisign): there, and not checked");
    const accepted = await run([...GET, "--accept", "checksums"]);
    expect([accepted.status, placed()]).toEqual([0, BOTH]);
    expect(accepted.stdout).toMatch(/^ACCEPTED /);
    expect(accepted.stdout).not.toMatch(/proven by/);
  });

  test("is one JSON object of its schema, whatever the verdict", async () => {
    const { "tool.bin": _, ...rest } = bytesOf();
    for (const [files, code] of [
      [{ ...bytesOf(), ...(await capsuleFile()) }, 0],
      [{ ...rest, "tool.bin": Buffer.from("another"), ...(await capsuleFile()) }, 1],
      [{ ...bytesOf(), ...checksumFile() }, 3],
    ] as const) {
      const { run } = await release({ files });
      const { status, stdout } = await run([...GET, "--json"]);
      const json = JSON.parse(stdout);
      expect([status, json.exitCode, isGotRelease(json), isGotRelease.errors]).toEqual([code, code, true, null]);
    }
  });
});

test("verify takes the name of a release, and keeps nothing", async () => {
  const { run, placed } = await release({ files: bytesOf(), attested: [await provenance()] });
  const { status, stdout } = await run(["verify", "octo-org/octo-tool@v1.2.3"]);
  expect([status, placed()]).toEqual([0, []]);
  expect(stdout).toContain("nothing was kept");
  const odd = await run(["verify", "octo-org/octo-tool@v1.2.3", "--all"]);
  expect([odd.status, odd.stderr]).toEqual([
    2,
    expect.stringContaining("--all means nothing for the name of a release"),
  ]);
});

test("verify finds the evidence beside a file, which never satisfies what expects a capsule", async () => {
  const { run, cwd } = await release({ files: {} });
  const files = { ...bytesOf(), ...(await bundleFiles()) };
  for (const [name, bytes] of Object.entries(files)) writeFileSync(join(cwd, name), bytes);
  const verify = ["verify", "tool.bin", "--repository", "octo-org/octo-tool", "--source-ref", "refs/tags/v1.2.3"];
  expect((await run(verify)).status).toBe(0);
  expect((await run([...verify, "--release", "octo-tool@1.2.3"])).status).toBe(2);
  writeFileSync(join(cwd, "tool.bin"), "another tool");
  expect((await run(verify)).status).toBe(1);
});

test("found evidence is not enough for a policy that expects a capsule", async () => {
  const { run, cwd, placed } = await release({
    files: { ...bytesOf(), ...(await bundleFiles()) },
    attested: [await provenance()],
  });
  const schema = "https://release-capsule.github.io/release-capsule/schemas/policy/v1";
  const policy = { schema, signers: [{ repository: "octo-org/octo-tool" }] };
  const at = join(newFolder(), "policy.json");
  writeFileSync(at, JSON.stringify(policy));
  const { status, stderr } = await run([...GET, "--policy", at, "--out", "one"]);
  expect([status, stderr.includes("error")]).toEqual([0, false]);
  writeFileSync(at, JSON.stringify({ ...policy, require: ["archive"] }));
  const strict = await run([...GET, "--policy", at, "--out", "two"]);
  expect([strict.status, placed("two")]).toEqual([3, undefined]);
  expect(cwd).not.toBe("");
});

describe("the files", () => {
  const files = { ...bytesOf(), "notes.md": Buffer.from("notes") };

  test("are those that a pattern names, of the latest release where no tag does, in a new folder", async () => {
    const { run, placed } = await release({ files, attested: [await provenance()] });
    const { status, stdout } = await run(["get", "octo-org/octo-tool", "tool.*", "--out", "a/b"]);
    expect([status, placed("a/b"), placed()]).toEqual([0, ["tool.bin"], ["a"]]);
    expect(stdout).toContain("the latest, GitHub says, since no tag was named");
    const none = await run([...GET, "other*"]);
    expect([none.status, none.stderr]).toEqual([2, expect.stringContaining('no file "other*"')]);
  });

  test("are placed all or none: one without proof keeps the others back", async () => {
    const { run, placed } = await release({ files, attested: [await provenance()] });
    const { status, stdout } = await run(GET);
    expect([status, placed()]).toEqual([3, []]);
    expect(stdout).toContain("notes.md: not proven: nothing that was found is about it");
    expect(stdout).toContain("name the files that are proven");
  });

  test("overwrite nothing", async () => {
    const { run, cwd, placed } = await release({ files: bytesOf(), attested: [await provenance()] });
    writeFileSync(join(cwd, "tool.bin"), "mine");
    const { status, stderr } = await run(GET);
    expect([status, placed()]).toEqual([2, ["tool.bin"]]);
    expect(stderr).toContain("nothing is overwritten");
    expect(readFileSync(join(cwd, "tool.bin"), "utf8")).toBe("mine");
  });

  test("come with their evidence if that is wanted, and verify again offline", async () => {
    const { run, placed } = await release({ files: { ...bytesOf(), ...(await capsuleFile()) } });
    expect((await run([...GET, "--with-evidence"])).status).toBe(0);
    expect(placed()).toEqual(["hello.txt", "octo-tool-1.2.3.capsule", "tool.bin"]);
    const again = await run(["verify", "octo-tool-1.2.3.capsule", "--repository", "octo-org/octo-tool"]);
    expect(again.status).toBe(0);
  });

  test("need no home that can be written to", async () => {
    const { run, placed } = await release({ files: bytesOf(), attested: [await provenance()] });
    const home = newFolder();
    chmodSync(home, 0o500);
    expect((await run(GET, { HOME: home, XDG_CACHE_HOME: "/proc/none" })).status).toBe(0);
    expect(placed()).toEqual(BOTH);
  });
});

describe("answers that are hostile", () => {
  test.each([
    ["../evil", "asset-name-invalid"],
    ["C:evil", "asset-name-invalid"],
    ["a\\b", "asset-name-invalid"],
    ["a\nb", "asset-name-control"],
    ["a\u202eb", "asset-name-bidi"],
    ["x".repeat(300), "asset-name-length"],
    ["TOOL.BIN", "asset-name-collision"],
  ])("with a file called %j end in a fault, and nothing is put anywhere", async (name, code) => {
    const { run, placed } = await release({
      files: { ...bytesOf(), [name]: Buffer.from("x") },
      attested: [await provenance()],
    });
    const { status, stdout } = await run([...GET, "--json"]);
    expect([status, JSON.parse(stdout).code, placed()]).toEqual([1, code, []]);
  });

  test("with other bytes than GitHub names are deleted", async () => {
    const { server, run, placed } = await release({ files: bytesOf(), attested: [await provenance()] });
    for (const { assets } of server.state.releases.values())
      for (const asset of assets.values()) Object.assign(asset, { sha256: "00".repeat(32) });
    const { status, stderr } = await run(GET);
    expect([status, placed()]).toEqual([1, []]);
    expect(stderr).toContain("is not the file that GitHub names: it was deleted");
  });

  test("of another size than GitHub names are deleted", async () => {
    const { server, run, placed } = await release({ files: bytesOf(), attested: [await provenance()] });
    for (const { assets } of server.state.releases.values()) for (const asset of assets.values()) asset.size = 3;
    const { status } = await run(GET);
    expect([status, placed()]).toEqual([1, []]);
  });
});

describe("a run that is killed", () => {
  /** Ends the run right when GitHub is asked for the nth time; how often it was asked, and the signal that ended it. */
  async function killedAt(nth: number, signal: NodeJS.Signals) {
    const { server, cwd, placed } = await release({ files: bytesOf(), attested: [await provenance()] });
    const root = join(newFolder(), "trusted_root.json");
    writeFileSync(root, TRUSTED_ROOT);
    let kill: ((signal: NodeJS.Signals) => void) | undefined;
    const seen = server.requests as unknown[];
    const { push } = seen;
    seen.push = (...items) => {
      if (seen.length + 1 === nth) kill?.(signal);
      return push.apply(seen, items);
    };
    const start = (started?: (send: (signal: NodeJS.Signals) => void) => void) =>
      capsule([...GET, "--trusted-root", root], {
        cwd,
        env: { GITHUB_API_URL: server.url },
        ...(started === undefined ? {} : { started }),
      });
    const ended = await start((send) => {
      kill = send;
    });
    return { ended, placed, requests: seen.length, again: () => start() };
  }

  test("by SIGINT while it asks, downloads or looks for evidence leaves nothing", async () => {
    const whole = await killedAt(0, "SIGINT");
    expect([whole.ended.status, whole.requests]).toEqual([0, expect.any(Number)]);
    expect(whole.requests).toBeGreaterThan(9);
    for (let nth = 1; nth <= whole.requests; nth += 3) {
      const { ended, placed } = await killedAt(nth, "SIGINT");
      expect([nth, ended.signal, placed()]).toEqual([nth, "SIGINT", []]);
    }
  }, 120_000);

  test("by SIGKILL at any request leaves a private folder at most, which the next run clears away", async () => {
    const { requests } = await killedAt(0, "SIGKILL");
    for (let nth = 1; nth <= requests; nth++) {
      const { ended, placed, again } = await killedAt(nth, "SIGKILL");
      expect([nth, ended.signal]).toEqual([nth, "SIGKILL"]);
      expect(placed()?.filter((name) => !name.startsWith(".capsule-get-"))).toEqual([]);
      if (nth % 3 > 0) continue;
      expect([nth, (await again()).status, placed()]).toEqual([nth, 0, BOTH]);
    }
  }, 120_000);
});

test("two at once put the files into place once, and whole", async () => {
  const { run, placed } = await release({ files: bytesOf(), attested: [await provenance()] });
  const both = await Promise.all([run(GET), run(GET)]);
  expect(both.map(({ status }) => status).sort()).toEqual([0, 2]);
  expect(placed()).toEqual(BOTH);
});

test.skipIf(process.getuid?.() === 0)(
  "a folder that cannot be written to is a fault before anything is downloaded",
  async () => {
    const { run, cwd, server } = await release({ files: bytesOf(), attested: [await provenance()] });
    mkdirSync(join(cwd, "locked"), { mode: 0o500 });
    const { status, stderr } = await run([...GET, "--out", "locked"]);
    expect([status, stderr]).toEqual([4, expect.stringContaining("permission denied")]);
    expect(server.requests.map(({ operation }) => operation)).not.toContain("GET download");
  },
);
