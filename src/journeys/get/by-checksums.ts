import { type Checksum, type ChecksumAlgorithm, parseChecksums } from "../../domain/asset/checksums.ts";
import type { FoundEvidenceOf } from "../../domain/release/got-release.ts";
import { counted } from "../../kernel/counted.ts";
import { Fault } from "../../kernel/fault.ts";
import { isRefusal } from "../../kernel/is-refusal.ts";
import { printable } from "../../kernel/printable.ts";
import { decodeUtf8 } from "../../kernel/utf8.ts";
import type { Downloaded } from "./download-files.ts";
import type { GetPorts } from "./get-order.ts";
import { type Examining, judgeEvidence } from "./judge-evidence.ts";
import { whyNotJudged } from "./why-not-judged.ts";

export const MAX_PUBLISHED_LIST_BYTES = 16 * 1024 * 1024;

export interface ListsToExamine {
  /** Checksum lists of the release, each with its bundle if it has one. */
  readonly lists: readonly { readonly list: Downloaded; readonly bundle: Downloaded | undefined }[];
  readonly files: readonly Downloaded[];
}

/** Judges the files by the checksum lists of the release: by signed ones, and by those that nobody signed. */
export async function byChecksums(
  { lists, files }: ListsToExamine,
  examining: Examining,
  ports: GetPorts,
): Promise<FoundEvidenceOf[]> {
  const found: FoundEvidenceOf[] = [];
  for (const { list, bundle } of lists) {
    const { name } = list.asset;
    const compared = await compareWithFile(list, files, ports);
    const reason = bundle && (await whyNotJudged(bundle, ports));
    if (reason !== undefined) {
      found.push({ kind: "signed-checksums", file: name, status: "not-checked", reason, proves: [] });
    }
    if (bundle === undefined || reason !== undefined) {
      if (compared !== undefined) found.push({ kind: "checksums", file: name, ...compared });
      continue;
    }
    const order = { kind: "signed-checksums", file: name, path: bundle.path, files: [list] } as const;
    const { found: signature } = await judgeEvidence(order, examining, ports);
    if (signature.status !== "verified") found.push({ ...signature, proves: [] });
    else if (compared !== undefined) found.push(signedBy(signature, compared));
  }
  if (found.length > 0) return found;
  return [
    { kind: "checksums", status: "absent", reason: "no checksum list of the release names the files", proves: [] },
  ];
}

type Compared = Omit<FoundEvidenceOf, "kind" | "file">;

function signedBy(signature: FoundEvidenceOf, compared: Compared): FoundEvidenceOf {
  if (compared.status !== "listed") return { ...signature, ...compared };
  return { ...signature, proves: compared.proves };
}

/** Undefined if the list is about other files. */
async function compareWithFile(
  { path, asset }: Downloaded,
  files: readonly Downloaded[],
  ports: GetPorts,
): Promise<Compared | undefined> {
  const shown = printable(asset.name);
  try {
    const text = decodeUtf8(await ports.files.read(path, MAX_PUBLISHED_LIST_BYTES), "the checksum list");
    const { algorithm, checksums } = readList(text, asset.name);
    const listed = new Map(checksums.map(({ name, digest }) => [name, digest]));
    const about = files.filter((file) => listed.has(file.asset.name));
    const wrong = about.find((file) => listed.get(file.asset.name) !== file[algorithm]);
    if (wrong !== undefined) {
      const reason = `${printable(wrong.asset.name)} is not the file that ${shown} lists`;
      return { status: "refused", code: "digest-mismatch", reason, proves: [] };
    }
    if (about.length === 0) return undefined;
    const reason = `${shown} lists ${counted(about.length, "file")} so, and nobody signed it`;
    return { status: "listed", reason, proves: about.map((file) => file.asset.name) };
  } catch (error) {
    if (!isRefusal(error)) throw error;
    return {
      status: "not-checked",
      code: error.code,
      reason: `${shown} was not understood: ${error.message}`,
      proves: [],
    };
  }
}

/** A list of either algorithm, as the length of its first digest says; or the digest alone of the file that it is named for. */
function readList(text: string, name: string): { algorithm: ChecksumAlgorithm; checksums: readonly Checksum[] } {
  const of = /^(.+)\.sha(?:256|512)(?:sums?)?$/i.exec(name)?.[1];
  const alone = /^\s*([0-9a-f]{64}|[0-9a-f]{128})\s*$/i.exec(text)?.[1]?.toLowerCase();
  if (alone !== undefined && of !== undefined) {
    return { algorithm: alone.length === 64 ? "sha256" : "sha512", checksums: [{ name: of, digest: alone }] };
  }
  const isLong = /^\\?[0-9a-f]{128}\s|^SHA512 \(/i.test(text);
  const algorithm = isLong ? "sha512" : "sha256";
  const checksums = parseChecksums(text, algorithm);
  if (checksums.length === 0) throw new Fault("checksums-empty", "the checksum list is empty");
  return { algorithm, checksums };
}
