import { digestHex } from "../../crypto/digest-hex.ts";
import type { Statement } from "../../domain/attestation/statement.ts";
import { besideFileName } from "../../domain/capsule/beside-file-name.ts";
import { releasePurl } from "../../domain/source/release-purl.ts";
import { MAX_PREDICATE_BYTES, predicateStatement } from "../../domain/statements/predicate-statement.ts";
import { type ReleaseState, releaseStateStatement } from "../../domain/statements/release-state.ts";
import type { PredicateWord } from "../../domain/statements/vocabulary.ts";
import type { Files } from "../../ports/files.ts";
import { type CapsulePorts, readUnverified } from "../show/read-unverified.ts";
import { type SignedForLog, type StatementPorts, signedStatement } from "./sign-statement.ts";

/** Paths are absolute. */
export interface StatementToVouch {
  /** A capsule; for a right in a log, the policy of that. */
  readonly item: string;
  readonly says: ReleaseState | PredicateInFile;
  /** The file to write; by default its name says whom it is about and what it says. */
  readonly out: string | undefined;
  /** Where that is then. */
  readonly folder: string;
}

export interface PredicateInFile {
  readonly word: PredicateWord;
  readonly path: string;
  /** As it was given, for messages. */
  readonly file: string;
}

export interface VouchedStatement extends SignedForLog {
  /** Path of what was written. */
  readonly file: string;
  readonly says: string;
  /** Hex SHA-256 of the root or of the policy. */
  readonly subject: string;
}

/**
 * Signs what somebody says of a release or of a log, for the log to keep.
 *
 *   1. make   the statement about the release by its capsule, which is read and not verified (its owner withdraws what nobody
 *             verifies any more, too), or about a log by its policy
 *   2. sign   it, and read it back
 *   3. write  it
 *
 * Faults: those of `readUnverified`, `releaseStateStatement`, `predicateStatement` and `signedStatement`.
 */
export async function vouchStatement(
  order: StatementToVouch,
  ports: StatementPorts & { readonly files: Files },
): Promise<VouchedStatement> {
  /* 1 */ const statement = await statementOf(order, ports);
  /* 2 */ const { bytes, ...signed } = await signedStatement(statement, ports);
  const says = "word" in order.says ? order.says.word : order.says.effect;
  const file = order.out ?? fileFor(order, { says, payload: signed.payload }, ports.files);
  /* 3 */ await ports.files.write(file, bytes);
  return { file, ...signed, says, subject: statement.subject[0]?.digest["sha256"] ?? "" };
}

async function statementOf({ item, says }: StatementToVouch, ports: CapsulePorts): Promise<Statement> {
  const { files, crypto } = ports;
  if ("effect" in says && (says.effect === "grant" || says.effect === "revoke")) {
    const sha256 = await digestHex("sha256", await files.read(item, MAX_PREDICATE_BYTES), crypto);
    return releaseStateStatement({ name: files.nameOf(item), sha256 }, says);
  }
  const { statement, rootSha256, sha256: capsuleSha256 } = await readUnverified({ path: item }, new Set(), ports);
  const { release } = statement.predicate;
  const subject = { name: `${release.name}@${release.version}`, sha256: rootSha256, capsuleSha256 };
  if ("effect" in says) return releaseStateStatement(subject, { ...says, release: releasePurl(release) });
  const bytes = await files.read(says.path, MAX_PREDICATE_BYTES);
  return predicateStatement(says.word, subject, { bytes, file: says.file });
}

/** Verifying looks beside the capsule for scans, and for what was decided about them; of everything else a log is asked. */
function fileFor(
  { item, folder }: StatementToVouch,
  { says, payload }: { readonly says: string; readonly payload: string },
  { join, folderOf, nameOf }: Files,
): string {
  const name = nameOf(item);
  return says === "vulns" || says === "openvex"
    ? join(folderOf(item), besideFileName("scan", name, payload))
    : join(folder, `${name}.${says}.${payload.slice(0, 12)}.sigstore.json`);
}
