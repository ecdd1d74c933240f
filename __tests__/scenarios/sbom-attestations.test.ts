import { copyFileSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { parseStatement } from "../../src/domain/attestation/statement.ts";
import { parseBundle } from "../../src/domain/sigstore/bundle.ts";
import { startGitHubSigstore } from "../github-sigstore/start-github-sigstore.ts";
import { installProgram } from "../interop/install-program.ts";
import { capsule, newFolder, type Run, runProgram } from "../run-program.ts";
import { type GitHubDownloads, startGitHubDownloads } from "./github-downloads.ts";
import { releasedFolder } from "./guide-release.ts";

/**
 * Consumers of a release that had `actions/attest-sbom`: gh looks for the statement at GitHub by its predicate type, cosign takes it as a
 * file. The programs are the real ones, where `npm run interop` put them.
 */
const FILE = "package-lock.json";
const LOCK = JSON.stringify({
  name: "octo-tool",
  version: "1.2.3",
  lockfileVersion: 3,
  requires: true,
  packages: {
    "": { name: "octo-tool", version: "1.2.3", dependencies: { left: "1.0.0" } },
    "node_modules/left": { version: "1.0.0", license: "MIT" },
  },
});
const ASSETS = { [FILE]: LOCK, "tool.txt": "a text\n" };
const CYCLONEDX = "https://cyclonedx.org/bom";
const SPDX = "https://spdx.dev/Document/v2.3";

const sigstore = await startGitHubSigstore();
afterAll(() => sigstore.close());
const good = await releasedFolder(sigstore, { assets: ASSETS, sbomAttestations: "both" });
const cosign = await installProgram("cosign-v3", 0);
const gh = await installProgram("gh", 0);
const pathOf = (found: typeof cosign): string => ("path" in found ? found.path : "");

function statementIn(name: string) {
  const { content } = parseBundle(readFileSync(join(good, name)));
  if (content.kind !== "dsse") throw new Error("it signs no statement");
  return parseStatement(content.payload);
}

describe("the statements", () => {
  test("are there for each asset in both formats, about that asset, with the published SBOM as their predicate", () => {
    const names = readdirSync(good).filter((name) => /\.(?:cdx|spdx)\.sigstore\.json$/.test(name));
    expect(names).toHaveLength(4);
    const cdx = statementIn(`${FILE}.cdx.sigstore.json`);
    expect(cdx).toMatchObject({ predicateType: CYCLONEDX, subject: [{ name: FILE }] });
    expect(cdx.predicate).toEqual(JSON.parse(readFileSync(join(good, `${FILE}.cdx.json`), "utf8")));
    expect(statementIn(`${FILE}.spdx.sigstore.json`)).toMatchObject({ predicateType: SPDX, subject: [{ name: FILE }] });
  });

  test("are evidence of the capsule, and documents of the release", async () => {
    const args = ["verify", "--repository", sigstore.run.repository, "--trusted-root", join(good, "trusted_root.json")];
    const run = await capsule(
      [...args, "--all", "octo-tool-1.2.3.capsule", FILE, `${FILE}.cdx.sigstore.json`, "tool.txt"],
      {
        cwd: good,
      },
    );
    expect(run).toMatchObject({ status: 0 });
  });

  test("are not made unless they are asked for", async () => {
    const plain = await releasedFolder(sigstore, { assets: ASSETS });
    expect(readdirSync(plain).filter((name) => /\.(?:cdx|spdx)\.sigstore\.json$/.test(name))).toEqual([]);
  });
});

describe.skipIf(!("path" in cosign))("cosign", () => {
  const verify = (type: string, bundle: string, file = FILE): Promise<Run> =>
    runProgram(
      pathOf(cosign),
      [
        ...["verify-blob-attestation", file, "--type", type, "--bundle", bundle, "--trusted-root", "trusted_root.json"],
        ...["--certificate-identity", sigstore.identity, "--certificate-oidc-issuer", sigstore.issuer],
      ],
      { cwd: good },
    );

  test("accepts each for its file and type, and for no other", async () => {
    expect(await verify("cyclonedx", `${FILE}.cdx.sigstore.json`)).toMatchObject({ status: 0 });
    expect(await verify(SPDX, `${FILE}.spdx.sigstore.json`)).toMatchObject({ status: 0 });
    // Its short name is that of the type without a version, which actions/attest-sbom does not write either.
    expect((await verify("spdxjson", `${FILE}.spdx.sigstore.json`)).status).not.toBe(0);
    expect((await verify("cyclonedx", `${FILE}.spdx.sigstore.json`)).status).not.toBe(0);
    expect((await verify("cyclonedx", `${FILE}.cdx.sigstore.json`, "tool.txt")).status).not.toBe(0);
  });
});

describe.skipIf(!("path" in gh))("gh", () => {
  let github: GitHubDownloads;
  const folder = newFolder();
  beforeAll(async () => {
    const names = { repository: "octo-org/octo-tool", tag: "v1.2.3", attestation: `${FILE}.cdx.sigstore.json` };
    github = await startGitHubDownloads(good, names);
    for (const name of [FILE, "tool.txt"]) copyFileSync(join(good, name), join(folder, name));
    writeFileSync(
      join(folder, "root.jsonl"),
      `${readFileSync(join(good, "trusted_root.json"), "utf8").replace(/[\r\n]/g, "")}\n`,
    );
    symlinkSync(pathOf(gh), join(folder, "gh"));
  });
  afterAll(() => github.close());

  const verify = (type: string, file = FILE): Promise<Run> =>
    runProgram(
      join(folder, "gh"),
      [
        ...["attestation", "verify", file, "--repo", "octo-org/octo-tool", "--predicate-type", type],
        ...[
          "--custom-trusted-root",
          "root.jsonl",
          "--format",
          "json",
          "--jq",
          ".[].verificationResult.statement.predicate.components[].name",
        ],
      ],
      { cwd: folder, env: { ...github.env } },
    );

  test("takes the statement from GitHub by its predicate type, and shows what the file is made of", async () => {
    expect(await verify(CYCLONEDX)).toMatchObject({ status: 0, stdout: "octo-tool\nleft\n" });
    expect((await verify(SPDX)).status).not.toBe(0);
  });
});
