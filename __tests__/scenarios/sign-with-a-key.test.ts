import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { schemaId } from "../../src/domain/home.ts";
import { gitRepository } from "../git-repository.ts";
import { guideBlocks } from "../guide-blocks.ts";
import { hasSoftHsm, makeToken, PIN } from "../keys/softhsm.ts";
import { newPrivateKey, publicPemOf, spkiOf } from "../keys/test-keys.ts";
import { capsule, newFolder, type Run } from "../run-program.ts";

const PASSPHRASE = "a-passphrase-that-nobody-may-see";
const PLACE = "https://acme.example/keys";

/** A checkout at its tag, with a built file. */
function checkout(): string {
  const repository = gitRepository(newFolder());
  repository.commit({ "tool.txt": "the tool\n", ".gitignore": "*.release/\nprivate/\n" });
  repository.git("tag", "v1.0.0");
  repository.git("remote", "add", "origin", "https://github.com/acme/tool");
  mkdirSync(join(repository.path, "private"));
  return repository.path;
}

const SEAL = ["seal", "--sigstore", "none", "--name", "tool", "--version", "1.0.0", "tool.txt"];

describe("an encrypted key in a file", () => {
  const key = newPrivateKey("P-256");
  const fingerprint = createHash("sha256").update(spkiOf(key)).digest("hex");
  const secrets = [PASSPHRASE, String(key.export({ format: "jwk" }).d)];
  let folder = "";
  let out = "";
  const runs: Run[] = [];
  const run = async (args: readonly string[], cwd = folder) => {
    const one = await capsule(args, { cwd });
    runs.push(one);
    return one;
  };

  beforeAll(async () => {
    folder = checkout();
    out = join(folder, "tool-1.0.0.release");
    const at = (name: string) => join(folder, "private", name);
    const encrypted = key.export({ format: "pem", type: "pkcs8", cipher: "aes-256-cbc", passphrase: PASSPHRASE });
    writeFileSync(at("release.key"), encrypted);
    writeFileSync(at("passphrase"), `${PASSPHRASE}\n`);
    writeFileSync(at("wrong"), "another\n");
    writeFileSync(at("release.pub"), publicPemOf(key));
    writeFileSync(at("other.pub"), publicPemOf(newPrivateKey("P-256")));
    const listed = { purpose: "release", key: publicPemOf(key).toString(), fingerprint, published: [PLACE] };
    const list = (more: object) => JSON.stringify({ schema: schemaId("keys"), keys: [{ ...listed, ...more }] });
    writeFileSync(at("keys.json"), list({ notBefore: "2020-01-01T00:00:00Z" }));
    writeFileSync(at("revoked.json"), list({ revoked: "2020-01-01T00:00:00Z" }));
    const named = ["--key", "private/release.key", "--key-passphrase-file", "private/passphrase"];
    const sealed = await run([...SEAL, ...named, "--keys", "private/keys.json", "--json"]);
    expect(sealed.stderr).not.toContain("error");
    expect(JSON.parse(sealed.stdout).signer).toMatchObject({ key: fingerprint, identity: null, issuer: null });
  });

  test("its public key verifies the release, which names the key and nobody", async () => {
    const { status, stdout } = await run([
      "verify",
      "--key",
      "private/release.pub",
      join(out, "tool-1.0.0.capsule"),
      "tool.txt",
    ]);
    expect(stdout).toContain("VERIFIED  tool 1.0.0");
    expect(stdout).toContain(fingerprint);
    expect(stdout).toContain("which says nothing of whose it is");
    expect(status).toBe(0);
    const json = await run([
      "verify",
      "--json",
      "--key",
      "private/keys.json",
      join(out, "tool-1.0.0.capsule"),
      "tool.txt",
    ]);
    // It is listed with a validity, and nothing says when it signed.
    expect(JSON.parse(json.stdout).claims.find(({ id }: { id: string }) => id === "root").code).toBe(
      "signed-time-missing",
    );
  });

  test("another key, an identity or a repository is not satisfied by it", async () => {
    const named = [
      ["--key", "private/other.pub"],
      ["--repository", "acme/tool"],
      ["--identity", fingerprint, "--issuer", "https://github.com"],
    ];
    for (const flags of named) {
      const { status, stdout } = await run(["verify", ...flags, join(out, "tool-1.0.0.capsule"), "tool.txt"]);
      expect(stdout).toContain("REJECTED");
      expect(status).toBe(1);
    }
  });

  test("VERIFY.md has the key, its fingerprint and its places, and the commands run as they are written", () => {
    const page = readFileSync(join(out, "VERIFY.md"), "utf8");
    expect(page).toContain(PLACE);
    expect(page).toContain("valid from 2020-01-01");
    const pem = /-----BEGIN PUBLIC KEY-----[\s\S]*?-----END PUBLIC KEY-----/.exec(page)?.[0];
    writeFileSync(join(out, "release-key.pem"), `${pem}\n`);
    const blocks = guideBlocks(page).filter(
      ({ shell, section }) => shell === "sh" && /public key|OpenSSL/.test(section),
    );
    expect(blocks.length).toBe(3);
    for (const { text, expected } of blocks) {
      const said = execFileSync("sh", ["-ec", text], { cwd: out, encoding: "utf8", env: { ...process.env } });
      for (const line of expected) expect(said).toContain(line);
    }
  });

  test("a wrong passphrase, none, an unlisted and a revoked key sign nothing", async () => {
    const key = ["--key", "private/release.key"];
    const to = (name: string) => ["--out", join(folder, "private", name)];
    const right = ["--key-passphrase-file", "private/passphrase"];
    const refused = [
      await run([...SEAL, ...key, "--key-passphrase-file", "private/wrong", ...to("a")]),
      await run([...SEAL, ...key, ...to("b")]),
      await run([...SEAL, ...key, ...right, "--keys", "private/revoked.json", ...to("c")]),
    ];
    expect(refused.map(({ status }) => status)).toEqual([2, 2, 2]);
    expect(refused.map(({ stderr }) => /error: (.*)/.exec(stderr)?.[1])).toEqual([
      expect.stringContaining("passphrase does not open"),
      expect.stringContaining("no terminal to ask"),
      expect.stringContaining("revoked"),
    ]);
  });

  test("passphrase and private key are in no output and in no file", () => {
    const written = readdirSync(out).map((name) => readFileSync(join(out, name), "latin1"));
    const texts = [...runs.flatMap(({ stdout, stderr }) => [stdout, stderr]), ...written];
    expect(texts.length).toBeGreaterThan(15);
    for (const secret of secrets) expect(texts.filter((text) => text.includes(secret))).toEqual([]);
  });
});

test("Ed25519 seals with statements alone, and refuses to sign each file by name", async () => {
  const folder = checkout();
  const key = newPrivateKey("Ed25519");
  writeFileSync(join(folder, "private", "k"), String(key.export({ format: "pem", type: "pkcs8" })));
  writeFileSync(join(folder, "private", "k.pub"), publicPemOf(key));
  const each = await capsule([...SEAL, "--key", "private/k", "--sign", "each"], { cwd: folder });
  expect(each.stderr).toContain("sign: each needs a signature of each file");
  expect(each.status).toBe(2);
  const sealed = await capsule([...SEAL, "--key", "private/k"], { cwd: folder });
  expect(sealed.status).toBe(0);
  const out = join(folder, "tool-1.0.0.release");
  expect(readdirSync(out)).not.toContain("checksums.txt.sigstore.json");
  const { status } = await capsule(
    ["verify", "--all", "--key", "private/k.pub", join(out, "tool-1.0.0.capsule"), "tool.txt"],
    {
      cwd: folder,
    },
  );
  expect(status).toBe(0);
});

describe.skipIf(!hasSoftHsm())("a key in a token of SoftHSM", () => {
  test.each([
    ["Notary's contract", "plugin:notation-softhsm:01", true],
    ["sigstore-kms", "plugin:sigstore-kms-softhsm:01", false],
  ])("seals by way of %s, and its PIN is in no output", async (_what, named, isNotation) => {
    const folder = checkout();
    const token = newFolder();
    const { env, publicKey, config } = makeToken(token);
    writeFileSync(join(folder, "private", "k.pub"), publicPemOf(publicKey));
    const given = isNotation ? ["--key-config", `chain=${config["chain"]}`] : [];
    const sealed = await capsule([...SEAL, "--key", named, ...given], { cwd: folder, env });
    expect(sealed.stderr).not.toContain("error");
    const at = join(folder, "tool-1.0.0.release", "tool-1.0.0.capsule");
    const verified = await capsule(["verify", "--all", "--key", "private/k.pub", at, "tool.txt"], { cwd: folder });
    expect(verified.stdout).toContain("VERIFIED");
    const bad = await capsule([...SEAL, "--key", named, ...given, "--out", join(token, "out")], {
      cwd: folder,
      env: { ...env, P11_PIN: `${PIN}-wrong` },
    });
    expect(bad.status).toBe(4);
    for (const { stdout, stderr } of [sealed, verified, bad]) expect(stdout + stderr).not.toContain(PIN);
  });
});
