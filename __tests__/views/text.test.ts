import { describe, expect, test } from "vitest";
import { CLAIM_IDS, type Claim } from "../../src/domain/verification/claim.ts";
import type { Verification } from "../../src/domain/verification/verification.ts";
import { advice, option } from "../../src/kernel/advice.ts";
import { Fault } from "../../src/kernel/fault.ts";
import { capsuleText } from "../../src/views/capsule/capsule-text.ts";
import { capsuleTree } from "../../src/views/capsule/capsule-tree.ts";
import { columns } from "../../src/views/columns.ts";
import { annotationText, faultText } from "../../src/views/fault/fault-text.ts";
import { sealedReleaseText } from "../../src/views/release/sealed-release-text.ts";
import { goodSentence } from "../../src/views/verification/verification-facts.ts";
import type { VerificationPage } from "../../src/views/verification/verification-page.ts";
import { verificationText } from "../../src/views/verification/verification-text.ts";
import { certificate, HEX, HOSTILE, release, root, verification } from "./sample.ts";

const plain = (_style: string, text: string): string => text;
const marked = (style: string, text: string): string => `{${style}:${text}}`;
/** Control and bidirectional characters, but the end of a line. */
const ACTIVE = /(?!\n)[\p{Cc}\p{Cf}]/u;

describe("a fault", () => {
  test("is one sentence, and its hint below it, however many lines it has", () => {
    const fault = new Fault("usage", "nothing", { hint: "add:\n  this" });
    expect(faultText(fault)).toBe("error: nothing\nhint: add:\n        this");
    expect(faultText(new Fault("usage", "nothing"))).toBe("error: nothing");
    expect(annotationText(fault)).toBe("nothing\nhint: add:\n        this");
  });

  test("shows what could act on a terminal as an escape", () => {
    expect(faultText(new Fault("usage", HOSTILE, { hint: HOSTILE }))).not.toMatch(ACTIVE);
  });
});

test("columns begin below each other, and nothing trails", () => {
  expect(
    columns([
      ["a", "bb", "c"],
      ["aaa", "b", ""],
    ]),
  ).toEqual(["  a    bb  c", "  aaa  b"]);
  expect(columns([])).toEqual([]);
});

const page = (changes: Partial<VerificationPage> = {}): VerificationPage => ({
  ...{ width: 80, paint: plain, verbose: false, online: false, command: undefined },
  ...{ evidence: "demo-1.0.0.capsule", repository: "https://github.com/owner/demo" },
  ...changes,
});
const good: Verification = {
  ...verification,
  ...{ verdict: "verified", exitCode: 0, failures: [] },
  claims: [
    { id: "archive", status: "verified", reason: "canonical", required: true },
    { id: "assets", status: "verified", reason: "the sealed ones", required: true },
    { id: "log-state", status: "not-checked", reason: "no log", required: false },
  ],
  assets: [{ sealedName: "tool", looked: "/x/tool", status: "verified", reason: "fine", size: 2048, sha256: HEX }],
};
const failing = (claim: Partial<Claim>, changes: Partial<Verification> = {}): Verification => ({
  ...{ ...good, ...changes, verdict: "rejected", exitCode: 1 },
  claims: [{ id: "root", status: "failed", reason: "false", required: true, ...claim } as Claim],
});

describe("a verification", () => {
  test("that is good says so, who signed, when, how many checks hold, the files, and what is not proven (X12)", () => {
    expect(verificationText(good, page())).toBe(`VERIFIED  demo 1.0.0

  The file is the one that owner/demo released.

  Repository  owner/demo
  Built from  tag v1.0.0, commit cccccccccccc
              (repository, commit, tag as the signer states, in no certificate)
  Signed by   https://github.com/owner/demo/.github/workflows/r.yml@refs/tags/v1.0.0
              as https://token.actions.githubusercontent.com says
  Signed at   2023-11-14 22:13 UTC, in the public log
  Checked     2 of 2 checks hold, offline, with keys of 2026-08-21

  ok  tool   2.0 KiB

  Not proven: that the program is free of faults or malice, or that this is the
  newest release.
`);
  });

  test.each([
    [1, "The file is the one that owner/demo released."],
    [2, "Both files are the ones that owner/demo released."],
    [3, "All 3 files are the ones that owner/demo released."],
  ])("of %i files says so in plain words", (count, sentence) => {
    const [asset] = good.assets;
    const assets = Array.from({ length: count }, () => asset ?? expect.fail());
    expect(goodSentence({ ...good, assets }, page())).toBe(sentence);
  });

  test("names the workflow by its path if the certificate names the repository", () => {
    const certified = certificate();
    const extensions = {
      ...certified.extensions,
      ...{ sourceRepositoryUri: "https://github.com/owner/demo", sourceRepositoryRef: "refs/tags/v1.0.0" },
    };
    const signer = { kind: "certificate" as const, certificate: { ...certified, extensions } };
    const text = verificationText({ ...good, root: good.root && { ...good.root, signer } }, page());
    expect(text).toContain("\n  Signed by   .github/workflows/r.yml\n");
  });

  test("says that nothing is known of the build where nobody vouches for it", () => {
    const claims = [
      ...good.claims,
      { id: "provenance", status: "missing", reason: "others built it", required: false } as Claim,
    ];
    const text = verificationText({ ...good, claims }, page());
    expect(text).toContain(
      "\n  Sealed for  tag v1.0.0, commit cccccccccccc\n  Build       not known: others built it\n",
    );
    expect(text).not.toContain("Built from");
  });

  test("lists every check but that of the log, and every value, if asked", () => {
    const text = verificationText(good, page({ verbose: true }));
    expect(text).toMatch(/^ {2}verified {2}archive {2}canonical$/m);
    expect(text).toContain(`  Capsule     ${HEX}`);
    expect(text).not.toContain("log state");
    expect(verificationText(good, page())).not.toContain("canonical");
  });

  test("that is refused begins with the reason, says what to do, and counts what is right", () => {
    const wrong = {
      ...{ sealedName: "tool", looked: "/x/tool", status: "failed" as const, reason: "not the sealed file" },
      ...{ size: 1234, sha256: "cd".repeat(32), sealedSha256: HEX },
    };
    const text = verificationText(
      failing({ id: "assets", code: "digest-mismatch" }, { assets: [wrong, ...good.assets] }),
      page(),
    );
    expect(text.split("\n")[0]).toBe("REJECTED  demo 1.0.0: a file is not the sealed one");
    expect(text).toContain("\n  Do not use  tool\n");
    expect(text).toContain(`\n  Sealed      sha256\n              ${HEX}\n`);
    expect(text).toContain(`\n  Here        sha256 of 1,234 bytes\n              ${"cd".repeat(32)}\n`);
    expect(text).toContain("\n  What to do  Download the file again, once.");
    expect(text).toContain("\n  WRONG  tool   1.2 KiB\n  ok     1 other file\n");
  });

  test("that is refused for its signer names both, and what would accept it", () => {
    const brief = {
      words: "signed by another repository",
      sides: [
        ["Expected", "owner/demo"],
        ["Signed by", "evil/demo"],
      ] as const,
      accept: advice`${option("repository", "evil/demo")}`,
    };
    const refused = { ...failing({ code: "identity-mismatch", brief }), root: undefined, assets: [] };
    const text = verificationText(refused, page({ spelling: ({ option: name, value }) => `--${name} ${value}` }));
    expect(text.split("\n")[0]).toBe("REJECTED  demo-1.0.0.capsule: signed by another repository");
    expect(text).toContain("\n  Expected    owner/demo\n  Signed by   evil/demo\n");
    expect(text).toContain("https://github.com/owner/demo/releases\n");
    expect(text).toContain("\n              --repository evil/demo\n");
    expect(text.match(/looked at/g)).toHaveLength(2);
  });

  test.each(CLAIM_IDS)("that is refused for %s has a headline of its own, the reason and what to do", (id) => {
    const text = verificationText(failing({ id, reason: "a reason" }), page());
    expect(text.split("\n")[0]).toMatch(/^REJECTED {2}demo 1\.0\.0: \S/);
    if (id !== "assets") expect(text).toMatch(/Reason {6}a reason[\s\S]*What to do/);
    expect(text).toContain("\n  ok  1 file\n");
  });

  test.each(CLAIM_IDS)("that is open for %s says what is missing", (id) => {
    const claims = [{ id, status: "not-checked", reason: "a reason", required: true, hint: "do it" } as Claim];
    const text = verificationText({ ...good, verdict: "incomplete", exitCode: 3, claims }, page());
    expect(text.split("\n")[0]).toMatch(/^INCOMPLETE {2}demo 1\.0\.0: \S/);
    expect(text).toContain("What to do  Do it\n");
  });

  test("lets nothing hostile act on the terminal, or stand at the edge", () => {
    for (const verbose of [true, false]) {
      const text = verificationText(verification, page({ verbose, evidence: HOSTILE }));
      expect(text).toContain("evil\\u{1b}[2J\\u{202e}");
      expect(text).not.toMatch(ACTIVE);
      expect(text.split("\n").filter((line) => /^\S/.test(line))).toHaveLength(1);
    }
  });

  test.each([
    ["/downloads/tool.exe", "tool.exe"],
    ["C:\\Users\\me\\tool.exe", "tool.exe"],
    ["\\\\server\\share\\tool.exe", "tool.exe"],
    ["/downloads/other\\tool.exe", '"other\\tool.exe"'],
    ["/downloads/ok  tool.exe", '"ok  tool.exe"'],
    ["/downloads/two  spaces and a \u202e mark", '"two  spaces and a \\u{202e} mark"'],
  ])("names the file at %s as %s", (looked, name) => {
    const asset = { sealedName: undefined, looked, status: "not-part" as const, reason: "" };
    expect(verificationText({ ...good, assets: [...good.assets, asset] }, page())).toContain(`\n  other  ${name}\n`);
  });

  test("colours words of our own alone", () => {
    const text = verificationText(verification, page({ paint: marked, verbose: true }));
    expect(text).toContain("{bold:{red:REJECTED}}  demo");
    expect(text).toContain("{green:verified}");
    expect(text).toContain("{red:WRONG}");
    expect(text).not.toContain("{red:evil");
  });

  test("counts what was not looked at and what only lies there", () => {
    const some = (status: "not-asked" | "beside", count: number) =>
      Array.from({ length: count }, (_, index) => {
        const name = { sealedName: `asset-${index}`, looked: status === "beside" ? `/x/n${index}` : undefined };
        return { ...name, status, reason: "" };
      });
    const text = verificationText(
      { ...good, assets: [...good.assets, ...some("not-asked", 5), ...some("beside", 7)] },
      page(),
    );
    expect(text).toContain("      5 other files of the release were not looked at\n");
    expect(text.replace(/\s+/g, " ")).toContain("7 files here are not of the release: n0, n1, n2, n3, n4 and 2 more");
  });

  test.each([50, 64, 80, 120])("stays inside of %d columns, but for what is copied", (width) => {
    for (const one of [good, verification, failing({ id: "assets" }, { assets: verification.assets })]) {
      const long = verificationText(one, page({ width }))
        .split("\n")
        .filter((line) => line.length > width);
      expect(long.filter((line) => !/https:|[0-9a-f]{64}|evil/.test(line))).toEqual([]);
    }
  });

  test("puts labels above their values where there is no room beside them", () => {
    const text = verificationText(good, page({ width: 50 }));
    expect(text).toContain("\n  Repository\n    owner/demo\n");
    expect(text).toContain("\n  ok  tool\n");
    expect(verificationText(good, page({ width: 120 }))).toContain(`\n  ok  tool  2.0 KiB  ${HEX}\n`);
  });

  test("names no release, signer or time where the root did not verify", () => {
    const text = verificationText({ ...verification, root: undefined }, page());
    expect(text).toMatch(/^REJECTED {2}demo-1\.0\.0\.capsule: /);
    expect(text).not.toContain("Signed by");
  });

  test("names a key as what it is", () => {
    const signer = { kind: "key" as const, publicKey: new Uint8Array(), fingerprint: "ab" };
    expect(verificationText({ ...good, root: good.root && { ...good.root, signer } }, page())).toContain("the key ab");
  });

  test("says where the files are looked for, and the command to type", () => {
    const claims = [{ id: "assets", status: "not-checked", reason: "none", required: true } as Claim];
    const assets = [{ sealedName: "tool", looked: undefined, status: "not-asked" as const, reason: "" }];
    const text = verificationText(
      { ...good, verdict: "incomplete", exitCode: 3, claims, assets },
      page({ command: "capsule verify a-very-long-name-of-a-capsule.capsule FILE --repository owner/demo" }),
    );
    expect(text).toContain("INCOMPLETE  demo 1.0.0: no file of this release is here\n");
    expect(text).toContain(
      "\n              capsule verify a-very-long-name-of-a-capsule.capsule FILE --repository owner/demo\n",
    );
  });
});

describe("a sealed release", () => {
  const sealedPage = { width: 80, paint: plain, command: "capsule verify x", folder: "demo-1.0.0.release/" };
  const publicGood = { ...release().identity, instance: "public-good" as const };

  test("of the local instance is for trying only, and shows the command and what to try", () => {
    const text = sealedReleaseText(release(), sealedPage);
    expect(text).toMatch(/^SEALED {2}demo 1\.0\.0, for trying only, with 1 warning\n/);
    expect(text.replace(/\s+/g, " ")).toContain("proves nothing about who made it");
    expect(text).toContain("\n  Written to  demo-1.0.0.release/\n              1 file; ");
    expect(text).toContain("\n  Try it      capsule verify x\n              Then change one byte of");
    expect(text).not.toMatch(ACTIVE);
  });

  test("names who signed, the statement and what people type", () => {
    const identity = {
      ...publicGood,
      subjectAlternativeName: "https://github.com/owner/demo/.github/workflows/r.yml@refs/tags/v1.0.0",
    };
    const logEntries = [{ log: "https://rekor.sigstore.dev", index: "7", integratedSeconds: 1_700_000_000 }];
    const storageRecords = [{ digest: `sha256:${HEX}`, id: 12 }];
    const text = sealedReleaseText(release({ identity, logEntries, storageRecords, warnings: [] }), sealedPage);
    expect(text).toMatch(/^SEALED {2}demo 1\.0\.0\n/);
    expect(text).toContain("\n  Signed by   owner/demo, .github/workflows/r.yml\n");
    expect(text).toContain("\n  Signed at   2023-11-14 22:13 UTC, public log entry 7\n");
    expect(text).toContain(`\n  Statement   ${HEX}\n`);
    expect(text).toContain("\n  On GitHub   storage record 12\n");
    expect(text).toContain("with changes that are not committed");
    expect(text).toContain("\n  What people type:\n  capsule verify x\n");
    expect(text).not.toContain("proves nothing");
  });

  test("is released once it is public, with its address before all else", () => {
    const at = (isPublic: boolean) => ({ isPublic, location: "https://github.com/owner/demo/releases/tag/v1.0.0" });
    const lines = (isPublic: boolean) =>
      sealedReleaseText(release({ identity: publicGood, publication: at(isPublic) }), sealedPage).split("\n");
    expect(lines(true).slice(0, 3)).toEqual([
      "RELEASED  demo 1.0.0, with 1 warning",
      "",
      "  https://github.com/owner/demo/releases/tag/v1.0.0",
    ]);
    expect(lines(false)[0]).toMatch(/^SEALED /);
  });

  test("says that nothing was written by a dry run, and what it lacks", () => {
    const text = sealedReleaseText(release({ written: undefined }), { ...sealedPage, command: undefined });
    expect(text).toContain("\n  Nothing was written.\n");
    expect(text).toContain("it lacks:");
    expect(text).not.toContain("Try it");
  });

  test("points at the arguments where no command can be written", () => {
    expect(sealedReleaseText(release(), { ...sealedPage, command: undefined })).toContain("verify.argv");
  });
});

describe("the content of a capsule", () => {
  const shown = {
    sha256: HEX,
    root: { ...root, subject: [{ name: HOSTILE, digest: { sha256: HEX }, annotations: { kind: "image" as const } }] },
    rootSha256: HEX,
    certificate: certificate(),
    entries: [
      { name: "capsule.sigstore.json", size: 1, sha256: HEX, mediaType: undefined, listed: undefined },
      { name: "VERIFY.md", size: 22, sha256: HEX, mediaType: "text/markdown", listed: false },
    ],
  };

  test("is marked as unverified at both ends, and says which entry the root does not list", () => {
    const text = capsuleText(shown, plain);
    expect(text).toMatch(/^UNVERIFIED demo/);
    expect(text.trimEnd().split("\n").at(-1)).toMatch(/^UNVERIFIED/);
    expect(text).toMatch(/22 {2}VERIFY\.md {14}not what the root lists/);
    expect(text).not.toMatch(ACTIVE);
  });

  test("stands as a tree below the file that it speaks about", () => {
    const sbom = { name: `sbom/${HEX}.cdx.json`, size: 3, sha256: HEX, mediaType: undefined, listed: true };
    const text = capsuleTree({ ...shown, entries: [...shown.entries, sbom] }, plain);
    expect(text).toMatch(/^UNVERIFIED demo/);
    expect(text.trimEnd().split("\n").at(-1)).toMatch(/^UNVERIFIED/);
    expect(text).toMatch(/\n {2}"evil.*, an image\n {4}SBOM {2}3 bytes {2}sbom\/.*\n {2}The whole release\n {4}root/);
    expect(text).toContain("VERIFY.md, not what the root lists\n");
    expect(text).not.toMatch(ACTIVE);
  });
});
