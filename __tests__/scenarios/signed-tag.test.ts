import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { schemaId } from "../../src/domain/home.ts";
import { gitRepository } from "../git-repository.ts";
import { capsule, newFolder } from "../run-program.ts";
import { has, sshSigner, type TagSigner } from "../signed-tags.ts";

const MANIFEST = {
  schema: schemaId("release-manifest"),
  name: "octo-tool",
  assets: ["octo-tool.tgz"],
  packages: [],
  policy: { "tag-keys": ["release/allowed_signers"], "unsafe-allow": ["branch", "version-order"] },
};

/** A checkout whose manifest names the key of `named`, with a tag that `by` signed. */
function checkout(named: TagSigner, by: TagSigner | undefined) {
  const repository = gitRepository(newFolder());
  repository.commit({
    "release/manifest.json": JSON.stringify(MANIFEST),
    "release/allowed_signers": named.publicKey,
    ".gitignore": "dist/\n",
  });
  if (by === undefined) repository.git("tag", "-a", "-m", "x", "v1.2.3");
  else by.sign(repository, "v1.2.3");
  mkdirSync(join(repository.path, "dist"));
  writeFileSync(join(repository.path, "dist", "octo-tool.tgz"), "the tool\n");
  const run = (...args: string[]) =>
    capsule([...args, "--repository", "octo-org/octo-tool", "dist/*"], { cwd: repository.path });
  return { ...repository, run };
}

describe.skipIf(!has("ssh-keygen"))("a manifest that names the keys of tags", () => {
  const [own, other] = has("ssh-keygen") ? [sshSigner("own@example.com"), sshSigner("other@example.com")] : [];
  if (own === undefined || other === undefined) return;

  test("lets a release pass whose tag such a key signed, and says which", async () => {
    const { run } = checkout(own, own);
    const checked = await run("check", "--verbose");
    expect(checked.stdout).toMatch(/verified +tag signature +the tag was signed by "own@example\.com \(SHA256:/);
    expect([checked.status, checked.stdout]).toEqual([0, expect.stringMatching(/^READY /)]);
    expect((await run("seal", "--dry-run")).status).toBe(0);
  });

  test("stops check and sealing for another key, an unsigned tag, and a signed tag under another name", async () => {
    const moved = checkout(own, undefined);
    moved.git("tag", "-d", "v1.2.3");
    own.sign(moved, "v1.2.2");
    moved.git("update-ref", "refs/tags/v1.2.3", "refs/tags/v1.2.2");
    moved.git("tag", "-d", "v1.2.2");
    const cases = [
      [checkout(own, other), "was signed by a key that the manifest does not name"],
      [checkout(own, undefined), "the tag is not signed"],
      [moved, 'it was signed as the tag "v1.2.2"'],
    ] as const;
    for (const [{ run }, reason] of cases) {
      const checked = await run("check");
      expect([checked.status, checked.stdout.replace(/\s+/g, " ").toLowerCase()]).toEqual([
        1,
        expect.stringContaining(reason),
      ]);
      const sealing = await run("seal", "--dry-run");
      expect([sealing.status, sealing.stderr]).toEqual([1, expect.stringContaining("tag-signature")]);
    }
  });

  test("leaves the release open where the file with the keys is not there", async () => {
    const { run, path } = checkout(own, own);
    writeFileSync(
      join(path, "release/manifest.json"),
      JSON.stringify({ ...MANIFEST, policy: { ...MANIFEST.policy, "tag-keys": ["release/none"] } }),
    );
    const checked = await run("check");
    expect(checked.status).toBe(4);
    expect(checked.stdout.replace(/\s+/g, " ")).toContain('no file "release/none" with keys of tags');
  });
});
