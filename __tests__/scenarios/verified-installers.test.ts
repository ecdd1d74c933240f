import { execFileSync, spawnSync } from "node:child_process";
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { basename, join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startGitHubSigstore } from "../github-sigstore/start-github-sigstore.ts";
import { installProgram } from "../interop/install-program.ts";
import { type LoopbackServer, startLoopback } from "../loopback-server.ts";
import { POSIX_SHELLS, type PosixShell } from "../posix-shells.ts";
import { parsePowerShell } from "../powershell-grammar.ts";
import { capsule, newFolder, type Run, runProgram } from "../run-program.ts";
import { pinnedVerifier, releasedFolder } from "./guide-release.ts";

/**
 * The installers of a release, run by every shell that is here against a server on this machine that gives back the release as it
 * was sealed, or another one. Nobody is asked but this server. PowerShell is read by a grammar alone.
 */
const PROGRAM = "#!/bin/sh\necho octo-tool 1.2.3\n";

/** An archive as a build makes it, with the program among other files. */
function archive(command: (inner: string) => readonly [string, ...string[]]): Buffer {
  const folder = newFolder();
  const inner = "octo-tool-1.2.3";
  mkdirSync(join(folder, inner, "completions"), { recursive: true });
  writeFileSync(join(folder, inner, "octo-tool"), PROGRAM, { mode: 0o755 });
  writeFileSync(join(folder, inner, "README.md"), "the tool\n");
  writeFileSync(join(folder, inner, "completions", "octo-tool"), "complete\n");
  const [program, ...args] = command(inner);
  execFileSync(program, args, { cwd: folder });
  return readFileSync(join(folder, "archive"));
}

const hasXz = spawnSync("xz", ["--version"]).status === 0;
const hasZip = spawnSync("zip", ["-v"]).status === 0 && spawnSync("unzip", ["-v"]).status === 0;
const tarGz = archive((inner) => ["tar", "-czf", "archive", inner]);
const ASSETS = {
  "octo-tool_1.2.3_linux_amd64.tar.gz": tarGz,
  "octo-tool-1.2.3-aarch64-apple-darwin.zip": hasZip ? zipped() : "no program makes one here\n",
  "octo-tool-1.2.3-aarch64-unknown-linux-gnu.tar.xz": hasXz
    ? archive((inner) => ["tar", "-cJf", "archive", inner])
    : "no program makes one here\n",
  "octo-tool-linux-armv6": PROGRAM,
  "octo-tool-linux-arm64-musl": PROGRAM.replace("1.2.3", "1.2.3 for musl"),
  "octo-tool-windows-x64.exe": "the tool for Windows\n",
  "octo-tool-debug-linux-amd64.tar.gz": "symbols\n",
  "README.md": "read me\n",
};

function zipped(): Buffer {
  const folder = newFolder();
  writeFileSync(join(folder, "octo-tool"), PROGRAM, { mode: 0o755 });
  execFileSync("zip", ["-q", "archive.zip", "octo-tool"], { cwd: folder });
  return readFileSync(join(folder, "archive.zip"));
}

const sigstore = await startGitHubSigstore();
afterAll(() => sigstore.close());
const good = await releasedFolder(sigstore, { assets: ASSETS, installer: true });
const verifier = pinnedVerifier();
const trustedRoot = join(good, "trusted_root.json");

/** A server with the files of a folder, some of them as others. */
async function serve(folder: string, others: Readonly<Record<string, string | Buffer>> = {}): Promise<LoopbackServer> {
  return startLoopback((request, response) => {
    const name = decodeURIComponent(basename(request.url ?? ""));
    const bytes = others[name] ?? (name === "verify.js" ? verifier : undefined);
    if (bytes !== undefined) response.end(bytes);
    else if (existsSync(join(folder, name))) response.end(readFileSync(join(folder, name)));
    else response.writeHead(404).end();
  });
}

interface Machine {
  readonly uname: readonly [system: string, machine: string];
  /** Whether `ldd` is that of musl. */
  readonly musl?: boolean;
  /** Programs beside those that every system has: links to them. */
  readonly programs?: Readonly<Record<string, string>>;
  /** Programs that every system has, and this one not. */
  readonly without?: readonly string[];
}

const LINUX: Machine = { uname: ["Linux", "x86_64"] };
const SYSTEM =
  "sh cat cp chmod mv mkdir mktemp rm tr wc cut find grep tar gzip xz unzip sha256sum curl busybox ls dirname env sleep".split(
    " ",
  );

/** A folder that is the whole PATH of a machine. */
function pathOf({ uname: [system, machine], musl = false, programs = {}, without = [] }: Machine): string {
  const folder = newFolder();
  const script = (name: string, text: string): void => {
    writeFileSync(join(folder, name), `#!/bin/sh\n${text}\n`);
    chmodSync(join(folder, name), 0o755);
  };
  for (const name of SYSTEM.filter((one) => !without.includes(one))) link(name, name, folder);
  for (const [name, target] of Object.entries(programs)) link(target, name, folder);
  script("uname", `case "$1" in -s) echo ${system} ;; -m) echo ${machine} ;; esac`);
  script("ldd", musl ? "echo 'musl libc (x86_64)' >&2; exit 1" : "echo 'ldd (GNU libc) 2.36'");
  return folder;
}

function link(target: string, name: string, folder: string): void {
  const { stdout, status } = spawnSync("sh", ["-c", `command -v ${target}`], { encoding: "utf8" });
  if (status === 0) symlinkSync(stdout.trim(), join(folder, name));
}

interface Installing {
  readonly server: LoopbackServer;
  readonly shell?: PosixShell;
  readonly machine?: Machine;
  readonly args?: readonly string[];
  /** Where install.sh lies; by default in the good release. */
  readonly from?: string;
  readonly env?: Readonly<Record<string, string>>;
}

const [SH] = POSIX_SHELLS as readonly [PosixShell];

async function install(order: Installing): Promise<Run & { readonly home: string; readonly temporary: string }> {
  const { server, shell = SH, machine = LINUX, args = [], from = good, env = {} } = order;
  const home = newFolder();
  const temporary = newFolder();
  const path = pathOf(machine);
  const program = spawnSync("sh", ["-c", `command -v ${shell.program}`], { encoding: "utf8" }).stdout.trim();
  const run = await runProgram(program, [...shell.before.slice(0, -1), join(from, "install.sh"), ...args], {
    cwd: home,
    env: { PATH: path, HOME: home, TMPDIR: temporary, CAPSULE_INSTALL_BASE: server.url, NO_PROXY: "127.0.0.1", ...env },
  });
  return { ...run, home, temporary };
}

const placed = (home: string): string => join(home, ".local", "bin", "octo-tool");
const NODE = { node: process.execPath };

let server: LoopbackServer;
beforeAll(async () => {
  server = await serve(good);
});
afterAll(() => server.close());

describe("the scripts", () => {
  test("are files of the release: listed, signed, and subjects of root and provenance", async () => {
    const run = await capsule(
      [
        ...["verify", "--repository", sigstore.run.repository, "--trusted-root", trustedRoot, "--verbose"],
        ...["octo-tool-1.2.3.capsule", "install.sh", "install.ps1"],
      ],
      { cwd: good },
    );
    expect(run).toMatchObject({ status: 0 });
    expect(run.stdout).toMatch(/ok +install\.sh/);
    const sums = readFileSync(join(good, "checksums.txt"), "utf8");
    expect(sums).toMatch(/^[0-9a-f]{64} {2}install\.ps1$/m);
    expect(sums).toMatch(/^[0-9a-f]{64} {2}install\.sh$/m);
    expect(existsSync(join(good, "install.sh.sigstore.json"))).toBe(true);
  });

  test("VERIFY.md says in one line that they are there", () => {
    expect(readFileSync(join(good, "VERIFY.md"), "utf8")).toContain(
      "`install.sh` and `install.ps1` install the program",
    );
  });

  test("no shell ever reads what was downloaded, and nothing is evaluated", () => {
    const text = readFileSync(join(good, "install.sh"), "utf8");
    expect(text).not.toMatch(/\beval\b|\|\s*(?:ba|da|z|k)?sh\b|^\s*source |^\s*\. /m);
    expect(readFileSync(join(good, "install.ps1"), "utf8")).not.toMatch(/Invoke-Expression|\biex\b/i);
  });

  test.skipIf(spawnSync("shellcheck", ["--version"]).status !== 0)("shellcheck finds nothing in install.sh", () => {
    const found = spawnSync("shellcheck", ["--shell=sh", join(good, "install.sh")], { encoding: "utf8" });
    expect(found).toMatchObject({ status: 0, stdout: "" });
  });

  test("install.ps1 is a script by PowerShell's grammar", () => {
    expect(parsePowerShell(readFileSync(join(good, "install.ps1"), "utf8"))).toMatchObject({ sound: true });
  });

  test("what was left out is a warning of the run, and no secret", async () => {
    const folder = newFolder();
    mkdirSync(join(folder, "dist"));
    for (const name of ["tool-linux-amd64", "tool-debug-linux-amd64", "notes.txt"])
      writeFileSync(join(folder, "dist", name), name);
    const local = ["--sigstore", "local", "--name", "tool", "--version", "1.2.3", "--tag", "v1.2.3"];
    const run = await capsule(["seal", ...local, "--repository", "acme/tool", "--installer", "dist"], { cwd: folder });
    expect(run).toMatchObject({ status: 0 });
    expect(run.stderr).toContain('"tool-debug-linux-amd64" is of "tool-debug", so the installers leave it out');
    expect(run.stderr).not.toContain("notes.txt");
    const made = readFileSync(join(folder, "tool-1.2.3.release", "install.sh"), "utf8");
    expect(made).toContain("local test instance");
    expect(made).toContain("base=https://github.com/acme/tool/releases/download/v1.2.3");
  });
});

describe.each(POSIX_SHELLS)("run by $name", (shell) => {
  test.skipIf(!shell.installed)("a good release is checked and put into place", async () => {
    const run = await install({ server, shell });
    expect(run).toMatchObject({ status: 0 });
    expect(run.stderr).toContain("ok  octo-tool_1.2.3_linux_amd64.tar.gz has the SHA-256 that this script names");
    expect(execFileSync(placed(run.home), { encoding: "utf8" })).toBe("octo-tool 1.2.3\n");
    expect(readdirSync(join(run.home, ".local", "bin"))).toEqual(["octo-tool"]);
    expect(readdirSync(run.temporary)).toEqual([]);
  });

  test.skipIf(!shell.installed)("one changed byte is refused, and nothing is left", async () => {
    const changed = Buffer.from(tarGz);
    changed[20] = (changed[20] ?? 0) ^ 1;
    const other = await serve(good, { "octo-tool_1.2.3_linux_amd64.tar.gz": changed });
    const run = await install({ server: other, shell });
    await other.close();
    expect(run).toMatchObject({ status: 1 });
    expect(run.stderr).toMatch(
      /^REJECTED {2}octo-tool_1\.2\.3_linux_amd64\.tar\.gz is not the one that this script names/m,
    );
    expect(existsSync(join(run.home, ".local"))).toBe(false);
    expect(readdirSync(run.temporary)).toEqual([]);
  });

  test.skipIf(!shell.installed)("a longer file, and one that is not there, are not installed", async () => {
    const longer = await serve(good, { "octo-tool_1.2.3_linux_amd64.tar.gz": Buffer.concat([tarGz, Buffer.alloc(9)]) });
    expect((await install({ server: longer, shell })).status).not.toBe(0);
    await longer.close();
    const nothing = await serve(newFolder());
    expect(await install({ server: nothing, shell })).toMatchObject({ status: 4 });
    await nothing.close();
  });

  test.skipIf(!shell.installed || verifier === undefined)(
    "verify.js checks the signature where Node.js is there",
    async () => {
      const run = await install({
        server,
        shell,
        machine: { ...LINUX, programs: NODE },
        args: ["--trusted-root", trustedRoot],
      });
      expect(run).toMatchObject({ status: 0 });
      expect(run.stderr).toContain("ok  verify.js accepts the signature of the release");
    },
  );

  test.skipIf(!shell.installed)("a dry run checks all of it and places nothing", async () => {
    const run = await install({ server, shell, args: ["--dry-run", "--to", "bin"] });
    expect(run).toMatchObject({ status: 0 });
    expect(run.stderr).toContain("would be octo-tool 1.2.3 now");
    expect(readdirSync(run.home)).toEqual([]);
  });

  test.skipIf(!shell.installed)("--version and --help ask nobody, and a wrong option is said", async () => {
    const before = server.seen.length;
    expect(await install({ server, shell, args: ["--version"] })).toMatchObject({
      status: 0,
      stdout: "octo-tool 1.2.3\n",
    });
    const help = await install({ server, shell, args: ["--help"] });
    expect(help).toMatchObject({ status: 0 });
    for (const option of ["--to DIR", "--trusted-root FILE", "--dry-run", "--version", "CAPSULE_INSTALL_BASE"]) {
      expect(help.stdout).toContain(option);
    }
    expect(await install({ server, shell, args: ["--nonsense"] })).toMatchObject({ status: 2 });
    expect(await install({ server, shell, args: ["--to"] })).toMatchObject({ status: 2 });
    expect(server.seen.length).toBe(before);
  });
});

describe("the file for the machine", () => {
  test.each<readonly [string, Machine, string]>([
    ["a Mac with Apple's processor", { uname: ["Darwin", "arm64"] }, "octo-tool-1.2.3-aarch64-apple-darwin.zip"],
    ["Linux on ARM with glibc", { uname: ["Linux", "aarch64"] }, "octo-tool-1.2.3-aarch64-unknown-linux-gnu.tar.xz"],
    ["Linux on ARM with musl", { uname: ["Linux", "aarch64"], musl: true }, "octo-tool-linux-arm64-musl"],
    ["a newer version of the processor", { uname: ["Linux", "armv7l"] }, "octo-tool-linux-armv6"],
  ])("is chosen on %s", async (_, machine, file) => {
    if ((file.endsWith(".zip") && !hasZip) || (file.endsWith(".xz") && !hasXz)) return;
    const run = await install({ server, machine });
    expect(run).toMatchObject({ status: 0 });
    expect(run.stderr).toContain(`ok  ${file} has`);
    expect(execFileSync(placed(run.home), { encoding: "utf8" })).toMatch(/^octo-tool 1\.2\.3/);
  });

  test.each<readonly [string, Machine]>([
    ["another processor", { uname: ["Linux", "riscv64"] }],
    ["a processor that nobody knows", { uname: ["Linux", "m68k"] }],
    ["another system", { uname: ["SunOS", "x86_64"] }],
    ["Windows, which has a script of its own", { uname: ["MINGW64_NT-10.0", "x86_64"] }],
    ["a Mac with another processor", { uname: ["Darwin", "x86_64"] }],
  ])("is none on %s: 3, and nobody is asked", async (_, machine) => {
    const before = server.seen.length;
    expect(await install({ server, machine })).toMatchObject({ status: 3 });
    expect(server.seen.length).toBe(before);
  });
});

describe("the programs that are there", () => {
  test.each<readonly [string, readonly string[], Readonly<Record<string, string>>]>([
    ["wget in place of curl", ["curl"], { wget: "wget" }],
    ["wget of busybox", ["curl"], { wget: "busybox" }],
    ["shasum in place of sha256sum", ["sha256sum", "busybox"], { shasum: "shasum", perl: "perl" }],
    ["openssl in place of sha256sum", ["sha256sum", "busybox"], { openssl: "openssl" }],
    ["busybox in place of sha256sum", ["sha256sum"], {}],
    [
      "tar and find of busybox",
      ["tar", "find", "mktemp", "grep"],
      { tar: "busybox", find: "busybox", mktemp: "busybox", grep: "busybox" },
    ],
  ])("suffice with %s", async (_, without, programs) => {
    const run = await install({ server, machine: { ...LINUX, without, programs } });
    expect(run).toMatchObject({ status: 0 });
    expect(existsSync(placed(run.home))).toBe(true);
  });

  test("without one that computes SHA-256 nothing is installed", async () => {
    const run = await install({ server, machine: { ...LINUX, without: ["sha256sum", "busybox"] } });
    expect(run).toMatchObject({ status: 4 });
    expect(run.stderr).toContain("no program here computes SHA-256");
    expect(existsSync(placed(run.home))).toBe(false);
  });

  test("without one that downloads nothing is installed", async () => {
    const run = await install({ server, machine: { ...LINUX, without: ["curl"] } });
    expect(run).toMatchObject({ status: 4 });
    expect(run.stderr).toContain("neither curl nor wget is here");
  });

  test("a program that is too old to check anything is passed over, and said", async () => {
    const old = newFolder();
    writeFileSync(join(old, "node"), "#!/bin/sh\nexit 1\n", { mode: 0o755 });
    const run = await install({
      server,
      machine: { ...LINUX, programs: { node: join(old, "node") } },
      args: ["--trusted-root", trustedRoot],
    });
    expect(run).toMatchObject({ status: 0 });
    expect(run.stderr).toContain("--  verify.js was not run: Node.js here is older than");
    expect(run.stderr).toContain("Nobody checked a signature");
  });
});

/** cosign and gh, where `npm run interop` put them. */
const cosign = await installProgram("cosign-v3", 0);
const gh = await installProgram("gh", 0);
const pathTo = (found: typeof cosign): string | undefined => ("path" in found ? found.path : undefined);

describe("who checks the signature", () => {
  const trust = ["--trusted-root", trustedRoot];

  test.skipIf(pathTo(cosign) === undefined)("cosign, and refuses a list of somebody else's", async () => {
    const machine = { ...LINUX, programs: { cosign: pathTo(cosign) ?? "" } };
    const run = await install({ server, machine, args: trust });
    expect(run).toMatchObject({ status: 0 });
    expect(run.stderr).toContain("ok  cosign accepts the signature of the checksum list");
    const stranger = await startGitHubSigstore();
    const forged = await releasedFolder(stranger, { assets: ASSETS, installer: true });
    await stranger.close();
    const other = await serve(good, {
      "checksums.txt.sigstore.json": readFileSync(join(forged, "checksums.txt.sigstore.json")),
    });
    const refused = await install({ server: other, machine, args: trust });
    await other.close();
    expect(refused).toMatchObject({ status: 1 });
    expect(refused.stderr).toContain("REJECTED  cosign does not accept the signature");
    expect(existsSync(placed(refused.home))).toBe(false);
  });

  test.skipIf(pathTo(gh) === undefined)("gh, and refuses provenance of another file", async () => {
    const machine = { ...LINUX, programs: { gh: pathTo(gh) ?? "" } };
    const run = await install({ server, machine, args: trust });
    expect(run).toMatchObject({ status: 0 });
    expect(run.stderr).toContain("ok  gh accepts the provenance of the file");
    const elsewhere = await releasedFolder(sigstore, { assets: { "octo-tool-linux-amd64": "another\n" } });
    const name = "octo-tool-1.2.3.intoto.jsonl";
    const other = await serve(good, { [name]: readFileSync(join(elsewhere, name)) });
    const refused = await install({ server: other, machine, args: trust });
    await other.close();
    expect(refused).toMatchObject({ status: 1 });
    expect(refused.stderr).toContain("REJECTED  gh does not accept");
  });

  test.skipIf(verifier === undefined)(
    "verify.js refuses a capsule of another repository, and another verify.js is never run",
    async () => {
      const machine = { ...LINUX, programs: NODE };
      const elsewhere = await releasedFolder(sigstore, { assets: ASSETS, run: { repository: "mallory/octo-tool" } });
      const name = "octo-tool-1.2.3.capsule";
      const other = await serve(good, { [name]: readFileSync(join(elsewhere, name)) });
      const refused = await install({ server: other, machine, args: trust });
      await other.close();
      expect(refused).toMatchObject({ status: 1 });
      expect(refused.stderr).toContain("REJECTED  verify.js does not accept the signature");
      expect(existsSync(placed(refused.home))).toBe(false);

      const evil = await serve(good, {
        "verify.js": "require('node:fs').writeFileSync(process.env.HOME + '/ran', '')\n",
      });
      const stopped = await install({ server: evil, machine, args: trust });
      await evil.close();
      expect(stopped).toMatchObject({ status: 1 });
      expect(stopped.stderr).toContain("verify.js is not the one that this script names");
      expect(readdirSync(stopped.home)).toEqual([]);
    },
  );

  test("evidence that cannot be downloaded stops the installation where it could be checked", async () => {
    const missing = newFolder();
    cpSync(good, missing, { recursive: true });
    const other = await startLoopback((request, response) => {
      const name = basename(request.url ?? "");
      if (/\.capsule$/.test(name)) response.writeHead(404).end();
      else response.end(name === "verify.js" ? verifier : readFileSync(join(missing, decodeURIComponent(name))));
    });
    const run = await install({ server: other, machine: { ...LINUX, programs: NODE }, args: trust });
    await other.close();
    expect(run.status).not.toBe(0);
    expect(existsSync(placed(run.home))).toBe(false);
  });
});

describe("addresses", () => {
  test.each([
    "http://example.invalid",
    "ftp://127.0.0.1:1/x",
    "http://127.0.0.1:1/a b",
    "http://127.0.0.1:1@example.invalid/",
    "https://x/$(id)",
  ])("%s is refused before anything is asked", async (base) => {
    const run = await install({ server, env: { CAPSULE_INSTALL_BASE: base } });
    expect(run).toMatchObject({ status: 2 });
    expect(run.stderr).toContain("CAPSULE_INSTALL_BASE");
  });
});

describe("the place", () => {
  test("an older program is replaced by one rename, and a folder of its name never", async () => {
    const bin = newFolder();
    writeFileSync(join(bin, "octo-tool"), "old\n");
    expect(await install({ server, args: ["--to", bin] })).toMatchObject({ status: 0 });
    expect(readFileSync(join(bin, "octo-tool"), "utf8")).toBe(PROGRAM);
    expect(readdirSync(bin)).toEqual(["octo-tool"]);

    const taken = newFolder();
    mkdirSync(join(taken, "octo-tool"));
    expect(await install({ server, args: ["--to", taken] })).toMatchObject({ status: 4 });
    expect(readdirSync(join(taken, "octo-tool"))).toEqual([]);
  });
});
