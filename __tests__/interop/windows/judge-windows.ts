import { appendFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { startGitHubSigstore } from "../../github-sigstore/start-github-sigstore.ts";
import { runTool, type ToolRun } from "../run-tool.ts";
import { type Windows, windowsPath } from "./wine.ts";

const DIST = fileURLToPath(new URL("../../../dist/", import.meta.url));
const LOCAL = ["--identity", "local@capsule-local.invalid", "--issuer", "https://capsule-local.invalid"];
const SEAL = ["seal", "--sigstore", "local", "--name", "tool", "--version", "1.0.0"];
const HERE_MS = 60_000;

/** One thing that was tried; `problem` is undefined if it went as it should. */
export interface WindowsResult {
  readonly task: string;
  readonly problem: string | undefined;
}

/** What a run has to come to. */
interface Expected {
  readonly status: number;
  /** In standard output and error together. */
  readonly says?: RegExp;
}

/**
 * The programs on Windows, with drive letters, backslashes, spaces, patterns that no shell expands, and names that differ in
 * case: they seal, verify, refuse a changed byte, describe, and write the same documents as here.
 */
export async function judgeWindows(windows: Windows): Promise<WindowsResult[]> {
  const place = join(mkdtempSync(join(tmpdir(), "capsule-windows-")), "My Tool");
  const results: WindowsResult[] = [];
  const note = (task: string, problem: string | undefined): void => void results.push({ task, problem });
  const attempt = async (task: string, words: readonly string[], expected: Expected): Promise<ToolRun> => {
    const [program = "cli.js", ...args] = words;
    const run = await windows.run(join(DIST, program), args, place);
    note(task, unlike(run, expected));
    return run;
  };
  makeFiles(place);
  const trust = [...LOCAL, "--trusted-root", "evidence\\local.trusted_root.json"];
  const verified = { status: 0, says: /^VERIFIED/ };
  const capsule = "evidence\\tool-1.0.0.local.capsule";

  await attempt("cli.js starts", ["cli.js", "--version"], { status: 0, says: /^\d+\.\d+\.\d+/ });
  const one = windowsPath(join(place, "dist", "one.txt"));
  await attempt(
    "seals a file by its drive letter and one by a backslash",
    ["cli.js", ...SEAL, "--out", "evidence", one, "dist\\Two.bin"],
    { status: 0, says: /^SEALED +tool 1\.0\.0/ },
  );
  note("lists the names without their folders", unlikeNames(join(place, "evidence"), ["Two.bin", "one.txt"]));
  await attempt("cli.js verifies them", ["cli.js", "verify", ...trust, "--", capsule, one, "dist\\Two.bin"], verified);
  await attempt(
    "verify.js verifies them",
    ["verify.js", "verify", ...trust, "--", capsule, "dist/one.txt", ".\\dist\\Two.bin"],
    verified,
  );
  await attempt(
    "verifies what a pattern with backslashes matches",
    ["verify.js", "verify", ...trust, "--all", "--", capsule, "dist\\*.*"],
    verified,
  );
  await attempt(
    "a name in another case opens the file, and is said to be another name",
    ["verify.js", "verify", ...trust, "--", capsule, "dist\\TWO.BIN"],
    { status: 0, says: /another name|renamed|sealed as/ },
  );
  await attempt("shows a capsule", ["verify.js", "show", capsule], { status: 0, says: /UNVERIFIED/ });
  await attempt("writes its guide", ["verify.js", "guide", capsule], { status: 0, says: /^# Verify tool 1\.0\.0/ });
  await attempt(
    "compares two capsules",
    ["cli.js", "diff", capsule, windowsPath(join(place, capsule.replace("\\", "/")))],
    { status: 0 },
  );
  await attempt("refuses an output folder that is not empty", ["cli.js", ...SEAL, "--out", "EVIDENCE", "dist"], {
    status: 2,
    says: /is not empty/,
  });
  await attempt(
    "refuses an output folder inside the assets, in whatever case",
    ["cli.js", ...SEAL, "--out", "DIST\\out", "dist"],
    { status: 2, says: /lies inside the assets/ },
  );
  await attempt(
    "takes a file that is named in two cases once",
    ["cli.js", ...SEAL, "--out", "once", "dist\\two.bin", "dist\\TWO.BIN"],
    { status: 0 },
  );
  note("seals it under the name that it has on disk", unlikeNames(join(place, "once"), ["Two.bin"]));
  await attempt("refuses two files whose names differ in case alone", ["cli.js", ...SEAL, "dist", "other"], {
    status: 1,
    says: /one file of|the same file/,
  });
  await attempt("leaves out what ! excludes", ["cli.js", ...SEAL, "--out", "less", "dist\\**", "!dist\\*.bin"], {
    status: 0,
  });
  note("and nothing else", unlikeNames(join(place, "less"), ["one.txt"]));
  await attempt("makes the default folder of the evidence", ["cli.js", ...SEAL, "dist"], {
    status: 0,
    says: /tool-1\.0\.0\.release/,
  });
  for (const [task, words] of DOCUMENTS) {
    const there = await attempt(`${task}, on Windows`, ["cli.js", ...words], { status: 0 });
    const here = await runTool(process.execPath, [join(DIST, "cli.js"), ...words], {
      cwd: place,
      env: {},
      timeoutMs: HERE_MS,
    });
    note(`${task}: the same bytes as here`, here.stdout === there.stdout ? undefined : "they differ");
  }
  await judgeGitHubRelease(place, attempt);
  appendFileSync(join(place, "dist", "Two.bin"), "x");
  for (const program of ["cli.js", "verify.js"]) {
    await attempt(`${program} refuses a changed byte`, [program, "verify", ...trust, "--", capsule, "dist\\Two.bin"], {
      status: 1,
      says: /^REJECTED/,
    });
  }
  return results;
}

const DOCUMENTS: readonly (readonly [string, readonly string[]])[] = [
  ["a CycloneDX SBOM of a folder", ["sbom", "--format", "cyclonedx", "source"]],
  ["an SPDX SBOM of a folder", ["sbom", "--format", "spdx", "source"]],
];

/** A release of GitHub's shape, sealed here: Windows pins its ids, and writes a summary over an older one. */
async function judgeGitHubRelease(
  place: string,
  attempt: (task: string, words: readonly string[], expected: Expected) => Promise<ToolRun>,
): Promise<void> {
  const sigstore = await startGitHubSigstore();
  try {
    const args = ["--sigstore", sigstore.signingConfigPath, "--trusted-root", sigstore.trustedRootPath];
    const words = [join(DIST, "cli.js"), "seal", ...args, "--out", "github", "dist/one.txt"];
    const env = { ...sigstore.env, PATH: process.env["PATH"] };
    const sealed = await runTool(process.execPath, words, { cwd: place, env, timeoutMs: HERE_MS });
    if (sealed.status !== 0) throw new Error(`the release could not be sealed here: ${sealed.stderr}`);
    const trust = ["--trusted-root", windowsPath(sigstore.trustedRootPath), "--repository", "octo-org/octo-tool"];
    const files = ["--", "github\\octo-tool-1.2.3.capsule", "dist\\one.txt"];
    for (const turn of ["first", "second"]) {
      const kept = ["--pin", "pins.json", "--vsa", windowsPath(join(place, "summary.json"))];
      await attempt(`pins and writes a summary, the ${turn} time`, ["cli.js", "verify", ...trust, ...kept, ...files], {
        status: 0,
        says: /^VERIFIED/,
      });
    }
  } finally {
    await sigstore.close();
  }
}

function makeFiles(place: string): void {
  const files: Readonly<Record<string, string>> = {
    "dist/one.txt": "one\n",
    "dist/Two.bin": "two\n",
    "other/ONE.TXT": "another one\n",
    "source/app/package-lock.json": JSON.stringify({
      name: "app",
      version: "1.0.0",
      lockfileVersion: 3,
      packages: {
        "": { name: "app", version: "1.0.0", dependencies: { b: "2.0.0" } },
        "node_modules/b": { version: "2.0.0" },
      },
    }),
    "source/lib/go.sum": "example.com/m v1.0.0 h1:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n",
    "source/requirements.txt": "six==1.16.0\r\n",
  };
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(join(place, path, ".."), { recursive: true });
    writeFileSync(join(place, path), text);
  }
}

function unlike({ status, stdout, stderr }: ToolRun, expected: Expected): string | undefined {
  const said = stdout + stderr;
  if (status === expected.status && (expected.says === undefined || expected.says.test(said))) return undefined;
  return `exit code ${status}: ${said.trim().split("\n").slice(-6).join(" / ")}`;
}

function unlikeNames(folder: string, names: readonly string[]): string | undefined {
  if (!readdirSync(folder).includes("checksums.txt")) return "there is no checksum list";
  const listed = readFileSync(join(folder, "checksums.txt"), "utf8")
    .trim()
    .split("\n")
    .map((line) => line.slice(66));
  return listed.join() === names.join() ? undefined : `the list has ${listed.join()}`;
}
