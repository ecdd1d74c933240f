import { createHash } from "node:crypto";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { runCli } from "../../src/doors/cli/run-cli.ts";
import { surroundings } from "../../src/doors/wire.ts";
import { type GitHubSigstore, startGitHubSigstore } from "../github-sigstore/start-github-sigstore.ts";
import { temporaryFolder } from "../temporary-folder.ts";

let sigstore: GitHubSigstore;
beforeAll(async () => {
  sigstore = await startGitHubSigstore();
});
afterAll(() => sigstore.close());

async function run(folder: string, argv: readonly string[]): Promise<{ exitCode: number; text: string }> {
  const text: string[] = [];
  const exitCode = await runCli(argv, {
    ...surroundings(folder, process.stderr),
    out: (line) => void text.push(line),
    err: (line) => void text.push(line),
    paint: (_, line) => line,
    program: ["capsule"],
  });
  return { exitCode, text: text.join("") };
}

async function token(): Promise<string> {
  const url = `${sigstore.env["ACTIONS_ID_TOKEN_REQUEST_URL"]}&audience=sigstore`;
  const headers = { Authorization: `Bearer ${sigstore.env["ACTIONS_ID_TOKEN_REQUEST_TOKEN"]}` };
  return ((await (await fetch(url, { headers })).json()) as { value: string }).value;
}

const statement = (sha256: string) =>
  JSON.stringify({
    _type: "https://in-toto.io/Statement/v1",
    subject: [{ name: "a.txt", digest: { sha256 } }],
    predicateType: "https://example.com/p",
    predicate: {},
  });

describe("sign-bundle and verify-bundle", () => {
  test.each([[[]], [["--in-toto"]]])("agree with options in the order of the protocol %j", async (inToto) => {
    const folder = temporaryFolder();
    const sha256 = createHash("sha256").update("hello\n").digest("hex");
    writeFileSync(join(folder, "a.txt"), "hello\n");
    writeFileSync(join(folder, "statement.json"), statement(sha256));
    const input = inToto.length === 0 ? "a.txt" : "statement.json";
    const config = ["--trusted-root", sigstore.trustedRootPath, "--signing-config", sigstore.signingConfigPath];
    const signed = await run(folder, [
      "sign-bundle",
      ...inToto,
      "--identity-token",
      await token(),
      "--bundle",
      "b.json",
      ...config,
      input,
    ]);
    expect(signed).toEqual({ exitCode: 0, text: "" });

    const verify = (...rest: string[]) => run(folder, ["verify-bundle", "--bundle", "b.json", ...rest]);
    const signer = ["--certificate-identity", sigstore.identity, "--certificate-oidc-issuer", sigstore.issuer];
    const trust = ["--trusted-root", sigstore.trustedRootPath];
    expect(await verify(...signer, ...trust, "a.txt")).toEqual({ exitCode: 0, text: "" });
    expect((await verify(...signer, ...trust, `sha256:${sha256}`)).exitCode).toBe(0);
    expect((await verify(...signer, ...trust, `sha256:${"0".repeat(64)}`)).exitCode).toBe(1);
    expect((await verify(...signer.with(1, `${sigstore.identity}x`), ...trust, "a.txt")).exitCode).toBe(1);
    expect((await verify(...signer, "a.txt")).exitCode).toBe(3);
    expect((await verify(...signer, "--staging", "a.txt")).exitCode).toBe(3);
    expect((await verify(...trust, "a.txt")).exitCode).toBe(2);
    expect((await verify(...signer, ...trust, "nowhere.txt")).exitCode).toBe(4);
  });

  test("a token that is none (O06) or a statement that is none is refused before anything is signed", async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, "a.txt"), "hello\n");
    const config = ["--signing-config", sigstore.signingConfigPath];
    for (const bad of ["x", "..", `${".".repeat(20_000)}`]) {
      const { exitCode, text } = await run(folder, [
        "sign-bundle",
        "--identity-token",
        bad,
        "--bundle",
        "b.json",
        ...config,
        "a.txt",
      ]);
      expect(exitCode).toBe(2);
      expect(text).toContain("token");
    }
    const before = sigstore.counts().authority;
    const { exitCode } = await run(folder, [
      "sign-bundle",
      "--in-toto",
      "--identity-token",
      await token(),
      "--bundle",
      "b.json",
      ...config,
      "a.txt",
    ]);
    expect([exitCode, sigstore.counts().authority]).toEqual([1, before]);
  });
});
