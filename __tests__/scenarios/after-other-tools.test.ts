import { createHash } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { type ExampleRun, type SealedExample, sealExample } from "../examples/seal-example.ts";
import { capsule, newFolder } from "../run-program.ts";

const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");
const LIST = `${sha256("the tool")}  tool\n`;

describe("the Action over a draft that another tool filled", () => {
  let done: SealedExample | undefined;
  afterEach(() => done?.close());

  async function seal(assets: Readonly<Record<string, string>>, more: Partial<ExampleRun> = {}) {
    const bytes = Object.entries(assets).map(([name, text]) => [name, Buffer.from(text)]);
    done = await sealExample({
      job: { permissions: { contents: "write", "id-token": "write" }, steps: [] },
      step: { with: { "assets-from": "release" } },
      files: {},
      releases: [{ tag: "v1.2.3", draft: true, body: "Notes", assets: Object.fromEntries(bytes) }],
      ...more,
    });
    return done;
  }

  const uploads = ({ github }: SealedExample) =>
    github.requests.filter(({ operation }) => operation === "POST /repos/{owner}/{repo}/releases/{release_id}/assets");

  test("seals and publishes its files without uploading one, and they verify", async () => {
    const sealed = await seal({ tool: "the tool", "checksums.txt": LIST });
    expect(sealed.sealing.stdout).not.toContain("::error");
    expect(sealed.sealing.status).toBe(0);
    expect(sealed.github.violations).toEqual([]);
    expect(sealed.github.release("v1.2.3")).toMatchObject({
      draft: false,
      body: expect.stringMatching(
        /^Notes\n\n<!-- release-capsule: how to verify -->\n[\s\S]*<!-- release-capsule: end -->$/,
      ),
    });
    expect(uploads(sealed)).toHaveLength(7);
    const verified = await sealed.verify(["--repository", "octo-org/octo-tool"]);
    expect(verified.stdout.replace(/\s+/g, " ")).toContain("did not build 1 of 1 assets");
    expect(verified.status).toBe(0);
  });

  test("does so on a GitHub Enterprise Server that states no digests (G19)", async () => {
    const server = { flavour: "ghes", features: { assetDigests: false, immutableReleases: false } } as const;
    const sealed = await seal({ tool: "the tool" }, { server });
    expect(sealed.sealing.stdout).not.toContain("::error");
    expect(sealed.sealing.status).toBe(0);
    expect(sealed.github.violations).toEqual([]);
  });

  test("stops at a list on the draft that disagrees, and changes nothing", async () => {
    const sealed = await seal({ tool: "another tool", "checksums.txt": LIST });
    expect(sealed.sealing.status).toBe(1);
    expect(sealed.sealing.stdout).toContain("states another digest");
    expect(sealed.github.requests.filter(({ visible }) => visible)).toEqual([]);
  });
});

describe("the command line", () => {
  function project(): string {
    const cwd = newFolder();
    mkdirSync(join(cwd, "dist"));
    writeFileSync(join(cwd, "dist/tool"), "the tool");
    writeFileSync(join(cwd, "dist/checksums.txt"), LIST);
    return cwd;
  }

  test("seals what a list names, and verifies it by the command that it prints", async () => {
    const cwd = project();
    const args = ["seal", "--json", "--sigstore", "local", "--name", "tool", "--assets-from", "dist/checksums.txt"];
    const sealed = await capsule(args, { cwd });
    expect(sealed.status).toBe(0);
    const { assets, verify } = JSON.parse(sealed.stdout);
    expect(assets).toMatchObject([{ name: "tool", sha256: sha256("the tool") }]);
    expect((await capsule(verify.argv, { cwd })).status).toBe(0);
  });

  test("refuses a changed file, and the files of a draft where nobody may ask for them", async () => {
    const cwd = project();
    writeFileSync(join(cwd, "dist/tool"), "changed");
    const local = ["seal", "--quiet", "--sigstore", "local"];
    const changed = await capsule([...local, "--assets-from", "dist/checksums.txt"], { cwd });
    expect([changed.status, changed.stderr]).toEqual([1, expect.stringContaining("states another sha256")]);
    const origin = ["--repository", "owner/tool", "--tag", "v1.2.3", "--commit", "0".repeat(40)];
    const draft = await capsule([...local, ...origin, "--assets-from", "release"], { cwd });
    expect([draft.status, draft.stderr]).toEqual([2, expect.stringContaining("needs a token")]);
  });
});
