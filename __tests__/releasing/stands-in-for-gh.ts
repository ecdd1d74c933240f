import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { readCertificate } from "../../src/domain/sigstore/certificate.ts";
import { verifyWithUpstream } from "../services/local/verify-with-upstream.ts";

/**
 * The `gh` of a runner whose GitHub is the one of the test, which `gh` itself would not ask over http: `release view`, `release
 * download` and `attestation verify`, with the options that our workflows give. What it verifies is judged by the real gh if
 * REAL_GH names it, and else by Sigstore's own library. Arguments: those of gh.
 */
const [group = "", verb = "", ...rest] = process.argv.slice(2);
const text = { type: "string" } as const;
const { values, positionals } = parseArgs({
  args: rest,
  allowPositionals: true,
  options: {
    ...{ repo: text, json: text, jq: text, dir: text, pattern: { ...text, multiple: true } },
    ...{ "signer-workflow": text, "signer-digest": text, "source-ref": text, "source-digest": text },
    "deny-self-hosted-runners": { type: "boolean" },
  },
});
const { API = "", TRUSTED_ROOT = "", REAL_GH, GH_TOKEN = "" } = process.env;
const repository = values.repo ?? "";
const [subject = ""] = positionals;

if (group === "release") {
  const release = await ask(`/repos/${repository}/releases/tags/${subject}`);
  if (release === undefined) fail("release not found");
  if (verb === "view") process.stdout.write(`${release.draft}\n`);
  else await download(release.assets);
} else await verify();

// biome-ignore lint/suspicious/noExplicitAny: an answer of the API
async function ask(path: string): Promise<any> {
  const response = await fetch(API + path, { headers: { authorization: `Bearer ${GH_TOKEN}` } });
  if (response.status === 404) return undefined;
  if (!response.ok) fail(`HTTP ${response.status}`);
  return response.json();
}

async function download(assets: readonly { name: string; browser_download_url: string }[]): Promise<void> {
  const wanted = assets.filter(({ name }) => values.pattern?.some((pattern) => matches(pattern, name)) ?? true);
  if (wanted.length === 0) fail("no assets match the file pattern");
  mkdirSync(values.dir ?? ".", { recursive: true });
  for (const { name, browser_download_url: address } of wanted) {
    const place = join(values.dir ?? ".", name);
    if (existsSync(place)) fail(`${place} already exists`);
    writeFileSync(place, Buffer.from(await (await fetch(address)).arrayBuffer()));
  }
}

function matches(pattern: string, name: string): boolean {
  const [before = "", after] = pattern.split("*");
  return after === undefined ? name === pattern : name.startsWith(before) && name.endsWith(after);
}

async function verify(): Promise<void> {
  const artifact = readFileSync(subject);
  const sha256 = createHash("sha256").update(artifact).digest("hex");
  const found = await ask(
    `/repos/${repository}/attestations/sha256:${sha256}?predicate_type=https://slsa.dev/provenance/v1`,
  );
  const [first] = found?.attestations ?? [];
  if (first === undefined) fail("no attestations found");
  if (REAL_GH === undefined) judge(first.bundle);
  else askRealGh(first.bundle, REAL_GH);
}

function askRealGh(bundle: unknown, program: string): void {
  const folder = mkdtempSync(join(tmpdir(), "gh-"));
  const file = (name: string, content: string): string => {
    writeFileSync(join(folder, name), content);
    return join(folder, name);
  };
  const root = file("root.jsonl", `${JSON.stringify(JSON.parse(readFileSync(TRUSTED_ROOT, "utf8")))}\n`);
  const given = ["--bundle", file("bundle.json", JSON.stringify(bundle)), "--custom-trusted-root", root];
  const env = { HOME: folder, GH_TOKEN: "", PATH: "", HTTPS_PROXY: "http://127.0.0.1:9" };
  execFileSync(program, ["attestation", "verify", ...rest, ...given], { env, stdio: "inherit" });
}

function judge(bundle: { verificationMaterial: { certificate: { rawBytes: string } } }): void {
  verifyWithUpstream(bundle, { trustedRoot: readFileSync(TRUSTED_ROOT) });
  const facts = readCertificate(Buffer.from(bundle.verificationMaterial.certificate.rawBytes, "base64"));
  const { extensions } = facts;
  const wanted = [
    [facts.subjectAlternativeName.value, `https://github.com/${values["signer-workflow"]}@${values["source-ref"]}`],
    [extensions.sourceRepositoryUri, `https://github.com/${repository}`],
    [extensions.buildSignerDigest, values["signer-digest"]],
    [extensions.sourceRepositoryRef, values["source-ref"]],
    [extensions.sourceRepositoryDigest, values["source-digest"]],
    [extensions.runnerEnvironment, values["deny-self-hosted-runners"] === true ? "github-hosted" : undefined],
  ];
  for (const [is, expected] of wanted) {
    if (expected !== undefined && is !== expected) fail(`expected ${expected}, got ${is}`);
  }
}

function fail(reason: string): never {
  process.stderr.write(`${reason}\n`);
  process.exit(1);
}
