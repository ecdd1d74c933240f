import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { nodeCryptography } from "../../../src/crypto/node.ts";
import { GITHUB_WEB } from "../../../src/domain/source/github-issuer.ts";
import { ambientTokens } from "../../../src/services/sigstore/ambient-token.ts";
import {
  discoverInstance,
  type PublishedInstance,
  publishedInstance,
} from "../../../src/services/sigstore/discover-instance.ts";
import { createKeylessSigner } from "../../../src/services/sigstore/keyless-signer.ts";
import { tufTargets, withTimeLimit } from "../../../src/services/tuf/tuf-trust.ts";
import { systemClock } from "../../../src/world/clock.ts";
import { systemFiles } from "../../../src/world/files/files.ts";
import { createHttp } from "../../../src/world/http/http.ts";
import { expectFault } from "../../expect-fault.ts";
import { startGitHubSigstore } from "../../github-sigstore/start-github-sigstore.ts";
import { temporaryFolder } from "../../temporary-folder.ts";
import { startFiles } from "../tuf/start-files.ts";
import { createTufKey, metadataOf, rootOf } from "../tuf/test-repository.ts";

const http = createHttp(() => undefined);
const ROOT = "trusted_root.json";
const CONFIG = "signing_config.v0.2.json";

const running: { close(): Promise<void> }[] = [];

afterEach(async () => {
  await Promise.all(running.splice(0).map((server) => server.close()));
});

/** An update repository on loopback whose files a test changes as it goes, each time with a higher version. */
async function startRepository(targets: Readonly<Record<string, string>>) {
  const key = createTufKey();
  const options = { rootKeys: [key], key };
  const files = new Map<string, Buffer>();
  let version = 0;
  const publish = (newer: Readonly<Record<string, string>>): void => {
    version += 1;
    files.clear();
    for (const [path, bytes] of metadataOf({ ...options, version, targets: newer })) files.set(path, bytes);
  };
  publish(targets);
  const server = await startFiles(files);
  running.push(server);
  return {
    ...{ files, publish, close: server.close },
    repository: { name: "test", mirror: server.address, root: () => rootOf(1, options) },
  };
}

async function startAll() {
  const sigstore = await startGitHubSigstore();
  running.push(sigstore);
  const root = readFileSync(sigstore.trustedRootPath, "utf8");
  const config = readFileSync(sigstore.signingConfigPath, "utf8");
  const updates = await startRepository({ [ROOT]: root, [CONFIG]: config });
  const folder = temporaryFolder();
  const warnings: string[] = [];
  const discover = (changes: Partial<PublishedInstance> = {}) =>
    discoverInstance(
      { ...publishedInstance("public-good", GITHUB_WEB), ...changes },
      {
        clock: systemClock,
        warn: (text) => warnings.push(text),
        targets: (names) =>
          tufTargets(
            updates.repository,
            folder,
            withTimeLimit(5_000, { http, clock: systemClock, files: systemFiles }),
          )(names),
      },
    );
  const open = ({ instance, trust }: ReturnType<typeof discover>) =>
    createKeylessSigner({
      crypto: nodeCryptography,
      ...{ instance, trust, http, clock: systemClock },
      tokens: ambientTokens({ http, clock: systemClock, env: (name) => sigstore.env[name] }),
    }).open();
  return { sigstore, updates, root, config, folder, warnings, discover, open };
}

test("sealing signs where the update repository says, under the root that it serves; both are cached (W4)", async () => {
  const { discover, open, sigstore, folder, warnings, root } = await startAll();
  const session = await open(discover());
  await session.signDigest(new Uint8Array(32));
  expect(session.identity.instance).toBe("public-good");
  expect(sigstore.counts()).toMatchObject({ authority: 1, log: 2, timestamps: 2 });
  expect(readFileSync(join(folder, "test", ROOT), "utf8")).toBe(root);
  expect(warnings).toEqual([]);
});

test("a root that was renewed between the discovery and the certificate is fetched once more", async () => {
  const { discover, open, updates, root, config } = await startAll();
  const other = await startGitHubSigstore();
  running.push(other);
  updates.publish({ [ROOT]: readFileSync(other.trustedRootPath, "utf8"), [CONFIG]: config });
  const found = discover();
  await found.instance();
  updates.publish({ [ROOT]: root, [CONFIG]: config });
  await (await open(found)).signDigest(new Uint8Array(32));
  const outdated = discover();
  updates.publish({ [ROOT]: readFileSync(other.trustedRootPath, "utf8"), [CONFIG]: config });
  await outdated.trust.refresh?.();
  await expectFault("trusted-root-outdated", () => open(outdated));
});

test("an update repository that cannot be reached gives way to what is built in, with a warning", async () => {
  const { discover, updates, warnings } = await startAll();
  await updates.close();
  running.splice(1, 1);
  const { certificateAuthority, logs, timestampAuthorities } = await discover().instance();
  expect([certificateAuthority, logs, timestampAuthorities]).toEqual([
    "https://fulcio.sigstore.dev",
    [{ url: "https://rekor.sigstore.dev", majorApiVersion: 1 }],
    ["https://timestamp.sigstore.dev/api/v1/timestamp"],
  ]);
  expect(warnings.join()).toMatch(/could not be reached \(.*what was built in on 2026-08-21 is used/);
  // The newer log is named by its target alone, and a place of ghe.com has a root that nobody builds in.
  for (const one of [
    publishedInstance("public-good-rekor-v2", GITHUB_WEB),
    publishedInstance("github", "https://octo.ghe.com"),
  ]) {
    const fault = await expectFault("network-unreachable", () => discover(one).instance());
    expect(fault.hint).toContain("give a signing config as sigstore and its trusted-root");
  }
});

test("an update repository that proves nothing ends the run: nothing that is built in stands in (W4)", async () => {
  const { discover, updates, config } = await startAll();
  updates.files.set("timestamp.json", Buffer.from('{"signed":{},"signatures":[]}'));
  await expectFault("trust-update-refused", () => discover().instance());
  updates.publish({ [CONFIG]: config });
  await expectFault("trust-update-refused", () => discover().instance());
});

test("each instance is found by its own targets", () => {
  const targets = (...which: Parameters<typeof publishedInstance>) => {
    const { name, rootTarget, configTarget } = publishedInstance(...which);
    return [name, rootTarget, configTarget];
  };
  expect(targets("public-good", GITHUB_WEB)).toEqual(["public-good", ROOT, CONFIG]);
  expect(targets("public-good-rekor-v2", GITHUB_WEB)).toEqual([
    "public-good",
    ROOT,
    "signing_config_rekor_v2.v0.2.json",
  ]);
  expect(targets("staging", GITHUB_WEB)).toEqual(["staging", ROOT, CONFIG]);
  expect(targets("github", GITHUB_WEB)).toEqual(["github", ROOT, undefined]);
  expect(targets("github", "https://octo.ghe.com")).toEqual(["github", `octo.${ROOT}`, undefined]);
});

test("what a signing config says beyond what is understood is a warning, and signing goes on (W4)", async () => {
  const { discover, open, updates, root, config, warnings } = await startAll();
  updates.publish({ [ROOT]: root, [CONFIG]: JSON.stringify({ ...JSON.parse(config), witnessUrls: [] }) });
  await open(discover());
  expect(warnings).toEqual([
    'the signing config says what this version does not understand, and leaves out: "witnessUrls"',
  ]);
});
