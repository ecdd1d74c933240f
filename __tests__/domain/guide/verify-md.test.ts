import { execFileSync } from "node:child_process";
import { chmodSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { type PublishMode, planFiles } from "../../../src/domain/capsule/published-names.ts";
import type { CertifiedSigner, GuideFacts } from "../../../src/domain/guide/guide-facts.ts";
import { TRIED } from "../../../src/domain/guide/tried-versions.ts";
import { VERIFIER, VERIFIER_ADDRESS, VERIFIER_PLACE } from "../../../src/domain/guide/verifier.ts";
import { formatGuide } from "../../../src/domain/guide/verify-md.ts";
import { parseTrustPolicy } from "../../../src/domain/notary/trust/trust-policy.ts";
import { guideBlocks } from "../../guide-blocks.ts";
import { POSIX_SHELLS } from "../../posix-shells.ts";
import { parsePowerShell } from "../../powershell-grammar.ts";
import { powershellWords } from "../../powershell-words.ts";
import { temporaryFolder } from "../../temporary-folder.ts";

const ASSET = { name: "tool.tgz", size: 1024, sha256: "0".repeat(64) };
const SIGNER: CertifiedSigner = {
  kind: "certificate",
  subjectAlternativeName: "https://github.com/owner/tool/.github/workflows/release.yml@refs/tags/v1.0.0",
  issuer: "https://token.actions.githubusercontent.com",
  instance: "public-good",
  hasLog: true,
  workflow: {
    web: "https://github.com",
    repository: "owner/tool",
    sourceRef: "refs/tags/v1.0.0",
    ref: "refs/tags/v1.0.0",
    reusable: undefined,
    runner: "github-hosted",
  },
};
const WORKFLOW = SIGNER.workflow as NonNullable<CertifiedSigner["workflow"]>;

interface Changes extends Partial<Omit<GuideFacts, "published" | "signer">> {
  readonly mode?: PublishMode;
  readonly signer?: Partial<CertifiedSigner>;
}

function guide({ mode = "standard", signer, ...changes }: Changes = {}): string {
  const assets = changes.assets ?? [ASSET];
  const local = signer?.instance === "local";
  return formatGuide({
    name: "tool",
    version: "1.0.0",
    tag: "v1.0.0",
    repository: "https://github.com/owner/tool",
    commit: "a".repeat(40),
    assets,
    capsule: "tool-1.0.0.capsule",
    published: planFiles({ name: "tool", version: "1.0.0", local, mode, assets, signedEach: true }),
    signer: { ...SIGNER, ...signer },
    identityFlags: ["--repository", "owner/tool"],
    trustedRoot: undefined,
    ...changes,
  });
}

const LOCAL: Changes = {
  signer: {
    subjectAlternativeName: "local@x.invalid",
    issuer: "https://x.invalid",
    instance: "local",
    workflow: undefined,
  },
  ...{ tag: null, repository: null, commit: null, trustedRoot: "local.trusted_root.json" },
  identityFlags: ["--identity", "local@x.invalid", "--issuer", "https://x.invalid"],
};

const commands = (page: string, program: string): string[] =>
  guideBlocks(page)
    .filter(({ shell, text }) => shell === "sh" && text.startsWith(`${program} `))
    .map(({ text }) => text.replaceAll(" \\\n  ", " ").trimEnd());

const IDENTITY =
  `--certificate-identity ${SIGNER.subjectAlternativeName}` +
  " --certificate-oidc-issuer https://token.actions.githubusercontent.com";

describe("the commands", () => {
  test("name the exact signer, for this program, cosign and gh", () => {
    const page = guide();
    expect(commands(page, "node").slice(0, 2)).toEqual([
      `node ${VERIFIER_PLACE} verify tool-1.0.0.capsule --repository owner/tool`,
      `node ${VERIFIER_PLACE} verify tool-1.0.0.capsule tool.tgz --repository owner/tool`,
    ]);
    expect(commands(page, "cosign").slice(0, 2)).toEqual([
      `cosign verify-blob checksums.txt --bundle checksums.txt.sigstore.json ${IDENTITY}`,
      `cosign verify-blob-attestation tool.tgz --type slsaprovenance1 --bundle tool-1.0.0.intoto.jsonl ${IDENTITY}`,
    ]);
    expect(commands(page, "gh attestation")[0]).toBe(
      `gh attestation verify tool.tgz --repo owner/tool --cert-identity ${SIGNER.subjectAlternativeName} ` +
        "--source-ref refs/tags/v1.0.0 --bundle tool-1.0.0.intoto.jsonl --format json " +
        "--jq '.[].verificationResult.signature.certificate.subjectAlternativeName'",
    );
  });

  test("recommend no pattern for an identity, which could match too much (V07)", () => {
    expect(guide()).not.toMatch(/regexp?|--certificate-identity-regexp|--cert-identity-regex|unsafe/i);
    for (const command of commands(guide(), "cosign verify-blob")) expect(command).toContain(IDENTITY);
  });

  test("ask GitHub for the bundle, too, with the same signer", () => {
    const [withFile, online] = commands(guide(), "gh attestation verify");
    expect(online).toBe(withFile?.replace(" --bundle tool-1.0.0.intoto.jsonl", ""));
    expect(online).not.toContain("--bundle");
  });

  test("compare checksums with what whoever downloaded one file of many can use", () => {
    const sums = "sha256sum --strict --ignore-missing -c checksums.txt";
    expect(commands(guide(), "sha256sum --strict")).toEqual([sums, sums]);
    expect(commands(guide(), "shasum")).toEqual(["shasum -a 256 --strict --ignore-missing -c checksums.txt"]);
    expect(guide()).toContain("Get-FileHash -Algorithm SHA256 -LiteralPath $name");
  });

  test("bind a reusable workflow to the repository that called it, in cosign and gh", () => {
    const reusable = "shared/flows/.github/workflows/release.yml";
    const page = guide({
      signer: {
        subjectAlternativeName: `https://github.com/${reusable}@refs/tags/v4`,
        workflow: { ...WORKFLOW, reusable, ref: "refs/tags/v4" },
      },
    });
    const bound =
      "--certificate-github-workflow-repository owner/tool --certificate-github-workflow-ref refs/tags/v1.0.0";
    for (const command of commands(page, "cosign verify-blob")) expect(command).toContain(bound);
    for (const command of commands(page, "gh attestation verify")) {
      expect(command).toContain(`--repo owner/tool --signer-workflow ${reusable} --source-ref refs/tags/v1.0.0`);
    }
  });

  test("name the issuer of an enterprise to gh and cosign (W2)", () => {
    const issuer = "https://token.actions.githubusercontent.com/octo-enterprise";
    const page = guide({ signer: { issuer } });
    const verify = commands(page, "gh attestation verify");
    expect(verify.length).toBeGreaterThan(1);
    for (const command of verify) expect(command).toContain(` --cert-oidc-issuer ${issuer} `);
    for (const command of commands(page, "cosign verify-blob")) {
      expect(command).toContain(`--certificate-oidc-issuer ${issuer}`);
    }
    for (const command of commands(guide(), "gh attestation verify"))
      expect(command).not.toContain("--cert-oidc-issuer");
  });

  test.each([
    ["https://octo.ghe.com", "https://token.actions.octo.ghe.com"],
    ["https://ghes.example", "https://ghes.example/_services/token"],
  ])("of %s fetch from there, and name no program that was not tried with it (W2)", (web, issuer) => {
    const repository = `${web}/owner/tool`;
    const subjectAlternativeName = `${repository}/.github/workflows/release.yml@refs/tags/v1.0.0`;
    const page = guide({
      repository,
      identityFlags: ["--repository", repository],
      signer: { subjectAlternativeName, issuer, workflow: { ...WORKFLOW, web } },
    });
    const place = repository.slice("https://".length);
    expect(commands(page, "gh release")).toEqual([`gh release download v1.0.0 --repo ${place}`]);
    expect(page).toContain(`${repository}/releases/download/v1.0.0/tool.tgz`);
    expect(commands(page, "gh attestation")).toEqual([]);
    expect(page).not.toContain("slsa-verifier");
    expect(page.replaceAll("https://github.com/release-capsule/", "")).not.toContain("https://github.com/");
  });

  test("offline name a trusted root, and say how to get it and which programs were tried (V08)", () => {
    const page = guide();
    // notation is named where there is something for it.
    const { notation: _none, ...tried } = TRIED;
    for (const [program, version] of Object.entries(tried))
      expect(page).toMatch(new RegExp(`${program}\\b.*\\b${version.replaceAll(".", "\\.")}\\b`));
    expect(commands(page, "cosign trusted-root")).toEqual([
      "cosign trusted-root create --with-default-services --out trusted_root.json",
    ]);
    expect(commands(page, "cosign verify-blob").at(-1)).toContain(" --trusted-root trusted_root.json");
    expect(commands(page, "gh").at(-1)).toContain(" --custom-trusted-root trusted_root.jsonl");
    expect(commands(page, "node").at(-1)).toBe(commands(page, "node")[0]);
  });

  test("give cosign the digest of a file above 128 MiB, which it would refuse", () => {
    const page = guide({ assets: [{ ...ASSET, size: 129 * 1024 * 1024 }] });
    const [, provenance] = commands(page, "cosign");
    expect(provenance).toContain(`--digestAlg sha256 --digest "$(sha256sum < tool.tgz | cut -d ' ' -f 1)"`);
    expect(provenance).not.toContain("verify-blob-attestation tool.tgz");
  });

  test("of a staging release name the staging instance", () => {
    const page = guide({ signer: { instance: "staging" } });
    for (const command of commands(page, "node")) {
      expect(command).toMatch(/ --repository owner\/tool --sigstore staging$/);
    }
    expect(commands(page, "cosign")[0]).toContain(" --trusted-root trusted_root.json");
  });

  test("download from the release's own tag, each file under its own name", () => {
    const page = guide({ tag: "a b/v1$(x)" });
    expect(commands(page, "gh release")).toEqual(["gh release download 'a b/v1$(x)' --repo owner/tool"]);
    expect(commands(page, "curl")[0]).toContain(
      "curl -fLO --proto '=https' 'https://github.com/owner/tool/releases/download/a%20b/v1%24(x)/tool-1.0.0.capsule'",
    );
  });

  test("take the evidence out of the capsule where nothing else is published", () => {
    const page = guide({ mode: "capsule" });
    expect(commands(page, "tar")).toEqual([
      "tar -xzf tool-1.0.0.capsule checksums.txt checksums.txt.sigstore.json provenance.sigstore.json",
      "tar -xzf tool-1.0.0.capsule checksums.txt",
    ]);
    expect(commands(page, "gh attestation")[0]).toContain("--bundle provenance.sigstore.json");
  });

  test("verify the signature that each file has, where it is published", () => {
    expect(commands(guide({ mode: "full" }), "cosign")[2]).toBe(
      `cosign verify-blob tool.tgz --bundle tool.tgz.sigstore.json ${IDENTITY}`,
    );
  });

  test("of PowerShell are the words of those of sh", () => {
    const blocks = guideBlocks(guide({ mode: "full", assets: [{ ...ASSET, name: "it's $(x) @1.tgz" }] }));
    const oneCommand = blocks.filter(({ text }) => /^(node|cosign|gh attestation verify) /.test(text));
    const written = oneCommand
      .filter(({ shell }) => shell === "sh")
      .map(({ text }) =>
        execFileSync("sh", ["-c", `printf '%s\\0' ${text}`], { encoding: "utf8" })
          .split("\0")
          .slice(0, -1),
      );
    const windows = oneCommand.filter(({ shell }) => shell === "powershell");
    expect(windows).toHaveLength(3);
    for (const { text } of windows) expect(written).toContainEqual(powershellWords(text));
  });
});

describe("what the page says", () => {
  test("has no command for cosign where the instance has no log, and says why", () => {
    const page = guide({ signer: { instance: "github", hasLog: false } });
    expect(commands(page, "cosign")).toEqual([]);
    expect(page).toContain("it demands an entry in a transparency log");
    expect(commands(page, "gh attestation verify")).toHaveLength(3);
  });

  test("a local release proves nothing about its maker, and has only what can verify it", () => {
    const page = guide(LOCAL);
    expect(page).toContain("proves nothing about who made it");
    expect(commands(page, "node")[0]).toContain("--trusted-root local.trusted_root.json");
    expect(commands(page, "gh")).toEqual([]);
    expect(commands(page, "curl")).toEqual([expect.stringContaining(VERIFIER_ADDRESS)]);
  });

  test("a run that was not started for the tag is not bound to the release by cosign alone", () => {
    const branch = { ...WORKFLOW, sourceRef: "refs/heads/main", ref: "refs/heads/main" };
    expect(guide()).not.toContain("cannot tell this release");
    expect(guide({ signer: { workflow: branch } })).toContain("cannot tell this release");
  });

  test("the identity is to be had elsewhere, and slsa-verifier's refusal means nothing", () => {
    expect(guide()).toContain("Look in a place that is not this release");
    expect(guide()).toMatch(/refusal says nothing about\nthe files/);
  });

  test("no verifier comes from the release itself, and nothing is piped into a shell (V09)", () => {
    const page = guide({ mode: "full" });
    expect(page).not.toMatch(/\| *(ba|z|da)?sh\b/);
    const fetched = guideBlocks(page).flatMap(({ text }) =>
      text.split("\n").filter((line) => /\.js\b.*https:|https:.*\.js\b/.test(line)),
    );
    expect(fetched).toHaveLength(2);
    for (const line of fetched) expect(line).toContain(VERIFIER_ADDRESS);
  });

  test("every block says what it prints, but those whose success is silent", () => {
    const silent = guideBlocks(guide({ mode: "full" })).filter(({ expected }) => expected.length === 0);
    for (const { text } of silent) {
      expect(text).toMatch(
        /^(gh release download|curl|Invoke-WebRequest|cosign trusted-root|gh attestation trusted-root)/,
      );
    }
  });

  test("lists every asset with its digest", () => {
    expect(guide()).toContain(`| \`tool.tgz\` | \`${"0".repeat(64)}\` |`);
  });

  test("is the same for the same facts (V12)", () => {
    expect(guide()).toBe(guide());
    expect(TRIED.cosign).toMatch(/^3\./);
  });
});

const HOSTILE = [
  "$(touch canary).tgz",
  "`touch canary`",
  "a;touch canary",
  "'; touch canary; '",
  "```\ntouch canary",
  "```sh touch canary",
  "-rf",
  "a|b",
];

/** Pages in which everything that can be hostile is. */
function hostilePages(hostile: string): string[] {
  return (["full", "capsule"] as const).map((mode) =>
    guide({
      mode,
      capsule: `${hostile}.capsule`,
      // No tag begins with a dash: `requireTag` sees to that.
      tag: `v${hostile}`,
      assets: [
        { ...ASSET, name: hostile },
        { ...ASSET, name: hostile, size: 2 ** 30 },
      ],
      signer: {
        subjectAlternativeName: `https://github.com/o/r@refs/tags/${hostile}`,
        workflow: { ...WORKFLOW, sourceRef: `refs/tags/${hostile}` },
      },
      identityFlags: ["--identity", `me ${hostile}`],
    }),
  );
}

describe.each(POSIX_SHELLS)("in $name", ({ program, before, installed }) => {
  test.skipIf(!installed).each(HOSTILE)(
    "no block with the hostile name %j runs anything of it (N01, N02, N11, V01, V02)",
    (name) => {
      const folder = temporaryFolder();
      for (const one of ["cosign", "gh", "curl", "node", "tar", "sha256sum", "shasum"]) {
        writeFileSync(join(folder, one), "#!/bin/sh\nexit 0\n");
        chmodSync(join(folder, one), 0o755);
      }
      const hostile = name.replaceAll("\n", "");
      writeFileSync(join(folder, "trusted_root.json"), "{}");
      writeFileSync(join(folder, hostile), "");
      for (const page of hostilePages(hostile)) {
        const blocks = guideBlocks(page).filter(({ shell }) => shell === "sh");
        expect(blocks.length).toBeGreaterThan(10);
        for (const { text } of blocks) {
          const env = { PATH: `${folder}:/usr/bin:/bin` };
          execFileSync(program, [...before, text], { cwd: folder, env, stdio: "pipe" });
        }
        expect(existsSync(join(folder, "canary"))).toBe(false);
      }
    },
  );
});

describe("by PowerShell's grammar", () => {
  const scripts = (page: string): string[] =>
    guideBlocks(page)
      .filter(({ shell }) => shell === "powershell")
      .map(({ text }) => text);
  const shapes = (name: string): string[] =>
    hostilePages(name)
      .flatMap(scripts)
      .map((text) => parsePowerShell(text).shape);

  test.each([
    ["an ordinary page", guide({ mode: "full" })],
    ["a page of the capsule alone", guide({ mode: "capsule" })],
    ["a page of a root of one's own", guide({ trustedRoot: "trusted_root.json" })],
    ["a page of the local instance", guide(LOCAL)],
    ["the page of our own releases", readFileSync("VERIFY.md", "utf8")],
  ])("every block of %s is a script", (_, page) => {
    expect(scripts(page).length).toBeGreaterThan(0);
    for (const text of scripts(page)) expect(parsePowerShell(text)).toMatchObject({ sound: true });
  });

  // Where both shells read a command alike it stands once, so an ordinary page may have fewer of these blocks.
  test.each(HOSTILE)(
    "a block with the hostile name %j is the same script with another word (N01, N02, N11)",
    (name) => {
      const plain = shapes("it's two words");
      for (const shape of shapes(name.replaceAll("\n", ""))) expect(plain).toContain(shape);
    },
  );
});

test("a hostile name stays inside its table cell (V01, V05)", () => {
  const name = "x|[y](javascript:z)<img src=x>`";
  const row = guide({ assets: [{ ...ASSET, name }] })
    .split("\n")
    .find((line) => line.startsWith("| ") && line.includes("javascript"));
  expect(row?.match(/(?<!\\)\|/g)).toHaveLength(3);
  expect(row).not.toContain("<img");
});

describe("what is seen at once", () => {
  /** The lines outside of every fold, and the titles of the folds. */
  const visible = (page: string): string[] =>
    page
      .replaceAll(/^(<details>.*)\n[\s\S]*?^<\/details>$/gm, "$1")
      .split("\n")
      .slice(0, -1);
  const many = Array.from({ length: 200 }, (_, index) => ({ ...ASSET, name: `tool-${index}.tgz` }));

  test.each([
    ["an ordinary page", guide()],
    [
      "a page of 200 files and an image",
      guide({ assets: many, images: [{ name: "ghcr.io/o/i", sha256: "1".repeat(64) }] }),
    ],
    ["a page of a root of one's own", guide({ trustedRoot: "trusted_root.json", signer: { instance: "custom" } })],
    ["a page of the local instance", guide(LOCAL)],
    ["a page of a release that was public before", guide({ publicSince: "2026-01-02T03:04:05Z" })],
    ["the page of our own releases", readFileSync("VERIFY.md", "utf8")],
  ])("of %s is at most 72 lines with one command, which comes first", (_, page) => {
    const lines = visible(page);
    expect(lines.length).toBeLessThanOrEqual(72);
    expect(lines.filter((line) => line === "```sh")).toHaveLength(1);
    expect(lines.indexOf("```sh")).toBeLessThan(20);
    expect(lines.filter((line) => line.startsWith("## ")).slice(0, 2)).toEqual([
      "## 1. Run one command",
      "## 2. Read the first word",
    ]);
  });

  test("begins with what is verified, in plain words", () => {
    expect(visible(guide())[0]).toBe("# Verify tool 1.0.0");
  });

  test("names the one value to compare and what is not proven", () => {
    expect(visible(guide())).toContain("> **`owner/tool`**");
    expect(visible(guide()).join("\n")).toContain("**Not proven:** that the program is free of faults");
  });

  test("says from where the program comes, at which commit, with which digest, and never by npx", () => {
    const text = visible(guide()).join("\n");
    expect(text).toContain(VERIFIER_ADDRESS);
    expect(text).toContain(VERIFIER.sha256);
    expect(guide({ mode: "full" })).not.toContain("npx");
  });

  test("links to folds that are there", () => {
    for (const page of [guide(), guide({ signer: { hasLog: false } }), guide({ mode: "capsule" }), guide(LOCAL)]) {
      const anchors = [...page.matchAll(/<a id="([^"]+)">/g)].map(([, id]) => id);
      for (const [, target] of page.matchAll(/\]\(#([^)]+)\)/g)) expect(anchors).toContain(target);
    }
  });

  test("every fold is closed before the next one opens", () => {
    const marks = guide({ mode: "full" }).match(/^<\/?details>/gm) ?? [];
    expect(marks.length).toBeGreaterThan(16);
    expect(marks).toEqual(marks.map((_, index) => (index % 2 === 0 ? "<details>" : "</details>")));
  });
});

describe("that a public log knew of the release", () => {
  const told = /into Sigstore's public\nlog/;

  test("is said, and that it did before the release was public, where it did", () => {
    expect(guide()).toMatch(told);
    expect(guide()).toContain("\nlog, before the release was public. Names");
    const since = guide({ publicSince: "2026-01-02T03:04:05Z" });
    expect(since).toMatch(told);
    expect(since).not.toContain("before the release was public. Names");
  });

  test.each([{ instance: "github", hasLog: false }, { instance: "custom" }] as const)("is not said of %o", (signer) => {
    expect(guide({ signer })).not.toMatch(told);
  });
});

describe("of images with a Notary signature", () => {
  const notary = {
    identity: "C=US, ST=WA, O=Tools",
    rootSha256: "2".repeat(64),
    validUntil: "2027-01-01",
    isTimed: false,
  };
  const images = ["a", "b", "a"].map((name, at) => ({
    ...{ name: `ghcr.io/owner/${name}`, sha256: String(at).repeat(64), isAttached: true },
  }));
  const policyOf = (page: string) => JSON.parse(/<<'END'\n([\s\S]*?)\nEND/.exec(page)?.[1] ?? "");

  test("has notation's commands, from the root certificate to the image", () => {
    const page = guide({ images, notary });
    expect(commands(page, "openssl")).toEqual(["openssl x509 -in root.crt -outform der | sha256sum"]);
    expect(page).toContain(`${notary.rootSha256}  -`);
    const all = commands(page, "notation");
    expect(all.some((one) => one.startsWith("notation certificate add --type ca --store "))).toBe(true);
    expect(all.at(-1)).toBe(`notation verify ghcr.io/owner/a@sha256:${"0".repeat(64)}`);
    expect(page).toContain("until 2027-01-01. It has no time stamp");
    expect(guide({ images, notary: { ...notary, isTimed: true } })).toContain("root of its timestamp authority");
    expect(guide({ images })).not.toContain("notation");
  });

  test("has a trust policy that our own reader takes, whatever the signer is called", () => {
    for (const identity of [notary.identity, undefined, 'C=US, ST=WA, O=END\\, \\"ü\u202e\\"']) {
      const page = guide({ images, notary: { ...notary, identity } });
      const policy = policyOf(page);
      const [statement] = parseTrustPolicy(Buffer.from(JSON.stringify(policy)), "oci").statements;
      expect(statement?.scopes).toEqual(["ghcr.io/owner/a", "ghcr.io/owner/b"]);
      expect(policy.trustPolicies[0].trustedIdentities).toEqual([
        identity === undefined ? "*" : `x509.subject: ${identity}`,
      ]);
    }
  });
});

describe("of a release of images alone", () => {
  const page = guide({ assets: [], images: [{ name: "ghcr.io/owner/tool", sha256: "1".repeat(64) }] });
  const rows = (text: string) => text.slice(text.indexOf("| What you see |")).split("\n\n")[0] ?? "";

  test("names no program that the page has no command for, and no file to download", () => {
    expect(page).toContain("Check that the images are the ones");
    expect(rows(page)).not.toMatch(/cosign|gh: |FAILED|Download that file|list/);
    expect(page).not.toMatch(/cosign verify|gh attestation|sha256sum -c/);
    expect(rows(guide())).toMatch(/cosign: .+\n[\s\S]*gh: .+\n[\s\S]*FAILED/);
  });

  test("says what a digest that is not of the release means", () => {
    expect(rows(page)).toContain(
      "| `a file is not part of this release` | The digest that you named is not one of this",
    );
    expect(rows(page)).toContain("| `no file of this release is here` | You named no digest.");
    expect(rows(page)).not.toContain("a file is not the sealed one");
  });
});
