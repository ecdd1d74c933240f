import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { formatPem } from "../../../src/kernel/pem.ts";
import { startGitHubSigstore } from "../../github-sigstore/start-github-sigstore.ts";
import { guideBlocks } from "../../guide-blocks.ts";
import { hasSoftHsm, makeToken } from "../../keys/softhsm.ts";
import { capsule } from "../../run-program.ts";
import { INTERMEDIATE, ROOT, testAuthority, testKey, testNotaryCertificate } from "../../signing/test-notary.ts";
import { lastLine, runTool } from "../run-tool.ts";
import { pushImage } from "./notary-matrix.ts";
import { chainOf, type NotaryPrograms, type NotaryWorld, nowSeconds, type RegistryKind } from "./notary-world.ts";

/** Whether VERIFY.md's commands for notation did what the page says, each as it is written. */
export interface GuideJudgement {
  readonly name: string;
  readonly accepted: boolean;
  readonly detail: string;
}

interface KeyPlace {
  readonly name: string;
  readonly formats: readonly ("jws" | "cose")[];
  readonly words: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

/**
 * Images and files that the program itself seals by a key in a file, and by one in SoftHSM behind plugins of both kinds. notation follows VERIFY.md, which
 * must verify, and must not under another root; ours verifies under what notation was given; files go to notation-core-go.
 */
export async function judgeGuide(programs: NotaryPrograms, world: NotaryWorld): Promise<GuideJudgement[]> {
  const folder = join(world.folder, "guide");
  mkdirSync(folder);
  const sigstore = await startGitHubSigstore();
  const judged: GuideJudgement[] = [];
  try {
    for (const registry of ["docker-registry", "olareg"] as const) {
      for (const key of keyPlaces(mkdtempSync(join(folder, "keys-")))) {
        for (const format of key.formats) {
          const name = `${key.name}, ${format}, ${registry}`;
          const cwd = mkdtempSync(join(folder, "release-"));
          judged.push(...(await judgeOne(name, { key, format, registry, cwd, programs, world, sigstore })));
        }
      }
    }
  } finally {
    await sigstore.close();
  }
  return judged;
}

function keyPlaces(folder: string): KeyPlace[] {
  const chain = join(folder, "file.crt");
  const key = join(folder, "file.key");
  writeFileSync(key, testKey("EC-384").privateKey.export({ type: "pkcs8", format: "pem" }));
  writeFileSync(
    chain,
    chainOf("EC-384")
      .map((der) => formatPem(der))
      .join(""),
  );
  const inFile: KeyPlace = {
    ...{ name: "a key in a file", formats: ["jws", "cose"], env: {} },
    words: ["--notary-key", key, "--notary-chain", chain],
  };
  if (!hasSoftHsm()) return [inFile];
  const { env, publicKey, config } = makeToken(folder);
  const certified = { ...testKey("EC-256"), spki: new Uint8Array(publicKey.export({ type: "spki", format: "der" })) };
  const window = { notBefore: nowSeconds() - 3600, notAfter: nowSeconds() + 86_400 };
  const [, ...authorities] = chainOf("EC-256");
  const own = [testNotaryCertificate({ key: certified, ...window }, INTERMEDIATE), ...authorities];
  writeFileSync(config["chain"] ?? "", own.map((der) => formatPem(der)).join(""));
  const behind = (plugin: string) => [
    ...["--notary-key", `plugin:notation-${plugin}:01`, "--notary-config", `chain=${config["chain"]}`],
  ];
  return [
    inFile,
    { name: "SoftHSM behind a plugin of signatures", formats: ["jws", "cose"], env, words: behind("softhsm") },
    { name: "SoftHSM behind a plugin of envelopes", formats: ["jws"], env, words: behind("envelopes") },
  ];
}

interface Asked {
  readonly key: KeyPlace;
  readonly format: "jws" | "cose";
  readonly registry: RegistryKind;
  readonly cwd: string;
  readonly programs: NotaryPrograms;
  readonly world: NotaryWorld;
  readonly sigstore: Awaited<ReturnType<typeof startGitHubSigstore>>;
}

async function judgeOne(
  name: string,
  { key, format, registry, cwd, programs, world, sigstore }: Asked,
): Promise<GuideJudgement[]> {
  // notation speaks http to a registry of this name alone.
  const place = world.registries[registry].replace("127.0.0.1", "localhost");
  const image = await pushImage(`${place}/octo-org/guide`, Math.random());
  writeFileSync(join(cwd, "tool.txt"), `a tool for ${name}\n`);
  const sealed = await capsule(
    [
      ...["seal", "--sigstore", sigstore.signingConfigPath, "--trusted-root", sigstore.trustedRootPath],
      ...["--images", image, ...key.words, "--notary-format", format, "--notary-beside", "--out", "out", "tool.txt"],
    ],
    { cwd, env: { ...sigstore.env, ...key.env } },
  );
  if (sealed.status !== 0) return [{ name, accepted: false, detail: sealed.stderr }];
  const page = readFileSync(join(cwd, "out", "VERIFY.md"), "utf8");
  const config = { XDG_CONFIG_HOME: join(cwd, "config"), XDG_CACHE_HOME: join(cwd, "cache") };
  const followed = await follow(page, testRoots.genuine(), { cwd, config, programs });
  const ours = await capsule(["image", "verify", "--notary", "auto", image], {
    cwd,
    env: { ...config, APPDATA: config.XDG_CONFIG_HOME },
  });
  const other = { XDG_CONFIG_HOME: join(cwd, "other"), XDG_CACHE_HOME: join(cwd, "cache") };
  const stranger = await follow(page, testRoots.other(), { cwd, config: other, programs });
  const file = await runTool(
    programs.notaryJudge,
    ["verify", format === "jws" ? "application/jose+json" : "application/cose", `out/tool.txt.${format}.sig`],
    { cwd, env: {}, timeoutMs: 60_000 },
  );
  return [
    { name: `${name}: notation, by VERIFY.md`, accepted: followed === "", detail: followed },
    { name: `${name}: notation, under another root`, accepted: stranger !== "", detail: stranger },
    { name: `${name}: ours, by notation's trust`, accepted: ours.status === 0, detail: lastLine(ours.stderr) },
    { name: `${name}: a file, by notation-core-go`, accepted: file.status === 0, detail: lastLine(file.stderr) },
  ];
}

const LONG = { notBefore: nowSeconds() - 3600, notAfter: nowSeconds() + 86_400 };
const testRoots = {
  genuine: () => chainOf("EC-256")[2],
  other: () =>
    testAuthority(
      { ...ROOT, key: testKey("EC-256", "stranger") },
      { ...ROOT, key: testKey("EC-256", "stranger") },
      LONG,
    ),
};

/** Pastes each block that notation is for into a shell; resolves to nothing, or to what was wrong. */
async function follow(
  page: string,
  root: Uint8Array,
  { cwd, config, programs }: Pick<Asked, "cwd" | "programs"> & { readonly config: Readonly<Record<string, string>> },
): Promise<string> {
  writeFileSync(join(cwd, "root.crt"), formatPem(root));
  const PATH = [dirname(programs.notation), process.env["PATH"] ?? ""].join(delimiter);
  const blocks = guideBlocks(page).filter(
    ({ shell, text }) => shell === "sh" && /^(?:openssl|notation|cat > trust)/.test(text),
  );
  if (blocks.length !== 4) return `the page has ${blocks.length} blocks`;
  // Who takes another root for it did not compare digests.
  const isStranger = root !== testRoots.genuine();
  for (const { text, expected } of blocks.filter((block) => !isStranger || !block.text.startsWith("openssl"))) {
    const ran = await runTool("bash", ["-euc", text], { cwd, env: { PATH, HOME: cwd, ...config }, timeoutMs: 60_000 });
    const lacking = expected.find((line) => !ran.stdout.split("\n").includes(line));
    if (ran.status !== 0 || lacking !== undefined)
      return `${text.split("\n")[0]}: ${lastLine(ran.stderr || ran.stdout)}`;
  }
  return "";
}
