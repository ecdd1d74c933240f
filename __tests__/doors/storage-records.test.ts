import { generateKeyPairSync } from "node:crypto";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, test, vi } from "vitest";
import { surroundings } from "../../src/doors/wire.ts";
import { start } from "../github-server/server-on-test.ts";
import { TOKEN } from "../github-server/start-github-server.ts";
import { JOB_TOKEN } from "../github-server/tokens.ts";
import { putTestImage } from "../registry-server/put-test-image.ts";
import { startRegistry } from "../registry-server/start-registry.ts";
import { newFolder } from "../run-program.ts";
import { commandInFolder } from "./command-in-folder.ts";

afterEach(() => vi.unstubAllEnvs());

const IMAGE = { name: "ghcr.io/o/n", registry: "ghcr.io", digest: `sha256:${"ab".repeat(32)}` };

async function inWorkflow(env: Readonly<Record<string, string | undefined>> = {}) {
  const tokens = { [TOKEN]: { ...JOB_TOKEN, "artifact-metadata": "write" as const } };
  const { server } = await start({ tokens, reality: { owner: "Organization" } });
  const run = { GITHUB_ACTIONS: "true", GITHUB_REPOSITORY: "octo-org/octo-tool", GITHUB_API_URL: server.url };
  for (const [name, value] of Object.entries({ ...run, ...env })) vi.stubEnv(name, value);
  return { server, recordsOf: surroundings("/", () => undefined).storageRecords };
}

test("in a workflow the organization of its repository records an image, with the token of the job", async () => {
  const { server, recordsOf } = await inWorkflow();
  const masked: string[] = [];
  const records = await recordsOf({ token: TOKEN, mask: (secret) => void masked.push(secret) });
  expect(await records?.record(IMAGE)).toEqual(server.state.storageRecords.map(({ id }) => id));
  expect([server.state.storageRecords.length, masked]).toEqual([1, [TOKEN]]);
});

test.each([
  ["without a token", {}, undefined],
  ["outside of a workflow", { GITHUB_ACTIONS: undefined }, TOKEN],
  ["where no repository is named", { GITHUB_REPOSITORY: undefined }, TOKEN],
])("%s nothing is recorded", async (_, env, token) => {
  const { recordsOf } = await inWorkflow(env);
  expect(await recordsOf({ token })).toBeUndefined();
});

/** `image sign` with a key, and nobody's log or time. */
async function signed(env: Readonly<Record<string, string>>) {
  const folder = newFolder();
  const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  writeFileSync(join(folder, "tool.key"), privateKey.export({ format: "pem", type: "pkcs8" }));
  const registry = await startRegistry();
  try {
    const digest = putTestImage(registry, "o/n", 2);
    const argv = ["image", "sign", "--key", "tool.key", "--sign-with", "none", `${registry.host}/o/n@${digest}`];
    const ran = await commandInFolder(folder, [...argv, "--json"], env);
    return { ...ran, host: registry.host, digest };
  } finally {
    await registry.close();
  }
}

describe("capsule image sign", () => {
  test("says the record of what it signed", async () => {
    const { server } = await inWorkflow();
    const { status, out, host, digest } = await signed({ GITHUB_TOKEN: TOKEN });
    expect(status).toBe(0);
    const [stored] = server.state.storageRecords;
    expect(stored).toMatchObject({ name: `${host}/o/n`, digest, registry_url: `https://${host}` });
    expect(JSON.parse(out).storageRecords).toEqual([{ digest, id: stored?.id }]);
  });

  test("signs where GitHub records nothing", async () => {
    const { server } = await inWorkflow();
    server.faults.add({
      operation: "POST /orgs/{org}/artifacts/metadata/storage-record",
      fault: { kind: "status", status: 403, when: "before" },
    });
    const { status, out } = await signed({ GITHUB_TOKEN: TOKEN });
    expect([status, JSON.parse(out).storageRecords]).toEqual([0, []]);
    const without = await signed({});
    expect([without.status, JSON.parse(without.out).storageRecords]).toEqual([0, []]);
  });
});
