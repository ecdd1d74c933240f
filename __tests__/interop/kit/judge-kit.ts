import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { newPrivateKey, pemOf, publicPemOf } from "../../keys/test-keys.ts";
import { capsule } from "../../run-program.ts";
import { pathOf, startRegistries } from "../images/start-registries.ts";
import type { Installed } from "../install-program.ts";
import { lastLine, runTool } from "../run-tool.ts";

/** What other programs say of a kit, and of what an import put into a registry. */
export interface KitVerdict {
  readonly question: string;
  readonly isRight: boolean;
  readonly reason: string;
}

const TYPE = "https://release-capsule.github.io/release-capsule/kit/v1";
const IMAGE = "acme/tool:1.2.3";

/** A kit with an image that crane wrote, before tar and sha256sum, cosign, oras and crane. What is not there is not asked. */
export async function judgeKit(programs: readonly Installed[]): Promise<readonly KitVerdict[]> {
  const folder = mkdtempSync(join(tmpdir(), "capsule-interop-kit-"));
  const { registries } = await startRegistries(programs);
  const [source, target] = registries;
  try {
    const crane = pathOf(programs, "crane");
    if (source === undefined || target === undefined || crane === undefined) return [];
    return await judged({ folder, crane, source: source.host, target: target.host }, programs);
  } finally {
    for (const registry of registries) registry.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

interface Place {
  readonly folder: string;
  readonly crane: string;
  readonly source: string;
  readonly target: string;
}

async function judged({ folder, crane, source, target }: Place, programs: readonly Installed[]): Promise<KitVerdict[]> {
  const run = (program: string, ...args: string[]) => runTool(program, args, options(folder));
  const verdicts: KitVerdict[] = [];
  const ask = async (question: string, expected: number, program: string, ...args: string[]): Promise<string> => {
    const { status, stdout, stderr } = await run(program, ...args);
    verdicts.push({ question, isRight: status === expected, reason: lastLine(stderr || stdout) });
    return stdout.trim();
  };
  const own = async (...args: string[]) => {
    const { status, stderr } = await capsule(args, { cwd: folder });
    if (status !== 0) throw new Error(`capsule ${args.slice(0, 2).join(" ")} ended with ${status}: ${stderr}`);
  };
  await writeSite(folder);
  const [image, mirrored] = [`${source}/${IMAGE}`, `${target}/mirror/${IMAGE}`];
  await run(crane, "append", "--oci-empty-base", "--new_layer", "layer.tar", "--new_tag", image);
  await run(crane, "pull", "--format=oci", "--annotate-ref", image, "site/images");
  const digest = (await run(crane, "digest", image)).stdout.trim();
  await own("kit", "make", "--expires", "2999-12-31", "--sign-key", "kit.key", "--sign-with", "none", "site", "a.kit");
  await own("kit", "import", "--key", "kit.pub", "--to", `${target}/mirror`, "a.kit", "kits");

  await ask("tar unpacks it", 0, "tar", "-xf", "a.kit");
  await ask("sha256sum accepts every file", 0, "sha256sum", "--strict", "--quiet", "-c", "checksums.txt");
  const cosign = pathOf(programs, "cosign-v3");
  if (cosign !== undefined) {
    const signed = ["verify-blob-attestation", "--key", "kit.pub", "--bundle", "kit.sigstore.json", "--type", TYPE];
    const about = [...signed, "--insecure-ignore-tlog"];
    await ask("cosign verifies the list", 0, cosign, ...about, "checksums.txt");
    writeFileSync(join(folder, "other.txt"), readFileSync(join(folder, "checksums.txt"), "utf8").replace(/^./, "x"));
    await ask("cosign refuses another list", 1, cosign, ...about, "other.txt");
  }
  const found = await ask("crane finds the image", 0, crane, "digest", mirrored);
  verdicts.push({ question: "crane finds the digest that went in", isRight: found === digest, reason: found });
  await ask("crane validates every layer", 0, crane, "validate", "--remote", mirrored);
  const oras = pathOf(programs, "oras");
  if (oras !== undefined) {
    await ask(
      "oras pulls the files",
      0,
      oras,
      "pull",
      "--plain-http",
      "--output",
      "pulled",
      `${target}/mirror/kit:site`,
    );
    const [pulled, wanted] = ["pulled/assets/tool", "site/assets/tool"].map((path) => readFileSync(join(folder, path)));
    verdicts.push({
      question: "oras pulls the same bytes",
      isRight: wanted?.equals(pulled ?? Buffer.of()) === true,
      reason: "",
    });
  }
  return verdicts;
}

async function writeSite(folder: string): Promise<void> {
  const key = newPrivateKey("P-256");
  writeFileSync(join(folder, "kit.key"), pemOf(key));
  writeFileSync(join(folder, "kit.pub"), publicPemOf(key));
  mkdirSync(join(folder, "site/assets"), { recursive: true });
  writeFileSync(join(folder, "site/assets/tool"), "a tool\n");
  await runTool("tar", ["-cf", "layer.tar", "site/assets/tool"], options(folder));
}

function options(cwd: string) {
  return { cwd, env: { PATH: process.env["PATH"] ?? "", HOME: cwd }, timeoutMs: 120_000 };
}

/** Each question that was asked has the right answer. */
export function kitPassed(verdicts: readonly KitVerdict[]): boolean {
  return verdicts.every(({ isRight }) => isRight);
}

export function kitLines(verdicts: readonly KitVerdict[]): string[] {
  const wrong = verdicts.filter(({ isRight }) => !isRight);
  return [
    ...wrong.map(({ question, reason }) => `  WRONG kit: ${question}: ${reason}`),
    `Kits: ${verdicts.length - wrong.length} of ${verdicts.length} as expected`,
  ];
}

/** For docs/interop.md. */
export function formatKits(verdicts: readonly KitVerdict[]): string {
  if (verdicts.length === 0) return "No kit was judged: crane or a registry was not there.";
  const answers = verdicts.map(({ question, isRight }) => `${question}: ${isRight ? "yes" : "**no**"}`);
  return `An offline kit, made with a key on P-256, with an image that crane wrote, and imported into a registry: ${answers.join(" · ")}.`;
}
