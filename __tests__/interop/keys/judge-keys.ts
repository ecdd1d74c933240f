import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { nodeCryptography } from "../../../src/crypto/node.ts";
import { sha256Hex } from "../../../src/crypto/node-digest.ts";
import { parseBundle } from "../../../src/domain/sigstore/bundle.ts";
import { EMBEDDED_ROOTS } from "../../../src/domain/sigstore/embedded-roots.ts";
import { readSignerKey } from "../../../src/domain/sigstore/signer-key.ts";
import { parseTrustedRoot } from "../../../src/domain/sigstore/trusted-root.ts";
import { verifyBundle } from "../../../src/domain/sigstore/verify-bundle.ts";
import { isRefusal } from "../../../src/kernel/is-refusal.ts";
import type { Installed } from "../install-program.ts";
import { runTool } from "../run-tool.ts";
import { type KeyCase, keyCases, PREDICATE_TYPE } from "./key-cases.ts";

/** What one verifier says of all cases. */
export interface KeyVerdicts {
  readonly title: string;
  readonly sound: number;
  readonly accepted: number;
  readonly tampered: number;
  readonly refused: number;
  readonly wrong: readonly string[];
}

/** What keys signed, before cosign 2 and 3 and before ours. */
export async function judgeKeys(installed: readonly Installed[]): Promise<readonly KeyVerdicts[]> {
  const cases = await keyCases();
  const judges = [{ title: "ours", accepts: acceptedByOurs }, ...installed.flatMap(cosignAmong)];
  const verdicts: KeyVerdicts[] = [];
  for (const { title, accepts } of judges) {
    const found: { readonly one: KeyCase; readonly isAccepted: boolean }[] = [];
    for (const one of cases) found.push({ one, isAccepted: await accepts(one) });
    const of = (isSound: boolean) => found.filter(({ one }) => one.isSound === isSound);
    verdicts.push({
      ...{ title, sound: of(true).length, accepted: of(true).filter(({ isAccepted }) => isAccepted).length },
      ...{ tampered: of(false).length, refused: of(false).filter(({ isAccepted }) => !isAccepted).length },
      wrong: found.flatMap(({ one, isAccepted }) =>
        isAccepted === one.isSound || isExplained(title, one.name) ? [] : [one.name],
      ),
    });
  }
  return verdicts;
}

/** cosign 2.6.5 verifies the file that it is given, and does not compare it with the digest that the bundle states beside the signature. */
function isExplained(title: string, name: string): boolean {
  return title.startsWith("cosign v2.") && name.endsWith(": the digest of another file");
}

/** Enough cases, and each verdict the right one. */
export function keysPassed(verdicts: readonly KeyVerdicts[]): boolean {
  return verdicts.every(({ sound, tampered, wrong }) => sound >= 15 && tampered >= 15 && wrong.length === 0);
}

export function keyLines(verdicts: readonly KeyVerdicts[]): string[] {
  return verdicts.flatMap(({ title, sound, accepted, tampered, refused, wrong }) => [
    ...wrong.map((name) => `  WRONG ${title}: ${name}`),
    `Keys, ${title}: ${accepted} of ${sound} accepted, ${refused} of ${tampered} tampered ones refused`,
  ]);
}

/** For docs/interop.md. */
export function formatKeys(verdicts: readonly KeyVerdicts[]): string {
  return [
    "Bundles of keys on P-256, P-384 and P-521, of RSA and Ed25519, bare and with certificates, in files and in SoftHSM behind both kinds of plugin:",
    ...["", "| Verifier | Accepted | Tampered, refused |", "| --- | --- | --- |"],
    ...verdicts.map(
      ({ title, sound, accepted, tampered, refused }) =>
        `| ${title} | ${accepted} of ${sound} | ${refused} of ${tampered} |`,
    ),
    "",
    "cosign 2.6 accepts a bundle that states the digest of another file beside a good signature: it verifies the file itself and reads no digest.",
  ].join("\n");
}

interface KeyJudge {
  readonly title: string;
  readonly accepts: (one: KeyCase) => Promise<boolean>;
}

async function acceptedByOurs({ bundle, publicKey, artifact }: KeyCase): Promise<boolean> {
  const trust = parseTrustedRoot(EMBEDDED_ROOTS["public-good"].bytes());
  try {
    const signer = { kind: "key", publicKey: readSignerKey(publicKey) } as const;
    const order = { bundle: parseBundle(bundle), trust, signer, artifact: { sha256: sha256Hex(artifact) } };
    await verifyBundle(order, nodeCryptography);
    return true;
  } catch (error) {
    if (isRefusal(error)) return false;
    throw error;
  }
}

/** cosign demands an entry of a log of a key, too, unless it is told that there is none; version 2 takes bundles only when it is told. */
function cosignAmong(installed: Installed): KeyJudge[] {
  if (!("path" in installed) || !/^cosign-v[23]$/.test(installed.name)) return [];
  const more = installed.name === "cosign-v2" ? ["--new-bundle-format"] : [];
  const accepts = async ({ kind, bundle, publicKey, artifact }: KeyCase): Promise<boolean> => {
    const folder = mkdtempSync(join(tmpdir(), "key-judge-"));
    const file = (name: string, bytes: Uint8Array) => writeFileSync(join(folder, name), bytes);
    file("bundle.json", bundle);
    file("key.pub", publicKey);
    file("asset", artifact);
    file("root.json", EMBEDDED_ROOTS["public-good"].bytes());
    const common = [
      "--key",
      "key.pub",
      "--insecure-ignore-tlog=true",
      "--trusted-root",
      "root.json",
      "--bundle",
      "bundle.json",
    ];
    const command = kind === "message" ? ["verify-blob"] : ["verify-blob-attestation", "--type", PREDICATE_TYPE];
    const options = { cwd: folder, timeoutMs: 60_000, env: { PATH: process.env["PATH"], HOME: folder } };
    const { status } = await runTool(installed.path, [...command, ...common, ...more, "asset"], options);
    rmSync(folder, { recursive: true });
    return status === 0;
  };
  return [{ title: `cosign ${installed.version}`, accepts }];
}
