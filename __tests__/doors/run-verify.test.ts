import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeAll, expect, test, vi } from "vitest";
import { runCli } from "../../src/doors/cli/run-cli.ts";
import { verifyDescription } from "../../src/doors/options/verify.ts";
import { runVerify } from "../../src/doors/verify/run-verify.ts";
import { offlinePorts } from "../../src/doors/wire/verify/offline.ts";
import { surroundings } from "../../src/doors/wire.ts";
import { newFolder } from "../run-program.ts";
import { createTestForge } from "../signing/test-forge.ts";
import { HELLO, sealTestRelease } from "../signing/test-release.ts";

const CAPSULE = "octo-tool-1.2.3.capsule";
const VERIFY = ["verify", "--repository", "octo-org/octo-tool", "--trusted-root", "root.json"];
const IDENTITY = [
  "--certificate-identity=https://github.com/octo-org/octo-tool/.github/workflows/release.yml@refs/tags/v1.2.3",
  "--certificate-oidc-issuer=https://token.actions.githubusercontent.com",
];

let folder = "";
beforeAll(async () => {
  const forge = createTestForge();
  folder = newFolder();
  writeFileSync(join(folder, CAPSULE), await sealTestRelease({ session: await forge.session() }));
  writeFileSync(join(folder, "root.json"), forge.trustedRoot);
  writeFileSync(join(folder, HELLO.name), HELLO.bytes);
  writeFileSync(join(folder, "other"), "other\n");
});

async function said(run: typeof runCli, argv: readonly string[]) {
  const [out, err]: string[][] = [[], []];
  const status = await run(argv, {
    ...surroundings(folder, () => undefined),
    verifyPorts: run === runCli ? surroundings(folder, () => undefined).verifyPorts : offlinePorts,
    out: (text) => void out?.push(text),
    err: (text) => void err?.push(text),
    paint: (_, text) => text,
    program: ["capsule"],
  });
  return { status, out: out?.join(""), err: err?.join("") };
}

test.each([
  ["a release", [...VERIFY, CAPSULE, HELLO.name], 0],
  ["a release, as JSON", [...VERIFY, "--json", CAPSULE, HELLO.name], 0],
  ["a file of another release", [...VERIFY, CAPSULE, "other"], 3],
  ["a release without its files", [...VERIFY, "--all", "--", CAPSULE], 3],
  ["another repository", [...VERIFY.with(2, "octo-org/other"), CAPSULE], 1],
  ["a capsule that is not there", [...VERIFY, "absent.capsule"], 4],
  [
    "aliases, and values after an equals sign",
    ["verify", ...IDENTITY, "--trusted-root=root.json", CAPSULE, HELLO.name],
    0,
  ],
  ["what a capsule holds", ["show", CAPSULE], 0],
  ["what a capsule holds, as JSON", ["show", "--json", CAPSULE], 0],
])("of %s it says what the whole program says", async (_, argv, status) => {
  const whole = await said(runCli, argv);
  expect(whole.status).toBe(status);
  expect(await said(runVerify, argv)).toEqual(whole);
});

test("a policy and a trusted root that are wrong are named, with what to do", async () => {
  writeFileSync(join(folder, "policy.json"), '{"require": ["x"]}');
  const policy = await said(runCli, ["verify", "--policy", "policy.json", CAPSULE]);
  expect([policy.status, policy.err]).toEqual([
    2,
    expect.stringMatching(/^error: "policy\.json": .*\nhint: .*policy\.md/),
  ]);
  const root = await said(runCli, [...VERIFY.with(4, HELLO.name), CAPSULE]);
  expect([root.status, root.err]).toEqual([
    2,
    expect.stringContaining(`error: "${HELLO.name}" is not a trusted root: `),
  ]);
  expect(root.err).toContain("hint: name the file that the instance publishes, or leave out --trusted-root");
});

test.each([
  ["a command of the whole program", ["seal"]],
  ["no command", []],
  ["an unknown flag", [...VERIFY, "--unknown", CAPSULE]],
  ["a flag without its value", ["verify", CAPSULE, "--repository"]],
  ["no file", VERIFY],
  ["a network", [...VERIFY.slice(0, 3), "--online", CAPSULE]],
])("%s is a mistake of usage, in one sentence", async (_, argv) => {
  const { status, out, err } = await said(runVerify, argv);
  expect([status, out]).toEqual([2, ""]);
  expect(err).toMatch(/^error: .+\nhint: .+\n$/);
});

test("a name that looks like a flag is said whole, and where it belongs; JSON is asked for anywhere", async () => {
  const { err } = await said(runVerify, [...VERIFY, "--tool-1.2.3.capsule"]);
  expect(err).toContain("error: Unknown option '--tool-1.2.3.capsule'\nhint: ");
  expect(err).toContain("put -- before a name like -a\n");
  const { out } = await said(runVerify, ["--json", ...VERIFY]);
  expect(JSON.parse(out ?? "")).toMatchObject({ code: "usage", exitCode: 2 });
});

test("help names its commands and the flags of verify", async () => {
  const { status, out } = await said(runVerify, ["--help"]);
  expect(status).toBe(0);
  for (const words of [["help"], ["-h"], ["verify", "--help"], ["show", "some.capsule", "-h"]]) {
    expect(await said(runVerify, words)).toEqual({ status, out, err: "" });
  }
  expect((await said(runVerify, ["verify", "--", "--help"])).out).toBe("");
  for (const name of Object.keys(verifyDescription.options)) expect(out).toMatch(new RegExp(`^  --${name} `, "m"));
  expect(out).toMatch(/verify\.js verify .*\n.*verify\.js report .*\n.*verify\.js show .*\n.*verify\.js guide /);
});

afterEach(() => vi.unstubAllEnvs());

test("roots that were imported are read, so that a damaged store is refused as the whole program refuses it", async () => {
  const store = join(folder, "roots.json");
  writeFileSync(store, "{}");
  vi.stubEnv("CAPSULE_ROOTS", store);
  const argv = ["verify", "--repository", "octo-org/octo-tool", CAPSULE];
  const whole = await said(runCli, argv);
  expect(whole.err).toContain(`${JSON.stringify(store)}: `);
  expect(await said(runVerify, argv)).toEqual(whole);
});

test("a defect shows where it was thrown if CAPSULE_DEBUG is set, as its hint says, and never what it said", async () => {
  const files = new Proxy({} as ReturnType<typeof surroundings>["files"], {
    get: () => () => {
      throw new TypeError("secret token");
    },
  });
  const run = async (debug: string | undefined) => {
    let err = "";
    const io = {
      ...surroundings(folder, () => undefined),
      files,
      env: (name: string) => (name === "CAPSULE_DEBUG" ? debug : undefined),
    };
    const status = await runVerify(["show", CAPSULE], {
      ...io,
      verifyPorts: offlinePorts,
      out: () => undefined,
      err: (text) => {
        err += text;
      },
      paint: (_, text) => text,
      program: ["capsule"],
    });
    return { status, err };
  };
  expect(await run(undefined)).toEqual({
    status: 4,
    err: expect.stringMatching(/^error: [^\n]*\nhint: [^\n]*CAPSULE_DEBUG=1[^\n]*\n$/),
  });
  const { err } = await run("1");
  expect(err).toMatch(/^ {4}at /m);
  expect(err).not.toContain("secret token");
});
