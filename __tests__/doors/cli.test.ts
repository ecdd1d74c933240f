import { spawn } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { Console } from "../../src/doors/cli/console.ts";
import { runCli } from "../../src/doors/cli/run-cli.ts";
import { COMMAND_NAMES, COMMANDS, flagsOf } from "../../src/doors/options/commands.ts";
import { ACTION_COMMANDS, actionInputs } from "../../src/doors/options/inputs.ts";
import type { Option, Options } from "../../src/doors/options/option.ts";
import { surroundings } from "../../src/doors/wire.ts";
import { programFile } from "../program-file.ts";
import { newFolder } from "../run-program.ts";
import { commandInFolder } from "./command-in-folder.ts";

const GHE = "https://token.actions.octo.ghe.com";

/** Runs the command line in a folder of its own. */
const cli = (...argv: string[]) => commandInFolder(newFolder(), argv);

test("--version prints the version of package.json", async () => {
  const { version } = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8"));
  expect(await cli("--version")).toEqual({ status: 0, out: `${version}\n`, err: "" });
});

describe("help", () => {
  test("of the program names every command, examples and exit codes, on standard output", async () => {
    const { status, out } = await cli("--help");
    expect(status).toBe(0);
    expect(out).toContain("Examples:\n  capsule ");
    expect([...out.matchAll(/^ {2}(\d) {2}\S/gm)].map(([, code]) => code)).toEqual(["0", "1", "2", "3", "4"]);
    for (const command of COMMAND_NAMES) expect(out).toContain(`\n  ${command} `);
  });

  test.each(COMMAND_NAMES)("of %s shows every flag, examples and exit codes", async (command) => {
    const { status, out } = await cli(command, "--help");
    expect(status).toBe(0);
    for (const option of flagsOf(command)) {
      expect(new RegExp(`^ {2}--${option.name}(?![-\\w])`, "m").test(out)).toBe(true);
    }
    expect(out).toContain(`Examples:\n  capsule ${command} `);
    expect(out).toMatch(/Exit codes:\n {2}0 /);
  });

  test("is what nothing gives, all of it, as a usage error", async () => {
    const { status, out, err } = await cli();
    expect([status, out]).toEqual([2, ""]);
    expect(err).toBe((await cli("--help")).out);
  });

  test("is a command, too, and so is version", async () => {
    expect(await cli("help")).toEqual(await cli("--help"));
    expect(await cli("help", "verify")).toEqual(await cli("verify", "--help"));
    expect(await cli("version")).toEqual(await cli("--version"));
    const unknown = await cli("help", "verfy");
    expect([unknown.status, unknown.err]).toEqual([2, expect.stringContaining("Did you mean verify?")]);
  });

  test("names the variables of the environment that the command reads", async () => {
    expect((await cli("help", "seal")).out).toMatch(/\nEnvironment:\n(?: .*\n)* {2}SIGSTORE_ID_TOKEN {2}/);
    expect((await cli("help", "verify")).out).toMatch(/\nEnvironment:\n(?: .*\n)* {2}CAPSULE_ROOTS {2}/);
    expect((await cli("help", "verify")).out).not.toContain("SIGSTORE_ID_TOKEN");
  });

  test.each([40, 50])(
    "has no line that is longer than a terminal of %i columns, but for what is typed",
    async (width) => {
      for (const command of ["help", ...COMMAND_NAMES]) {
        const argv = [...(command === "help" ? [] : [command]), "--help"];
        const { out } = await commandInFolder(newFolder(), argv, {}, { isTerminal: true, width });
        const long = out.split("\n").filter((line) => line.length > width);
        expect(
          long.filter((line) => !/^ {2}(?:capsule |--?[a-z]|\S+ [<[])|^Usage: |^Help for one command: /.test(line)),
        ).toEqual([]);
      }
      const { out } = await commandInFolder(newFolder(), ["sbom", "--help"], {}, { isTerminal: true, width });
      expect(out).toMatch(/\n {2}--with <FILE>\n {4}merge the SBOM/);
    },
  );

  test("has no line of more than 80 columns", async () => {
    for (const command of ["help", ...COMMAND_NAMES]) {
      const { out } = await cli(...(command === "help" ? [] : [command]), "--help");
      expect(out.split("\n").filter((line) => line.length > 80 && !line.startsWith("  capsule "))).toEqual([]);
    }
  });
});

describe("the command line is wrong", () => {
  test.each([
    [["seel"], "unknown command 'seel'"],
    [["seal", "--nmae", "x"], "unknown option '--nmae'"],
    [["verify"], "missing required argument 'capsule'"],
    [["show", "a", "b"], "too many arguments"],
    [["seal", "--name"], "argument missing"],
    [["seal", "--name", "--out"], "--name has no value"],
    [["seal", "--name", ""], "--name is empty"],
    [["seal", "--name", "a\u0007"], "--name contains control characters"],
    [["seal", "--name", "a", "--name", "b"], "--name is given more than once"],
    [["seal", "--sign", "both", "x"], "--sign is"],
    [["seal", "--dry-run", "--out", "x", "y"], "a dry run writes nothing"],
    [["seal", "--sigstore", "local", "--trusted-root", "x", "y"], "the local instance makes its own trusted root"],
    [["verify", "x"], "nothing says who must have signed"],
    [["verify", "--identity", "a", "x"], "--identity needs --issuer"],
    [["verify", "--issuer", "a", "x"], "--issuer needs --identity"],
    [["verify", "--repository", "o/n", "--identity", "a", "--issuer", "b", "x"], "is said in 2 ways"],
    [
      ["verify", "--identity", "a", "--issuer", "b", "--source-ref", "refs/heads/main", "x"],
      "--source-ref means nothing",
    ],
    [
      ["verify", "--repository", "o/n", "--effective-time", "2026-11-21", "x"],
      "--effective-time means nothing without",
    ],
    [["sbom", "--check", "--with", "x", "y"], "--with means nothing with --check"],
    [["sbom", "--check", "--format", "spdx", "y"], "--format means nothing with --check"],
    [["verify", "--repository", "o/n", "--release", "name", "x"], "is not the name and version of a release"],
    [["verify", "--repository", "o/n", "--signer-workflow", "x", "x"], "is not the name of a workflow"],
    [["verify", "--repository", "o/n", "--sigstore", "local", "x"], "no trusted root is built in"],
    [["verify", "--repository", "nothing", "x"], "is not a repository"],
    [["verify", "--repository", "o/n", "--issuer", "https://gitlab.com", "x"], "is not an issuer of GitHub Actions at"],
    [["verify", "--repository", "o/n", "--issuer", GHE, "x"], "give --repository https://octo.ghe.com/o/n"],
    [["verify", "--repository", "o/n", "--issuer", `${GHE}:443`, "x"], "give --identity with --issuer"],
  ])("%j is refused with a sentence and a hint", async (argv, words) => {
    const { status, out, err } = await cli(...argv);
    expect(err).toContain(words);
    expect(err).toMatch(/^error: .*\n/);
    expect(out).toBe("");
    expect(status).toBe(2);
    expect(err).not.toMatch(/^ {4}at /m);
  });

  test("seal without assets says so, not that an account is missing", async () => {
    for (const argv of [["seal"], ["seal", "--sigstore", "local"]]) {
      const { status, err } = await cli(...argv);
      expect(status).toBe(2);
      expect(err).toBe(
        "error: no file and no image was named\nhint: name files, for example dist/*, or container images with --images\n",
      );
    }
  });

  test("a file that is not there is named, with what to look at", async () => {
    for (const argv of [
      ["seal", "--sigstore", "local", "none"],
      ["verify", "--repository", "o/n", "none"],
      ["show", "none"],
      ["sbom", "none"],
    ]) {
      const { status, err } = await cli(...argv);
      expect(status).toBe(4);
      expect(err).toMatch(/error: .*none"\nhint: check /);
    }
  });

  test("seal --version without a value says who prints ours", async () => {
    for (const argv of [
      ["seal", "--version"],
      ["seal", "--version", "--json"],
    ]) {
      const { status, err } = await cli(...argv);
      expect([status, err.includes("capsule --version prints our own")]).toEqual([2, true]);
    }
  });

  test("a suggestion becomes the hint", async () => {
    expect((await cli("seal", "--sigstor", "local")).err).toContain("hint: Did you mean --sigstore?");
  });

  test("with --json the fault is an object on standard output, too", async () => {
    const { status, out } = await cli("verify", "--json", "x");
    expect(status).toBe(2);
    expect(JSON.parse(out)).toMatchObject({ code: "usage", exitCode: 2 });
  });
});

describe("files that are not there or not readable", () => {
  test.each([
    ["verify", "--identity", "a", "--issuer", "b", "absent.capsule"],
    ["show", "absent.capsule"],
    ["guide", "absent.capsule"],
    ["seal", "--sigstore", "local", "absent"],
    ["seal", "--sigstore", "signing.json", "--trusted-root", "root.json", "absent"],
    ["verify", "--identity", "a", "--issuer", "b", "--trusted-root", "absent.json", "absent.capsule"],
  ])("%s … is 4", async (...argv) => {
    const { status, out } = await cli(...argv);
    expect([status, out]).toEqual([4, ""]);
  });

  test("a file that is no capsule is refused, not a failure", async () => {
    const path = join(newFolder(), "some.capsule");
    writeFileSync(path, "no capsule");
    expect((await cli("show", path)).status).toBe(1);
    expect((await cli("guide", path)).status).toBe(1);
    expect((await cli("verify", "--identity", "a", "--issuer", "b", path)).status).toBe(1);
  });
});

test("a signing config needs the trusted root of its instance", async () => {
  const folder = newFolder();
  const [asset, config] = [join(folder, "asset"), join(folder, "signing.json")];
  for (const path of [asset, config]) writeFileSync(path, "{}");
  const { status, err } = await cli("seal", "--sigstore", config, asset);
  expect([status, err]).toEqual([2, expect.stringContaining("needs the trusted root")]);
  expect(err).toContain("--trusted-root");
  const misspelt = await cli("seal", "--sigstore", "public-god", asset);
  expect(misspelt.status).toBe(2);
  expect(misspelt.err).toContain('"public-god" is neither an instance of Sigstore nor a file');
});

test("an error of nobody shows its kind and no message, and with CAPSULE_DEBUG where it was", async () => {
  const run = async (debug: boolean) => {
    let err = "";
    const io = {
      ...surroundings(newFolder(), () => undefined),
      env: (name: string) => (debug && name === "CAPSULE_DEBUG" ? "1" : undefined),
      files: new Proxy({} as Console["files"], {
        get: () => () => {
          throw new TypeError("secret token");
        },
      }),
      out: () => undefined,
      err: (text: string) => {
        err += text;
      },
      paint: (_style: unknown, text: string) => text,
      program: ["capsule"],
    };
    return { status: await runCli(["show", "x"], io), err };
  };
  const plain = await run(false);
  expect(plain.status).toBe(4);
  expect(plain.err).toMatch(/^error: the program has a defect \(TypeError\)\nhint: [^\n]*\n$/);
  const debug = await run(true);
  expect(debug.err).toMatch(/^ {4}at /m);
  expect(debug.err).not.toContain("secret token");
});

test("a reader that goes away ends nothing with a stack trace (P13)", async () => {
  const main = programFile("cli");
  for (const args of [
    ["seal", "--help"],
    ["verify", "x"],
  ]) {
    const child = spawn(process.execPath, [main, ...args], { stdio: ["ignore", "pipe", "pipe"] });
    child.stdout.destroy();
    child.stderr.destroy();
    const status = await new Promise((resolve) => child.once("close", resolve));
    expect(status).toBe(args[0] === "seal" ? 0 : 2);
  }
});

describe("the option tables", () => {
  const tables: readonly (readonly [string, Options])[] = COMMAND_NAMES.map((name) => [name, COMMANDS[name].options]);
  const all = (): (readonly [string, Option])[] => tables.flatMap(([, options]) => Object.entries(options));

  test.each(COMMAND_NAMES)("of %s name every flag once, in kebab case, with one sentence", (command) => {
    const flags = flagsOf(command);
    const names = flags.flatMap((option) => [option.name, ...(option.aliases ?? [])]);
    expect(new Set(names).size).toBe(names.length);
    for (const { name, description } of flags) {
      expect(name).toMatch(/^[a-z]+(-[a-z]+)*$/);
      expect(description).toMatch(/^[^A-Z].*[^.]$/);
    }
  });

  test("have values for a choice and for nothing else, and a default that is one of them", () => {
    expect(all().length).toBeGreaterThan(60);
    for (const [, option] of all()) {
      expect(option.values !== undefined).toBe(option.kind === "choice");
      if (option.kind === "choice") expect(option.values).toContain(option.default);
    }
  });

  test("are written alike in whichever action has an input, each once", () => {
    const inputs = ACTION_COMMANDS.map((command) => actionInputs(command));
    for (const own of inputs) expect(new Set(own.map(({ name }) => name)).size).toBe(own.length);
    const kinds = new Map(inputs.flat().map(({ name, kind, default: value }) => [name, [kind, value]]));
    for (const { name, kind, default: value } of inputs.flat()) expect([kind, value], name).toEqual(kinds.get(name));
    expect(kinds.size).toBeGreaterThan(60);
  });
});
