import { copyFileSync, cpSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { VERIFIER_NAME } from "../../src/domain/guide/verifier.ts";
import { POLICY_SCHEMA_ID } from "../../src/domain/policy/policy-schema.ts";
import { startGitHubSigstore } from "../github-sigstore/start-github-sigstore.ts";
import { type GuideBlock, guideBlocks } from "../guide-blocks.ts";
import { newPrivateKey, publicPemOf } from "../keys/test-keys.ts";
import { programFile } from "../program-file.ts";
import { putTestImage } from "../registry-server/put-test-image.ts";
import { startRegistry } from "../registry-server/start-registry.ts";
import { capsule, newFolder, type Run } from "../run-program.ts";
import { paste, readersPrograms } from "./guide-release.ts";

/**
 * VERIFY.md of releases that a key signed, followed to the letter: every block that opens no connection but to the registry, of ours, of
 * cosign, of OpenSSL and of checksum programs; then with a file that was changed, and with a release that another key signed. Programs
 * that are not on this machine are skipped; `npm run interop` builds cosign.
 */
const MAIN = programFile("cli");
/** Where a key signs, nobody certifies these. */
const SOURCE = ["--repository", "acme/tool", "--commit", "1".repeat(40)];
const ASSET = "tool.tar";
const REPOSITORY = "acme/tool";

const sigstore = await startGitHubSigstore();
const registry = await startRegistry();
afterAll(() => Promise.all([sigstore.close(), registry.close()]));
const programs = await readersPrograms();
const image = `${registry.host}/${REPOSITORY}@${putTestImage(registry, REPOSITORY, 2)}`;
const unsigned = `${registry.host}/${REPOSITORY}@${putTestImage(registry, REPOSITORY)}`;
const key = newPrivateKey("P-256");

const INSTANCE = ["--sigstore", sigstore.signingConfigPath, "--trusted-root", sigstore.trustedRootPath];
const WAYS: readonly (readonly [way: string, flags: readonly string[]])[] = [
  ["by itself", ["--sigstore", "none"]],
  ["with a time stamp", INSTANCE],
  ["with a time stamp and an entry of a log", [...INSTANCE, "--key-log"]],
];

/** A folder with everything that a consumer of the release downloads, and the key as the page shows it. */
async function released(signer: typeof key, flags: readonly string[], images = image): Promise<string> {
  const folder = newFolder();
  const downloads = join(folder, "downloads");
  mkdirSync(join(folder, "dist"));
  writeFileSync(join(folder, "dist", ASSET), "the tool\n");
  writeFileSync(join(folder, "release.key"), String(signer.export({ format: "pem", type: "pkcs8" })));
  const named = [
    "--name",
    "tool",
    "--version",
    "1.0.0",
    "--tag",
    "v1.0.0",
    ...SOURCE,
    "--publish",
    "full",
    "--images",
    images,
    "--out",
    "out",
  ];
  const run = await capsule(["seal", "--key", "release.key", ...flags, ...named, "dist"], { cwd: folder });
  if (run.status !== 0) throw new Error(`the release could not be sealed: ${run.stderr}`);
  for (const part of ["dist", "out"]) cpSync(join(folder, part), downloads, { recursive: true });
  copyFileSync(sigstore.trustedRootPath, join(downloads, "trusted_root.json"));
  writeFileSync(join(downloads, "release-key.pem"), publicPemOf(key));
  writeFileSync(join(folder, VERIFIER_NAME), `import(${JSON.stringify(MAIN)});\n`);
  return downloads;
}

function blocksOf(folder: string): GuideBlock[] {
  return guideBlocks(readFileSync(join(folder, "VERIFY.md"), "utf8")).filter(
    ({ shell, text }) => shell === "sh" && !/^(?:curl |gh |sha256sum \.\.|cosign trusted-root )/.test(text),
  );
}

function copyOf(folder: string): string {
  const copy = newFolder();
  cpSync(dirname(folder), copy, { recursive: true });
  return join(copy, "downloads");
}

const said = ({ stdout, stderr }: Run): string => `${stdout}\n${stderr}`.replace(/ +/g, " ");

describe.each(await Promise.all(WAYS.map(async ([way, flags]) => [way, await released(key, flags), flags] as const)))(
  "signed %s",
  (_way, folder, flags) => {
    const blocks = blocksOf(folder);

    test("there are blocks of ours, of cosign for files and images, of OpenSSL and of the checksums", () => {
      const begun = new Set(blocks.map(({ text }) => /^(?:cosign \S+|\S+)/.exec(text)?.[0]));
      expect(begun).toEqual(
        new Set([
          ...["node", "openssl", "sha256sum", "shasum", "cosign verify-blob", "cosign verify-blob-attestation"],
          ...["cosign verify", "cosign verify-attestation"],
        ]),
      );
    });

    test("the page shows the key that signed", () => {
      expect(readFileSync(join(folder, "VERIFY.md"), "utf8")).toContain(publicPemOf(key).toString().trim());
    });

    describe.each(blocks)("$section: $text", (block) => {
      test.skipIf(!programs.has(block))("succeeds and prints what the page says", async () => {
        const run = await paste(block, folder, { programs });
        expect(run).toMatchObject({ status: 0 });
        for (const line of block.expected) expect(said(run)).toContain(line.replace(/ +/g, " "));
      });
    });

    test("a policy that requires a log of this key is satisfied by an entry alone", async () => {
      const policy = { schema: POLICY_SCHEMA_ID, signers: [{ key: publicPemOf(key).toString(), log: "required" }] };
      writeFileSync(join(folder, "policy.json"), JSON.stringify(policy));
      const asked = ["--policy", "policy.json", "--trusted-root", "trusted_root.json"];
      const run = await capsule(["verify", ...asked, "tool-1.0.0.capsule", ASSET], { cwd: folder });
      const isLogged = flags.includes("--key-log");
      expect(run).toMatchObject({ status: isLogged ? 0 : 1 });
      if (!isLogged) expect(run.stdout).toContain("must be in a log");
    });

    test("a changed file is refused by every block that reads it, and an unsigned image by those of images", async () => {
      const forged = copyOf(folder);
      writeFileSync(join(forged, ASSET), "the t00l\n");
      const reading = blocks.filter(
        ({ text }) =>
          programs.has({ text } as GuideBlock) && (text.includes(ASSET) || /^node \S+ verify \S+ /.test(text)),
      );
      for (const block of reading.filter(({ text }) => !text.includes("sha256:"))) {
        const run = await paste(block, forged, { programs });
        expect(run.status, block.text).toBe(1);
      }
      for (const block of blocks.filter((one) => programs.has(one) && one.text.includes(image))) {
        const run = await paste({ ...block, text: block.text.replace(image, unsigned) }, folder, { programs });
        expect(run.status, block.text).not.toBe(0);
      }
    });

    test("a release that another key signed is refused by every block that names the key", async () => {
      const stranger = await released(newPrivateKey("P-256"), flags, unsigned);
      const naming = blocks.filter(
        (one) => programs.has(one) && one.text.includes("release-key.pem") && !one.text.startsWith("openssl pkey"),
      );
      expect(naming.length).toBeGreaterThan(1);
      for (const block of naming) {
        const run = await paste({ ...block, text: block.text.replace(image, unsigned) }, stranger, { programs });
        expect([1, 3], `${block.text}${said(run)}`).toContain(run.status);
      }
    });
  },
);
