import type { Cryptography } from "../../crypto/cryptography.ts";
import { digestHex } from "../../crypto/digest-hex.ts";
import type { LaidOutProvider } from "../../domain/announcement/csaf-provider.ts";
import { type SecurityExpiry, securityExpiry } from "../../domain/announcement/security-expiry.ts";
import { parseSecurityFile, type SecurityFile } from "../../domain/announcement/security-file.ts";
import { securityTxt } from "../../domain/announcement/write-security-txt.ts";
import { schemaId } from "../../domain/home.ts";
import { readKeyList } from "../../domain/policy/key-list.ts";
import { readSignerKey } from "../../domain/sigstore/signer-key.ts";
import { Fault } from "../../kernel/fault.ts";
import { jsonText } from "../../kernel/json-text.ts";
import { printable } from "../../kernel/printable.ts";
import { encodeUtf8 } from "../../kernel/utf8.ts";
import type { Files } from "../../ports/files.ts";
import { layOutProvider } from "./lay-out-provider.ts";

export interface SecurityToAnnounce {
  /** Absolute path of the file, and what it holds. */
  readonly path: string;
  readonly bytes: Uint8Array;
  /** Absolute; by default the folder `security` beside the file. */
  readonly out: string | undefined;
  /** Absolute paths of CSAF advisories that are provided from now on. */
  readonly advisories: readonly string[];
  readonly now: Date;
}

/** The texts for people, which views make. */
export interface SecurityTexts {
  security(file: SecurityFile): string;
  reviews(file: SecurityFile): string;
}

export interface AnnouncedSecurity {
  readonly project: string;
  readonly folder: string;
  readonly files: readonly string[];
  readonly expiry: readonly SecurityExpiry[];
  /** Of the folder `csaf` in it; undefined if no advisory lies there. */
  readonly provider: LaidOutProvider | undefined;
}

/**
 * Writes what a project says of its security, from one file: security.txt, SECURITY.md, the list of its keys, the ledger of reviews.
 *
 *   1. read   the file
 *   2. judge  whether it may be published: nothing that it says has ended, and no review is of tomorrow
 *   3. write  each document, in memory, and read the list of keys again
 *   4. put    them into their folder
 *   5. lay    the CSAF provider out beside them
 *
 * Faults: `announcement-malformed`, `announcement-contradicts` for what has ended or is not public yet, `key-malformed`, those of the provider.
 */
export async function announceSecurity(
  { path, bytes, out, now, advisories }: SecurityToAnnounce,
  { files, crypto }: { readonly files: Files; readonly crypto: Cryptography },
  texts: SecurityTexts,
): Promise<AnnouncedSecurity> {
  /* 1 */ const file = parseSecurityFile(bytes, files.nameOf(path));
  const expiry = securityExpiry(file, now);
  /* 2 */ requirePublic(file, expiry, now);
  const documents: (readonly [name: string, content: Uint8Array])[] = [
    ["security.txt", encodeUtf8(securityTxt(file))],
    ["SECURITY.md", encodeUtf8(texts.security(file))],
  ];
  /* 3 */ if (file.keys.length > 0) documents.push(["keys.json", await keyList(file, crypto)]);
  if (file.reviews.length > 0) documents.push(["REVIEWS.md", encodeUtf8(texts.reviews(file))]);
  const folder = out ?? files.join(files.folderOf(path), "security");
  /* 4 */ await files.makeFolder(folder);
  for (const [name, content] of documents) await files.write(files.join(folder, name), content);
  /* 5 */ const provider = await layOutProvider(
    { folder: files.join(folder, "csaf"), security: file, advisories, now },
    { files, crypto },
  );
  return { project: file.project, folder, files: documents.map(([name]) => name), expiry, provider };
}

function requirePublic(file: SecurityFile, expiry: readonly SecurityExpiry[], now: Date): void {
  const ended = expiry.find(({ state }) => state === "ended");
  if (ended !== undefined) {
    throw new Fault("announcement-contradicts", `${ended.what} ended with ${ended.until}`, {
      hint: "set a later time in the file, once it holds",
    });
  }
  const early = file.reviews.find(({ published }) => Date.parse(published) > now.getTime());
  if (early === undefined) return;
  throw new Fault(
    "announcement-contradicts",
    `the review ${printable(early.id)} is not public before ${early.published}`,
    {
      hint: "leave it out of the file until that day: who can read the file can read it",
    },
  );
}

async function keyList(file: SecurityFile, crypto: Cryptography): Promise<Uint8Array> {
  const keys = [];
  for (const { purpose, key, revoked, published, ...times } of file.keys) {
    const fingerprint = await digestHex("sha256", readSignerKey(encodeUtf8(key)).spki, crypto);
    const [notBefore, notAfter] = [times["not-before"], times["not-after"]];
    keys.push({
      ...{ purpose, key, fingerprint },
      ...(notBefore === undefined ? {} : { notBefore }),
      ...(notAfter === undefined ? {} : { notAfter }),
      ...(revoked === undefined ? {} : { revoked }),
      ...(published.length === 0 ? {} : { published }),
    });
  }
  const bytes = encodeUtf8(jsonText({ schema: schemaId("keys"), keys }));
  await readKeyList(bytes, crypto);
  return bytes;
}
