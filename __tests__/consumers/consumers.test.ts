import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { startGitHubSigstore } from "../github-sigstore/start-github-sigstore.ts";
import { releasedFolder } from "../scenarios/guide-release.ts";
import {
  aquaBundle,
  aquaChecksums,
  guacDocuments,
  miseChecksums,
  miseInstalls,
  miseProvenance,
  type ReleaseFile,
  renovateDigests,
  scorecardSboms,
  scorecardSigned,
} from "./release-readers.ts";

const ASSETS = {
  "octo-tool-linux-amd64.tar.gz": "an archive for Linux\n",
  "octo-tool-darwin-arm64.tar.gz": "an archive for macOS\n",
  "octo-tool-windows-amd64.exe": "a program for Windows\n",
  "octo-tool.sh": "a script\n",
};
const NAMES = Object.keys(ASSETS);
const STEM = "octo-tool-1.2.3";

const sigstore = await startGitHubSigstore();
const folder = await releasedFolder(sigstore, { assets: ASSETS, publish: "standard" });
await sigstore.close();
const files: readonly ReleaseFile[] = readdirSync(folder)
  .filter((name) => name !== "trusted_root.json")
  .map((name) => ({ name, bytes: readFileSync(join(folder, name)) }));
const published = files.map(({ name }) => name);
const read = (name: string): string => readFileSync(join(folder, name), "utf8");
const sha256 = (name: keyof typeof ASSETS): string => createHash("sha256").update(ASSETS[name]).digest("hex");
const document = readFileSync(new URL("../../docs/consumers.md", import.meta.url), "utf8");

/** The provenance, as its file holds it. */
const lines = read(`${STEM}.intoto.jsonl`).split("\n");
const bundle = JSON.parse(lines[0] ?? "");
const statement = JSON.parse(Buffer.from(bundle.dsseEnvelope.payload, "base64").toString());

describe("mise", () => {
  test("finds the checksum list for every asset", () => {
    for (const name of NAMES) expect(miseChecksums(published, name)).toBe("checksums.txt");
  });

  test("finds one provenance, whose subjects are what it downloads", () => {
    expect(miseProvenance(published)).toEqual([`${STEM}.intoto.jsonl`]);
    const subjects = statement.subject.map(({ digest }: { digest: { sha256: string } }) => digest.sha256);
    expect([...subjects].sort()).toEqual(NAMES.map((name) => sha256(name as keyof typeof ASSETS)).sort());
  });

  test("never takes evidence for the program, not even where no asset names a system", () => {
    const linux = { os: /linux/, arch: /amd64|x86_64/ };
    expect(miseInstalls(published, linux, "octo-tool")).toBe("octo-tool-linux-amd64.tar.gz");
    const scriptOnly = published.filter((name) => !/amd64|arm64/.test(name));
    expect(miseInstalls(["octo-tool.sh", ...scriptOnly], linux, "octo-tool")).toBe("octo-tool.sh");
  });
});

describe("aqua", () => {
  const entry = parse(/```yaml\n([\s\S]*?)```/.exec(document)?.[1] ?? "").packages[0];
  test("generates an entry with the list and its bundle", () => {
    expect(aquaChecksums(published)).toBe("checksums.txt");
    expect(aquaBundle(published, "checksums.txt")).toBe("checksums.txt.sigstore.json");
  });

  test("with the snippet of docs/consumers.md finds list and bundle, and accepts this signer and no other", () => {
    expect(entry.checksum).toMatchObject({ type: "github_release", asset: "checksums.txt", algorithm: "sha256" });
    expect(published).toContain(entry.checksum.cosign.bundle.asset);
    const [flag, identity = "", , issuer] = entry.checksum.cosign.opts;
    expect(flag).toBe("--certificate-identity");
    const filled = identity.replace("OWNER/REPO", "octo-org/octo-tool").replace("{{.Version}}", "v1.2.3");
    expect(filled).toBe(sigstore.identity);
    expect(issuer).toBe(sigstore.issuer);
  });

  test("does not ask slsa-verifier, which would refuse our builder", () => {
    expect(entry.slsa_provenance).toEqual({ enabled: false });
  });
});

test("eget finds no checksum beside an asset, as docs/consumers.md says", () => {
  for (const name of NAMES)
    for (const end of ["sha256", "sha256sum"]) expect(published).not.toContain(`${name}.${end}`);
  expect(document).toContain("nothing to verify by");
});

test("Renovate reads the digest of every asset, and of nothing else", () => {
  expect(Object.fromEntries(renovateDigests(files))).toEqual(
    Object.fromEntries(NAMES.map((name) => [name, sha256(name as keyof typeof ASSETS)])),
  );
});

test("Homebrew finds subjects named exactly as the files", () => {
  expect(statement.subject.map(({ name }: { name: string }) => name).sort()).toEqual([...NAMES].sort());
});

test("Scorecard gives ten of ten for signed releases, and finds the SBOMs", () => {
  expect(scorecardSigned(published)).toBe(10);
  expect(scorecardSboms(published)).toEqual([`${STEM}.cdx.json`, `${STEM}.spdx.json`]);
});

test("GUAC takes both SBOMs; a Sigstore bundle it does not know", () => {
  expect(Object.fromEntries(guacDocuments(files))).toEqual({
    "checksums.txt.sigstore.json": "unknown",
    [`${STEM}.cdx.json`]: "CycloneDX",
    [`${STEM}.spdx.json`]: "SPDX",
    [`${STEM}.intoto.jsonl`]: "unknown",
  });
});

test("gh reads the provenance as JSON lines, each of them a bundle, and cosign as one JSON document", () => {
  expect(lines).toEqual([lines[0], ""]);
  expect(JSON.parse(read(`${STEM}.intoto.jsonl`))).toEqual(bundle);
  expect(bundle.mediaType).toBe("application/vnd.dev.sigstore.bundle.v0.3+json");
  expect(statement.predicateType).toBe("https://slsa.dev/provenance/v1");
});

test("Dependency-Track reads the CycloneDX version, and ampel every file", () => {
  expect(JSON.parse(read(`${STEM}.cdx.json`)).specVersion).toBe("1.6");
  for (const { bytes } of files) expect(bytes.length).toBeLessThan(7 * 1024 * 1024);
});

test("docs/consumers.md names every program that these rules are of", () => {
  for (const name of [
    "mise",
    "aqua",
    "eget",
    "ubi",
    "Renovate",
    "Homebrew",
    "Scorecard",
    "GUAC",
    "Dependency-Track",
    "ampel",
  ]) {
    expect(document).toContain(name);
  }
});
