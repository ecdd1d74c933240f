import { type RevocationList, readRevocationList } from "../../domain/notary/revocation/revocation-list.ts";
import { splitFile, storeCertificates } from "../../domain/notary/trust/store-certificates.ts";
import {
  parseTrustPolicy,
  type StoreName,
  statementForFile,
  statementForScope,
  type TrustStatement,
} from "../../domain/notary/trust/trust-policy.ts";
import type { NotaryTrust } from "../../domain/notary/verify-notary.ts";
import type { X509Certificate } from "../../domain/x509/x509-certificate.ts";
import { Fault } from "../../kernel/fault.ts";
import { printable } from "../../kernel/printable.ts";
import { unlessRefused } from "../../kernel/unless-refused.ts";
import type { NotarySettings } from "./notary-order.ts";
import type { VerifyPorts } from "./verify-order.ts";

type ReadingPorts = Pick<VerifyPorts, "files" | "crypto" | "askRevocation" | "notaryPlugin">;

const MAX_POLICY_BYTES = 1 << 20;
const MAX_STORE_BYTES = 4 << 20;
const MAX_LIST_BYTES = 32 << 20;
const MAX_FILES = 1024;

/** What is verified: an image of a repository, or a file. */
export type NotarySubject = { readonly repository: string } | "file";

/**
 * Reads what a Notary signature is verified under, from notation's own folder:
 *
 *   1. policy  `trustpolicy.oci.json`, else `trustpolicy.json`, for images; `trustpolicy.blob.json` for files
 *   2. stores  `truststore/x509/TYPE/NAME/`, those that the statement names, every file of each
 *   3. lists   of revoked certificates: those that were named, and every file in `crl/`
 *
 * Faults: `notary-policy-none`, `notary-policy-malformed`, `notary-store`, `crl-malformed`, those of the file system.
 */
export async function readNotaryTrust(
  settings: NotarySettings,
  subject: NotarySubject,
  { now, ports }: { readonly now: number; readonly ports: ReadingPorts },
): Promise<NotaryTrust> {
  /* 1 */ const statement = await readStatement(settings, subject, ports);
  const stores = {
    ca: [] as X509Certificate[],
    signingAuthority: [] as X509Certificate[],
    tsa: [] as X509Certificate[],
  };
  /* 2 */ for (const store of statement.stores)
    for (const one of await readStore(store, settings, ports)) stores[store.type].push(one);
  /* 3 */ const lists = await readLists(settings, ports);
  const { askRevocation, notaryPlugin } = ports;
  const findPlugin = async (name: string) =>
    settings.plugins?.includes(name) === true ? notaryPlugin?.(name) : undefined;
  return { statement, stores, lists, now, findPlugin, ...(askRevocation && { askRevocation }) };
}

async function readStatement(
  { folder, statement }: NotarySettings,
  subject: NotarySubject,
  { files }: ReadingPorts,
): Promise<TrustStatement> {
  const names = subject === "file" ? ["trustpolicy.blob.json"] : ["trustpolicy.oci.json", "trustpolicy.json"];
  for (const name of names) {
    const path = files.join(folder, name);
    if ((await files.facts(path)) === undefined) continue;
    const policy = parseTrustPolicy(await files.read(path, MAX_POLICY_BYTES), subject === "file" ? "blob" : "oci");
    return subject === "file" ? statementForFile(policy, statement) : statementForScope(policy, subject.repository);
  }
  throw new Fault("notary-policy-none", `there is no ${names.at(-1)} in ${printable(folder)}`, {
    hint: "name the folder that notation has its configuration in, or make a policy there",
  });
}

/** "The trust store … MUST NOT contain … links": every entry is a regular file, and one that is wrong makes all of it so. */
async function readStore(
  { type, name }: StoreName,
  { folder }: NotarySettings,
  { files, crypto }: ReadingPorts,
): Promise<X509Certificate[]> {
  const place = ["truststore", "x509", type, name].reduce((path, part) => files.join(path, part), folder);
  const shown = `the trust store ${printable(place)}`;
  if ((await files.facts(place))?.kind !== "directory") {
    throw new Fault("notary-store", `${shown} is not a folder`, { hint: "notation certificate add makes it" });
  }
  const entries = await files.list(place);
  if (entries.length === 0 || entries.length > MAX_FILES)
    throw new Fault("notary-store", `${shown} is empty, or too full`);
  const found: X509Certificate[] = [];
  for (const { name: entry, kind } of entries) {
    if (kind !== "file" || entry === undefined) throw new Fault("notary-store", `${shown} holds what is not a file`);
    const bytes = await files.read(files.join(place, entry), MAX_STORE_BYTES);
    const read = () => storeCertificates(bytes, type, crypto);
    for (const one of await inStore(read, `${printable(entry)} in ${shown}`)) found.push(one);
  }
  return found;
}

async function inStore<T>(read: () => Promise<T>, where: string): Promise<T> {
  try {
    return await read();
  } catch (error) {
    if (!(error instanceof Fault) || error.code !== "notary-store") throw error;
    throw new Fault("notary-store", `${where} cannot be used: ${error.message}`, { cause: error });
  }
}

/** DER or PEM. */
async function readLists({ folder, lists = [] }: NotarySettings, { files }: ReadingPorts): Promise<RevocationList[]> {
  const place = files.join(folder, "crl");
  const own = (await files.facts(place))?.kind === "directory" ? await files.list(place) : [];
  const beside = own.flatMap(({ name, kind }) =>
    kind === "file" && name !== undefined ? [files.join(place, name)] : [],
  );
  const found: RevocationList[] = [];
  for (const path of [...lists, ...beside].slice(0, MAX_FILES)) {
    const bytes = await files.read(path, MAX_LIST_BYTES);
    const ders = unlessRefused(() => splitFile(bytes), []);
    if (ders.length === 0) throw new Fault("crl-malformed", `${printable(path)} is not a revocation list`);
    for (const der of ders) found.push(readRevocationList(der));
  }
  return found;
}
