import { createHash, randomBytes } from "node:crypto";
import { mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { forkGitHubServer } from "../../__tests__/github-server/fork-github-server.ts";
import { createTestForge } from "../../__tests__/signing/test-forge.ts";
import { sealTestRelease } from "../../__tests__/signing/test-release.ts";
import { inTurns, type Row } from "./row.ts";
import { peakMemory, runNode, runProgram } from "./run-node.ts";

const CLI = fileURLToPath(new URL("../../dist/cli.js", import.meta.url));
const FILES = 100;
const SIZE = 10 * 1000 * 1000;
const REPOSITORY = "octo-org/octo-tool";
const TAG = "v1.2.3";

/** Getting a sealed release from a GitHub of the loopback, against curl and coreutils with the same files from the same server. */
export async function measureGet(folder: string): Promise<Row[]> {
  const github = await forkGitHubServer();
  try {
    const { names, trustedRoot } = await publish(github.url, github.token, folder);
    const env = { ...process.env, GITHUB_API_URL: github.url, GITHUB_TOKEN: github.token };
    const web = new URL(github.url).origin;
    const addresses = names.map((name) => `${web}/${REPOSITORY}/releases/download/${TAG}/${name}`);
    let turn = 0;
    const place = (): string => join(folder, `got-${turn++}`);
    const args = (out: string) => [
      ...[CLI, "get", `${REPOSITORY}@${TAG}`, "--out", out, "--trusted-root", trustedRoot, "--quiet"],
    ];
    const ours = (): void => {
      const out = place();
      runNode(process.execPath, args(out), 0, { env });
      if (readdirSync(out).length !== FILES) throw new Error("not every file was got");
      rmSync(out, { recursive: true });
    };
    const reference = (): void => {
      const cwd = place();
      mkdirSync(cwd);
      runProgram("curl", ["-fsSL", "--remote-name-all", ...addresses], 0, { cwd });
      for (const sum of ["sha256sum", "sha512sum"]) runProgram(sum, names, 0, { cwd });
      rmSync(cwd, { recursive: true });
    };
    const times = await inTurns(3, { ours, reference });
    const memory = peakMemory(process.execPath, args(place()), { env });
    const ratio = times.ours / times.reference;
    return [
      {
        work: `get a release with ${FILES} files of 10 MB`,
        measured: `${times.ours.toFixed(2)} s, ${ratio.toFixed(2)} ×`,
        reference: `curl, sha256sum and sha512sum: ${times.reference.toFixed(2)} s`,
        budget: "≤ 1.3 ×",
        within: ratio <= 1.3,
      },
      {
        work: "memory to get it",
        measured: `${Math.round(memory)} MiB`,
        reference: "",
        budget: "≤ 180 MiB",
        within: memory <= 180,
      },
    ];
  } finally {
    await github.close();
  }
}

async function publish(api: string, token: string, folder: string) {
  const forge = createTestForge();
  const trustedRoot = join(folder, "get-trusted-root.json");
  writeFileSync(trustedRoot, forge.trustedRoot);
  const send = async (url: string, body: Uint8Array) => {
    const response = await fetch(url, {
      method: "POST",
      headers: { authorization: `Bearer ${token}`, "user-agent": "bench" },
      body: new Uint8Array(body),
    });
    if (!response.ok) throw new Error(`the server answered ${response.status}`);
    return response.json() as Promise<{ upload_url: string }>;
  };
  const order = Buffer.from(JSON.stringify({ tag_name: TAG }));
  const { upload_url } = await send(`${api}/repos/${REPOSITORY}/releases`, order);
  const upload = (name: string, bytes: Uint8Array) => send(upload_url.replace("{?name,label}", `?name=${name}`), bytes);
  const assets: { name: string; bytes: Uint8Array; sha256: string; sha512: string }[] = [];
  for (let n = 0; n < FILES; n++) {
    const bytes = randomBytes(SIZE);
    const name = `tool-${n}.bin`;
    const hex = (algorithm: string) => createHash(algorithm).update(bytes).digest("hex");
    // Its bytes are not sealed, only its digests.
    assets.push({ name, bytes: new Uint8Array(), sha256: hex("sha256"), sha512: hex("sha512") });
    await upload(name, bytes);
  }
  const capsule = await sealTestRelease({ session: await forge.session(), assets });
  await upload("octo-tool-1.2.3.capsule", capsule);
  return { names: assets.map(({ name }) => name), trustedRoot };
}
