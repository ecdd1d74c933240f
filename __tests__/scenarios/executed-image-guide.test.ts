import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { startGitHubSigstore } from "../github-sigstore/start-github-sigstore.ts";
import { type GuideBlock, guideBlocks } from "../guide-blocks.ts";
import { installProgram } from "../interop/install-program.ts";
import { digestOf } from "../registry-server/contents.ts";
import { putTestImage } from "../registry-server/put-test-image.ts";
import { startRegistry } from "../registry-server/start-registry.ts";
import { capsule, newFolder, type Run, runProgram } from "../run-program.ts";
import { NO_NETWORK, paste, readersPrograms, releasedFolder } from "./guide-release.ts";

/**
 * What VERIFY.md says of images, followed to the letter in a registry: with the release that it came with, with images that strangers
 * signed or nobody, and in another registry to which oras and regctl copied it. Programs that are not on this machine are skipped;
 * `npm run interop` builds them.
 */
/** gh asks for a login, and then nobody about it. */
const ENV = { ...NO_NETWORK, GH_TOKEN: "x" };
const REPOSITORY = "octo-org/octo-tool";
const sigstore = await startGitHubSigstore();
const registry = await startRegistry();
const [byOras, byRegctl] = [await startRegistry({ referrers: "tag" }), await startRegistry()];
afterAll(() => Promise.all([sigstore, registry, byOras, byRegctl].map((one) => one.close())));

const programs = await readersPrograms();
const index = putTestImage(registry, REPOSITORY, 2);
const place = `${registry.host}/${REPOSITORY}`;
const named = `${place}@${index}`;
const platform: string = JSON.parse(String(registry.manifests.get(`${REPOSITORY}@${index}`)?.bytes)).manifests[0]
  .digest;
const folders = {
  "with files": await releasedFolder(sigstore, {
    assets: { "tool.tar": "the tool\n" },
    images: named,
    imageFormat: "both",
  }),
  "of images alone": await releasedFolder(sigstore, { assets: {}, images: named, imageFormat: "bundle" }),
};

/** What strangers can do: another image with no signature, and one that a run of another repository signed. */
const unsigned = another("nobody signed this");
const foreign = another("a stranger signed this");
await releasedFolder(sigstore, {
  ...{ run: { repository: "evil/octo-tool" }, assets: {}, images: `${place}@${foreign}`, imageFormat: "bundle" },
});

function another(mark: string): string {
  const stored = registry.manifests.get(`${REPOSITORY}@${index}`);
  const bytes = Buffer.from(JSON.stringify({ ...JSON.parse(String(stored?.bytes)), annotations: { mark } }));
  registry.manifests.set(`${REPOSITORY}@${digestOf(bytes)}`, { bytes, type: stored?.type ?? "" });
  return digestOf(bytes);
}

const blocksOf = (folder: string): GuideBlock[] =>
  guideBlocks(readFileSync(join(folder, "VERIFY.md"), "utf8")).filter(({ shell }) => shell === "sh");
const ofImages = (folder: string): GuideBlock[] =>
  blocksOf(folder).filter(({ section }) => /^Container image/.test(section));
const about = (block: GuideBlock, image: string): GuideBlock => ({
  ...block,
  text: block.text.replaceAll(named, image),
});

/** gh reads trusted roots as lines, which an earlier block makes. */
async function prepare(folder: string): Promise<void> {
  for (const one of blocksOf(folder).filter(({ text }) => text.startsWith("{ tr ")))
    await paste(one, folder, { programs, env: ENV });
}

/** The words of a program that stand in the text, and not in a block. */
function wordsOf(page: string, program: string): string {
  const words = new RegExp(`\`(${program} [^\`]+)\``).exec(page)?.[1];
  if (words === undefined) throw new Error(`the page has no words for ${program}`);
  return words;
}

describe.each(Object.entries(folders))("a release %s", (_what, folder) => {
  test("there is a block of ours, two of cosign and one of gh", () => {
    const begun = ofImages(folder).map(({ text }) => /^\S+(?: verify-attestation| attestation)?/.exec(text)?.[0]);
    expect(begun.filter((one) => one !== "{")).toEqual([
      "node",
      "cosign",
      "cosign verify-attestation",
      "gh attestation",
    ]);
  });

  describe.each(ofImages(folder))("$text", (block) => {
    test.skipIf(!programs.has(block))("succeeds and prints what the page says", async () => {
      await prepare(folder);
      const run = await paste(block, folder, { programs, env: ENV });
      expect(run).toMatchObject({ status: 0 });
      for (const line of block.expected) expect(`${run.stdout}${run.stderr}`).toContain(line);
      const written = />\s*(\S+\.json)\n$/.exec(block.text)?.[1];
      if (written !== undefined) expect(readFileSync(join(folder, written), "utf8").length).toBeGreaterThan(10);
    });

    test.skipIf(!programs.has(block) || !block.text.includes(named)).each([
      [
        "nobody signed",
        unsigned,
        /no signatures found|no matching attestations|no attestations|none of the attestations/i,
      ],
      [
        "a stranger signed",
        foreign,
        /no matching CertificateIdentity|verifying with issuer|expected SourceRepositoryURI/,
      ],
    ])("refuses an image that %s", async (_who, digest, reason) => {
      await prepare(folder);
      const run = await paste(about(block, `${place}@${digest}`), folder, { programs, env: ENV });
      expect(run.status).not.toBe(0);
      expect(`${run.stdout}${run.stderr}`).toMatch(reason);
    });
  });
});

test("ours refuses a digest that the release does not have", async () => {
  const [block] = ofImages(folders["with files"]);
  const text = block?.text.replace(index, unsigned) ?? "";
  const run = await paste({ ...block!, text }, folders["with files"], { programs, env: ENV });
  expect(run).toMatchObject({ status: 3, stdout: expect.stringContaining("INCOMPLETE") });
});

const COPIERS = [
  { program: "oras", to: byOras },
  { program: "regctl", to: byRegctl },
] as const;

describe.each(COPIERS)("copied by $program to another registry", async ({ program, to }) => {
  const installed = await installProgram(program, 0);
  const folder = folders["with files"];
  const copied = `${to.host}/copy/tool`;
  const copy = (words: string): Promise<Run> => {
    const home = newFolder();
    // regctl speaks https unless it was told of the registry.
    const hosts = Object.fromEntries([registry, to].map(({ host }) => [host, { tls: "disabled", hostname: host }]));
    writeFileSync(join(home, "regctl.json"), JSON.stringify({ hosts }));
    const env = { HOME: home, REGCTL_CONFIG: join(home, "regctl.json") };
    const text = words.replace("REGISTRY/NAME", copied).replace(program, "path" in installed ? installed.path : "");
    return runProgram("sh", ["-c", text], { cwd: home, env });
  };

  test.skipIf("error" in installed)("it has the same digest, and every block of the page holds there", async () => {
    const page = readFileSync(join(folder, "VERIFY.md"), "utf8");
    const run = await copy(wordsOf(page, program));
    expect(run).toMatchObject({ status: 0 });
    expect(to.manifests.has(`copy/tool@${index}`)).toBe(true);
    await prepare(folder);
    for (const block of ofImages(folder).filter(programs.has)) {
      const there = await paste(about(block, `${copied}@${index}`), folder, { programs, env: ENV });
      expect(there, block.text).toMatchObject({ status: 0 });
    }
    for (const digest of [index, platform]) {
      const args = [
        "image",
        "verify",
        "--repository",
        REPOSITORY,
        "--source-ref",
        "refs/tags/v1.2.3",
        "--trusted-root",
      ];
      const own = await capsule([...args, sigstore.trustedRootPath, `${copied}@${digest}`], { cwd: newFolder() });
      expect(own, digest).toMatchObject({ status: 0, stdout: expect.stringContaining("VERIFIED") });
    }
  });
});
