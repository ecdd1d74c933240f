import { readFileSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { expect, test } from "vitest";
import { startGitHubSigstore } from "../github-sigstore/start-github-sigstore.ts";
import { guideBlocks } from "../guide-blocks.ts";
import { buildsJudges } from "../has-go.ts";
import { installProgram } from "../interop/install-program.ts";
import { capsule, newFolder, runProgram } from "../run-program.ts";
import { releasedFolder } from "../scenarios/guide-release.ts";

const BUILD_MS = 240_000;
const BLOCKS = guideBlocks(readFileSync(new URL("../../docs/guides/private-sigstore.md", import.meta.url), "utf8"));

const pem = (kind: string, raw: string): string =>
  `-----BEGIN ${kind}-----\n${raw.replaceAll(/(.{64})/g, "$1\n").trim()}\n-----END ${kind}-----\n`;

type Certificates = { readonly certChain: { readonly certificates: readonly { readonly rawBytes: string }[] } };
type Keys = { readonly publicKey: { readonly rawBytes: string } };

/** What the operator of an instance has: keys and certificates in PEM. */
function writePem(folder: string, trustedRootPath: string): void {
  const root: {
    readonly certificateAuthorities: readonly Certificates[];
    readonly timestampAuthorities: readonly Certificates[];
    readonly ctlogs: readonly Keys[];
    readonly tlogs: readonly Keys[];
  } = JSON.parse(readFileSync(trustedRootPath, "utf8"));
  const chain = (all: readonly Certificates[]): string =>
    (all[0]?.certChain.certificates ?? []).map(({ rawBytes }) => pem("CERTIFICATE", rawBytes)).join("");
  const key = (all: readonly Keys[]): string => pem("PUBLIC KEY", all[0]?.publicKey.rawBytes ?? "");
  const files = {
    ...{ "fulcio.pem": chain(root.certificateAuthorities), "tsa.pem": chain(root.timestampAuthorities) },
    ...{ "ctlog.pub": key(root.ctlogs), "rekor.pub": key(root.tlogs) },
  };
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
}

test.skipIf(!buildsJudges())(
  "the commands of docs/guides/private-sigstore.md make both files with cosign, with which a release is sealed and verified",
  async ({ skip }) => {
    const installed = await installProgram("cosign-v3", Date.now() + BUILD_MS);
    if ("error" in installed) return skip(`cosign could not be built: ${installed.error}`);
    const sigstore = await startGitHubSigstore();
    try {
      const folder = newFolder();
      writePem(folder, sigstore.trustedRootPath);
      const config = JSON.parse(readFileSync(sigstore.signingConfigPath, "utf8"));
      const [make, verify] = [BLOCKS.at(0)?.text ?? "", BLOCKS.at(-1)?.text ?? ""];
      const commands = make
        .replaceAll("https://fulcio.acme.example", config.caUrls[0].url)
        .replaceAll("https://rekor.acme.example", config.rekorTlogUrls[0].url)
        .replaceAll("https://tsa.acme.example/api/v1/timestamp", config.tsaUrls[0].url);
      expect(commands).not.toBe(make);
      const env = { PATH: `${dirname(installed.path)}:${process.env["PATH"]}`, HOME: folder };
      const made = await runProgram(
        "sh",
        ["-e", "-c", commands.replaceAll(/^cosign /gm, `${basename(installed.path)} `)],
        {
          ...{ cwd: folder, env },
        },
      );
      expect([made.status, made.stderr]).toEqual([0, ""]);
      const [signingConfigPath, trustedRootPath] = [
        join(folder, "signing_config.json"),
        join(folder, "trusted_root.json"),
      ];
      const order = { assets: { tool: "a program" }, publish: "standard" } as const;
      const downloads = await releasedFolder({ ...sigstore, signingConfigPath, trustedRootPath }, order);
      const words = verify
        .trim()
        .replace("owner/tool", "octo-org/octo-tool")
        .replace("tool-1.2.3", "octo-tool-1.2.3")
        .split(" ");
      expect(await capsule(words.slice(1), { cwd: downloads })).toMatchObject({
        ...{ status: 0, stdout: expect.stringMatching(/^VERIFIED /) },
      });
    } finally {
      await sigstore.close();
    }
  },
  BUILD_MS + 60_000,
);
