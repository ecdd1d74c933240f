import { spawnSync } from "node:child_process";
import {
  copyFileSync,
  cpSync,
  createReadStream,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { nodeCryptography } from "../../src/crypto/node.ts";
import { packCapsule } from "../../src/domain/capsule/pack.ts";
import { readCapsule } from "../../src/domain/capsule/read-capsule.ts";
import { TRIED } from "../../src/domain/guide/tried-versions.ts";
import { VERIFIER_PLACE } from "../../src/domain/guide/verifier.ts";
import { formatGuide } from "../../src/domain/guide/verify-md.ts";
import { gzipCanonical } from "../../src/kernel/archives/gzip.ts";
import { startGitHubSigstore } from "../github-sigstore/start-github-sigstore.ts";
import { type GuideBlock, guideBlocks } from "../guide-blocks.ts";
import versions from "../interop/versions.json" with { type: "json" };
import { POSIX_SHELLS } from "../posix-shells.ts";
import { parsePowerShell } from "../powershell-grammar.ts";
import { capsule, newFolder, type Run } from "../run-program.ts";
import { editJson } from "../signing/edit-bundle.ts";
import { paste, publicGoodFacts, readersPrograms, releasedFolder } from "./guide-release.ts";

/**
 * VERIFY.md followed to the letter: every block is pasted into a shell as it is written, against the release it came with
 * and against forged ones. Blocks of programs that are not on this machine are skipped, and count as
 * not run; `npm run interop` puts cosign and gh there.
 */
const ASSETS = { "tool-linux-amd64.tar": "the tool for Linux\n", "tool.exe": "the tool for Windows\n" };
const [FIRST, SECOND] = ["tool-linux-amd64.tar", "tool.exe"] as const;

const sigstore = await startGitHubSigstore();
afterAll(() => sigstore.close());
const programs = await readersPrograms();
const good = await releasedFolder(sigstore, {
  assets: ASSETS,
  images: `ghcr.io/octo-org/tool@sha256:${"1".repeat(64)}`,
});
const blocks = runnable(readFileSync(join(good, "VERIFY.md"), "utf8"));

/** Those of the POSIX shells that open no connection; executed-guide-online.test.ts has the others. */
function runnable(page: string): GuideBlock[] {
  const online =
    /^(gh release|curl|cosign trusted-root|gh attestation trusted-root|gh attestation verify(?![\s\S]*--bundle)) /;
  return guideBlocks(page).filter(
    ({ shell, text }) => shell === "sh" && !online.test(text) && !isDigestOfProgram(text),
  );
}

/** It is that of the very program; here another stands in for it. */
function isDigestOfProgram(text: string): boolean {
  return text === `sha256sum ${VERIFIER_PLACE}\n`;
}

function copyOf(folder: string): string {
  const copy = newFolder();
  cpSync(dirname(folder), copy, { recursive: true });
  return join(copy, "downloads");
}

/** What the block checks. */
const STEPS = {
  ours: /^node /,
  list: /^cosign verify-blob checksums\.txt /,
  signature: /^cosign verify-blob tool/,
  provenance: /^cosign verify-blob-attestation /,
  gh: /^gh attestation verify /,
  sums: /^sha256sum --strict /,
  macSums: /^shasum /,
} as const;
type Step = keyof typeof STEPS;

/** Everything that a refused step printed. */
const heard: string[] = [];

const single = (text: string): string => text.replace(/ +/g, " ");
const said = ({ stdout, stderr }: Run): string => single(`${stdout}\n${stderr}`);
/** A sentence in one line, however wide the terminal is. */
const unwrapped = (run: Run): string => said(run).replace(/\s+/g, " ");

test("the versions of other programs that the page names are those that run it", () => {
  const { "cosign-v3": cosign, gh, notation } = versions;
  const tried = [TRIED.cosign, TRIED.gh, TRIED.notation].map((one) => `v${one}`);
  expect(tried).toEqual([cosign.version, gh.version, notation.version]);
});

describe("with the release that it came with", () => {
  const folder = copyOf(good);

  test("there is a block for each step", () => {
    for (const pattern of Object.values(STEPS)) expect(blocks.some(({ text }) => pattern.test(text))).toBe(true);
  });

  describe.each(blocks)("$section: $text", (block) => {
    test.skipIf(!programs.has(block))("succeeds and prints what the page says (C01, C02)", async () => {
      const run = await paste(block, folder, { programs });
      expect(run).toMatchObject({ status: 0 });
      const lines = said(run)
        .split("\n")
        .map((line) => line.trim());
      for (const line of block.expected.map((one) => single(one).trim())) {
        expect(lines.some((one) => one === line || one.startsWith(`${line} `))).toBe(true);
      }
    });
  });

  describe.each(POSIX_SHELLS.filter(({ name }) => name !== "sh"))("pasted into $name", (shell) => {
    test.skipIf(!shell.installed)("every block succeeds and prints what the page says", async () => {
      const copy = copyOf(good);
      for (const block of blocks.filter(programs.has)) {
        const run = await paste(block, copy, { programs, shell });
        expect(run, block.text).toMatchObject({ status: 0 });
        for (const line of block.expected) expect(said(run)).toContain(single(line));
      }
    });
  });

  const pwsh = spawnSync("pwsh", ["-Version"]).status === 0;
  const windows = guideBlocks(readFileSync(join(good, "VERIFY.md"), "utf8")).filter(
    ({ shell, text }) => shell === "powershell" && !/^(Invoke-WebRequest|\(Get-FileHash)/.test(text),
  );
  describe.each(windows)("$section in PowerShell: $text", (block) => {
    test("is a script by PowerShell's grammar", () =>
      expect(parsePowerShell(block.text)).toMatchObject({ sound: true }));

    test.skipIf(!pwsh || !programs.has(block))("succeeds and prints what the page says", async () => {
      const run = await paste(block, folder, { programs });
      expect(run).toMatchObject({ status: 0 });
      for (const line of block.expected) expect(said(run)).toContain(single(line));
    });
  });

  test("capsule guide prints the published VERIFY.md, byte for byte, from the capsule (V10, V12)", async () => {
    const run = await capsule(["guide", "octo-tool-1.2.3.capsule"], { cwd: good });
    expect(run).toMatchObject({ status: 0, stdout: readFileSync(join(good, "VERIFY.md"), "utf8") });
  });
});

interface Forgery {
  readonly name: string;
  /** Changes a copy of the downloads. */
  readonly forge: (folder: string) => Promise<void> | void;
  /** What the step says when it refuses; a step that is not here has nothing to object. */
  readonly refused: Partial<Record<Step, RegExp>>;
  /** Where our exit code says that something is missing, and not false. */
  readonly incomplete?: readonly Step[];
}

const STRANGER = /no matching CertificateIdentity found/;
const NOT_FROM_HERE = /verifying with issuer|expected SourceRepositoryURI/;
const NO_FILE = /no such file/;
const UNSOUND = { gh: /verifying with issuer/ } as const;

const FORGERIES: readonly Forgery[] = [
  {
    name: "a byte of the file changed",
    forge: (folder) => writeFileSync(join(folder, FIRST), "the tool for linux\n"),
    refused: {
      ...UNSOUND,
      ours: /a file is not the sealed one\n[\s\S]*WRONG tool-linux-amd64\.tar/,
      signature: /invalid signature/,
      provenance: /provided artifact digests do not match digests in statement/,
      sums: /tool-linux-amd64\.tar: FAILED/,
      macSums: /tool-linux-amd64\.tar: FAILED/,
    },
  },
  {
    name: "the checksum list changed to fit a changed file",
    forge: (folder) => {
      writeFileSync(join(folder, FIRST), "the tool for linux\n");
      const list = readFileSync(join(folder, "checksums.txt"), "utf8");
      const forged = list.replace(/^[0-9a-f]{64}/, "bd0fbc85c09e9ad4a8d2ab5ff5f3a3b1ab7e3ea2ea8a47f2b2ff6ae4ab16c4ec");
      writeFileSync(join(folder, "checksums.txt"), forged);
    },
    refused: {
      ...UNSOUND,
      ours: /a file is not the sealed one/,
      list: /invalid signature/,
      signature: /invalid signature/,
      provenance: /provided artifact digests do not match/,
      sums: /FAILED/,
      macSums: /FAILED/,
    },
  },
  {
    name: "bundles of this very run swapped",
    forge: async (folder) => {
      swap(folder, "checksums.txt.sigstore.json", `${SECOND}.sigstore.json`);
      copyFileSync(join(folder, "checksums.txt.sigstore.json"), join(folder, `${FIRST}.sigstore.json`));
      await repack(folder, ({ root, entries }) => {
        writeFileSync(join(folder, "octo-tool-1.2.3.intoto.jsonl"), root);
        const names = [...entries.keys()].filter((name) => name.startsWith("assets/"));
        const [one = "", other = ""] = names;
        const [first, second] = [entries.get(one), entries.get(other)];
        if (first === undefined || second === undefined) throw new Error("there is nothing to swap");
        entries.set(one, second).set(other, first);
        return root;
      });
    },
    refused: {
      ours: /the capsule was changed/,
      list: /invalid signature/,
      signature: /invalid signature/,
      provenance: /predicate/,
      gh: /predicate|verifying with issuer/,
    },
  },
  {
    name: "sealed by a run of another repository",
    forge: (folder) => replaceEvidence(folder, strangers.repository),
    refused: {
      ours: /signed by another repository/,
      list: STRANGER,
      signature: STRANGER,
      provenance: STRANGER,
      gh: NOT_FROM_HERE,
    },
  },
  {
    // Whoever trusts the repository trusts its workflows; the commands without this program name one of them.
    name: "sealed by another workflow of the repository",
    forge: (folder) => replaceEvidence(folder, strangers.workflow),
    refused: { list: STRANGER, signature: STRANGER, provenance: STRANGER, gh: NOT_FROM_HERE },
  },
  {
    name: "an older release under the names of this one",
    forge: (folder) => replaceEvidence(folder, strangers.older),
    refused: {
      ours: /it is another release\n[\s\S]*octo-tool 1\.2\.2/,
      list: STRANGER,
      signature: STRANGER,
      provenance: STRANGER,
      gh: NOT_FROM_HERE,
    },
  },
  {
    name: "none of the files, but all the evidence",
    forge: (folder) => {
      for (const name of [FIRST, SECOND]) rmSync(join(folder, name));
    },
    refused: {
      ours: /no file of this release is here/,
      ...{ signature: NO_FILE, provenance: NO_FILE, gh: NO_FILE },
      ...{ sums: /no file was verified/, macSums: /no file was verified/ },
    },
    incomplete: ["ours"],
  },
  {
    name: "a page of the web under the name of the capsule",
    forge: (folder) =>
      writeFileSync(join(folder, "octo-tool-1.2.3.capsule"), "<!DOCTYPE html><title>Sign in</title>\n"),
    refused: { ours: /a web page, not a capsule/ },
  },
  {
    name: "a capsule whose download broke off",
    forge: (folder) => truncateSync(join(folder, "octo-tool-1.2.3.capsule"), 2_000),
    refused: { ours: /the download is cut short/ },
  },
  {
    name: "the entries of the transparency log taken out",
    forge: async (folder) => {
      const stripped = (bytes: Uint8Array): Uint8Array =>
        editJson(bytes, (bundle) => {
          bundle.verificationMaterial.tlogEntries = [];
        });
      for (const name of readdirSync(folder).filter((one) => /\.sigstore\.json$|\.intoto\.jsonl$/.test(one))) {
        writeFileSync(join(folder, name), stripped(readFileSync(join(folder, name))));
      }
      await repack(folder, ({ root }) => stripped(root));
    },
    refused: {
      ours: /its signature does not hold/,
      list: /not enough verified log entries/,
      signature: /not enough verified log entries/,
      provenance: /not enough verified log entries/,
      gh: /verifying with issuer/,
    },
  },
];

/** What strangers publish for the same assets and version, as far as they can. */
const strangers = {
  repository: await releasedFolder(sigstore, { run: { repository: "evil/octo-tool" }, assets: ASSETS }),
  workflow: await releasedFolder(sigstore, { run: { workflow: ".github/workflows/other.yml" }, assets: ASSETS }),
  older: await releasedFolder(sigstore, { run: { ref: "refs/tags/v1.2.2" }, assets: ASSETS }),
};

/** Everything but VERIFY.md, as a forged release page would have it. */
function replaceEvidence(folder: string, from: string): void {
  for (const name of readdirSync(from).filter((one) => one !== "VERIFY.md")) {
    copyFileSync(join(from, name), join(folder, name.replace("1.2.2", "1.2.3")));
  }
}

function swap(folder: string, one: string, other: string): void {
  const [first, second] = [readFileSync(join(folder, one)), readFileSync(join(folder, other))];
  writeFileSync(join(folder, one), second);
  writeFileSync(join(folder, other), first);
}

async function repack(
  folder: string,
  change: (content: { root: Uint8Array; entries: Map<string, Uint8Array> }) => Uint8Array,
): Promise<void> {
  const path = join(folder, "octo-tool-1.2.3.capsule");
  const { root, entries } = await readCapsule(createReadStream(path), nodeCryptography);
  const changed = new Map(entries);
  writeFileSync(path, packCapsule({ root: change({ root, entries: changed }), entries: changed }, gzipCanonical));
}

describe.each(FORGERIES)("with $name", ({ forge, refused, incomplete = [] }) => {
  const folder = copyOf(good);
  const ready = Promise.resolve().then(() => forge(folder));
  const preparation = blocks.filter(({ text }) => text.startsWith("{ tr "));

  for (const [step, pattern] of Object.entries(STEPS)) {
    const block = blocks.find(({ text }) => pattern.test(text));
    const reason = refused[step as Step];
    const title = `the step ${step} ${reason === undefined ? "has nothing to object" : "refuses, and says why"}`;
    test.skipIf(block === undefined || !programs.has(block))(title, async () => {
      if (block === undefined) return;
      await ready;
      for (const one of preparation) await paste(one, folder, { programs });
      const run = await paste(block, folder, { programs });
      if (reason !== undefined) expect(said(run)).toMatch(reason);
      if (run.status !== 0) heard.push(unwrapped(run));
      expect(run).toMatchObject({ status: reason === undefined ? 0 : incomplete.includes(step as Step) ? 3 : 1 });
    });
  }
});

describe("with a reusable workflow", async () => {
  const flow = "shared/flows/.github/workflows/release.yml@refs/tags/v4";
  const [genuine, stranger] = [
    await releasedFolder(sigstore, { run: { signerWorkflow: flow }, assets: ASSETS }),
    await releasedFolder(sigstore, { run: { signerWorkflow: flow, repository: "evil/octo-tool" }, assets: ASSETS }),
  ];
  const page = runnable(readFileSync(join(genuine, "VERIFY.md"), "utf8"));
  const forged = copyOf(genuine);
  replaceEvidence(forged, stranger);

  describe.each(page)("$section: $text", (block) => {
    test.skipIf(!programs.has(block))("succeeds", async () => {
      expect(await paste(block, genuine, { programs })).toMatchObject({ status: 0 });
    });
  });

  const signatures = page.filter(({ text }) => /^(node|cosign|gh) /.test(text));
  describe.each(signatures)("$section: $text", (block) => {
    test.skipIf(!programs.has(block))("refuses another repository's release by the same workflow", async () => {
      for (const one of page.filter(({ text }) => text.startsWith("{ tr "))) await paste(one, forged, { programs });
      const run = await paste(block, forged, { programs });
      heard.push(unwrapped(run));
      expect(run.status).toBe(1);
      expect(said(run)).toMatch(
        /signed by another repository|expected GithubWorkflowRepository|expected SourceRepository/,
      );
    });
  });

  const bound = page.find(({ text }) => STEPS.list.test(text));
  test.skipIf(bound === undefined || !programs.has(bound))(
    "cosign would accept it without the repository",
    async () => {
      if (bound === undefined) return;
      const text = bound.text.replace(/ \\\n {2}--certificate-github-workflow-repository \S+/, "");
      expect(text).not.toBe(bound.text);
      expect(await paste({ ...bound, text }, forged, { programs })).toMatchObject({ status: 0 });
    },
  );
});

describe("with pages of other releases of the same files", () => {
  const facts = publicGoodFacts(sigstore, ASSETS);
  const { assets } = facts;
  const folder = copyOf(good);

  const offline = runnable(formatGuide(facts)).filter(({ text }) => /--(custom-)?trusted-root trusted_root/.test(text));
  test("the public instance has two commands that name a root", () => expect(offline).toHaveLength(2));

  const size = 129 * 1024 * 1024;
  const [first, ...others] = assets;
  const large = [...others, ...(first === undefined ? [] : [{ ...first, size }])];
  const custom = { ...facts, assets: large, trustedRoot: "trusted_root.json" };
  const digests = runnable(formatGuide(custom)).filter(({ text }) => text.includes("--digestAlg"));
  test("a file that is too large for cosign has one by its digest", () => expect(digests).toHaveLength(1));

  describe.each([...offline, ...digests])("$section: $text", (block) => {
    test.skipIf(!programs.has(block))("succeeds, and refuses a changed file", async () => {
      for (const one of blocks.filter(({ text }) => text.startsWith("{ tr "))) await paste(one, folder, { programs });
      expect(await paste(block, folder, { programs })).toMatchObject({ status: 0 });
      const forged = copyOf(folder);
      for (const file of [FIRST, SECOND, "checksums.txt"]) writeFileSync(join(forged, file), "something else\n");
      expect(await paste(block, forged, { programs })).toMatchObject({ status: 1 });
    });
  });
});

describe("with what the page says about failures", () => {
  test("a program that is older than the keys says so", async () => {
    const run = await capsule(["verify", "octo-tool-1.2.3.capsule", "--repository", "octo-org/octo-tool"], {
      cwd: good,
    });
    heard.push(unwrapped(run));
    expect([run.status, unwrapped(run)]).toEqual([
      3,
      expect.stringContaining("signed with keys that this program does not know"),
    ]);
  });

  test("a file of somebody else is not part of the release", async () => {
    const folder = copyOf(good);
    writeFileSync(join(folder, "mine"), "mine");
    const trust = ["--repository", "octo-org/octo-tool", "--trusted-root", "trusted_root.json"];
    const run = await capsule(["verify", "octo-tool-1.2.3.capsule", "mine", ...trust], { cwd: folder });
    heard.push(unwrapped(run));
    expect(run.status).toBe(3);
  });

  const page = readFileSync(join(good, "VERIFY.md"), "utf8");
  const table = page.slice(page.indexOf("| What you see |"));
  const explained = [...table.matchAll(/^\| (?:\w+: )?`([^`]+)` \| .+ \| .+ \|$/gm)].map(([, text = ""]) => text);

  test.skipIf(!blocks.every(programs.has))("every message was printed by some refused step", () => {
    expect(explained.length).toBeGreaterThan(8);
    for (const text of explained) expect(heard.join("\n")).toContain(text);
  });
});
