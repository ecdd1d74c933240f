import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { JudgedTag, TagSignature } from "../../domain/release/checks/check-tag-signature.ts";
import { withoutEndedKeys } from "../../domain/release/tag/allowed-signers.ts";
import { parseTagHeader } from "../../domain/release/tag/tag-object.ts";
import { Fault } from "../../kernel/fault.ts";
import { printable } from "../../kernel/printable.ts";
import type { Env } from "../../ports/env.ts";
import type { TagKeyFile, TagQuestion } from "../../ports/git-tag.ts";
import { execute } from "../exec.ts";
import { temporaryFolders } from "../files/temporary-folders.ts";
import { gitProgram, keptVariables, type RunGit, required } from "./git-program.ts";

const TIMEOUT_MS = 60_000;
const MAX_OUTPUT_BYTES = 1 << 20;
/** A tag is a message of people. */
const MAX_TAG_BYTES = 1 << 20;
const OPENPGP = "-----BEGIN PGP PUBLIC KEY BLOCK-----";

/**
 * What a tag of the checkout is, and whether `git verify-tag` finds that one of the keys signed it. git, and the ssh-keygen or
 * gpg that it runs, work in a folder of their own that holds the tag's object and the keys: neither the configuration of the
 * checkout nor the keys of this machine have a say. Fault: `program-failed`.
 */
export async function judgeSignedTag(run: RunGit, { tag, keys, now }: TagQuestion, env: Env): Promise<JudgedTag> {
  const found = await tagObject(run, tag);
  if (found === undefined || found.type !== "tag") return { kind: found === undefined ? "none" : "lightweight" };
  const header = parseTagHeader(found.bytes);
  if (header === undefined) return { kind: "malformed" };
  return { kind: "annotated", header, signature: await judgeSignature(found, { keys, now, env }) };
}

interface FoundTag {
  readonly id: string;
  readonly type: string;
  readonly bytes: Uint8Array;
}

async function tagObject(run: RunGit, tag: string): Promise<FoundTag | undefined> {
  const { stdout } = required(await run(["cat-file", "--batch"], `refs/tags/${tag}\n`));
  const end = stdout.indexOf(10);
  const [, id, type, size] = /^([0-9a-f]{40}|[0-9a-f]{64}) (\w+) (\d+)$/.exec(stdout.toString("latin1", 0, end)) ?? [];
  if (id === undefined || type === undefined) return undefined;
  if (type === "tag" && Number(size) > MAX_TAG_BYTES)
    throw new Fault("program-failed", "the tag has more than a megabyte");
  return { id, type, bytes: new Uint8Array(stdout.subarray(end + 1, end + 1 + Number(size))) };
}

interface Judging extends Omit<TagQuestion, "tag"> {
  readonly env: Env;
}

async function judgeSignature({ id, bytes }: FoundTag, { keys, now, env }: Judging): Promise<TagSignature> {
  const folder = await temporaryFolders.make();
  // Both gpg and ssh-keygen look below HOME, and find nothing there but what is put there now.
  const own: Env = (name) => (name === "HOME" ? folder : env(name));
  const isOpenPgp = ({ bytes: file }: TagKeyFile) => Buffer.from(file).includes(OPENPGP);
  const signers = keys.filter((key) => !isOpenPgp(key)).map((key) => Buffer.from(key.bytes).toString("utf8"));
  const [all, today] = [join(folder, "signers"), join(folder, "signers-today")];
  const text = signers.join("\n");
  await Promise.all([writeFile(all, `${text}\n`), writeFile(today, `${withoutEndedKeys(text, now)}\n`)]);
  for (const key of keys.filter(isOpenPgp)) await importKeys(key, folder, own);
  const git = await gitProgram(folder, own);
  if (git === undefined) throw new Fault("program-failed", "there is no program git");
  const format = id.length === 64 ? "sha256" : "sha1";
  required(await git.run(["init", "-q", "--template=", `--object-format=${format}`, "."]));
  const { stdout } = required(await git.run(["hash-object", "-t", "tag", "-w", "--stdin"], bytes));
  if (stdout.toString("latin1").trim() !== id) throw new Fault("program-failed", "git gives the tag another id");
  const verified = await verifyTag(git.run, id, today);
  if (verified.verified || verified.because !== "other-key") return verified;
  const ever = await verifyTag(git.run, id, all);
  return ever.verified ? { verified: false, because: "ended" } : verified;
}

async function importKeys({ path, bytes }: TagKeyFile, home: string, env: Env): Promise<void> {
  await mkdir(join(home, ".gnupg"), { mode: 0o700, recursive: true });
  const result = await execute({
    program: "gpg",
    args: ["--homedir", join(home, ".gnupg"), "--batch", "--no-autostart", "--quiet", "--import"],
    env: { ...keptVariables(env), LC_ALL: "C" },
    ...{ input: bytes, timeoutMs: TIMEOUT_MS, maxOutputBytes: MAX_OUTPUT_BYTES },
  });
  if (result === undefined) throw new Fault("program-failed", "there is no program gpg, which reads the keys of tags");
  if (result.status !== 0) throw new Fault("program-failed", `gpg could not read the keys in ${printable(path)}`);
}

async function verifyTag(run: RunGit, id: string, signers: string): Promise<TagSignature> {
  const result = await run(["-c", `gpg.ssh.allowedSignersFile=${signers}`, "verify-tag", "--raw", id]);
  const said = `${result?.stdout.toString("utf8")}\n${result?.stderr}`;
  if (result?.status === 0) return { verified: true, signer: signerIn(said) };
  if (/cannot run|No such file or directory/.test(said)) {
    throw new Fault("program-failed", `git could not verify the tag: ${printable(said.trim())}`);
  }
  return { verified: false, because: whyNot(said) };
}

/** `Good "git" signature for NAME with ED25519 key SHA256:…`, or the status line VALIDSIG of gpg, which ends in the primary key. */
function signerIn(said: string): string {
  const [, name, key] = /^Good "git" signature for (.+) with \S+ key (SHA256:\S+)$/m.exec(said) ?? [];
  if (name !== undefined) return `${name} (${key})`;
  const fingerprint = /^\[GNUPG:\] VALIDSIG .*?([0-9A-F]{40,64})$/m.exec(said)?.[1];
  return `OpenPGP key ${fingerprint ?? "of unknown fingerprint"}`;
}

/** By the status lines of gpg (doc/DETAILS of GnuPG) and the words of git and ssh-keygen. */
function whyNot(said: string): Extract<TagSignature, { readonly verified: false }>["because"] {
  const gpg = (...words: readonly string[]) => words.some((word) => said.includes(`[GNUPG:] ${word} `));
  if (/no signature found/.test(said)) return "unsigned";
  if (gpg("REVKEYSIG")) return "revoked";
  if (gpg("EXPKEYSIG", "EXPSIG")) return "ended";
  if (gpg("BADSIG")) return "altered";
  if (gpg("NO_PUBKEY", "ERRSIG") || /No principal matched|no principal/i.test(said)) return "other-key";
  return "altered";
}
