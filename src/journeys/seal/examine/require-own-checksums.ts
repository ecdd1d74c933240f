import { type Checksum, type ChecksumAlgorithm, parseChecksums } from "../../../domain/asset/checksums.ts";
import { Fault } from "../../../kernel/fault.ts";
import { printable } from "../../../kernel/printable.ts";
import { decodeUtf8 } from "../../../kernel/utf8.ts";
import type { Files } from "../../../ports/files.ts";
import type { CollectedAsset } from "../order/seal-order.ts";

const MAX_LIST_BYTES = 1 << 20;

/**
 * A checksum list that the project itself ships must agree with what is sealed: every file that it names and that is
 * sealed has the digest that it says (`checksums-disagree`). A list by name that cannot be read is refused as well; `ours`,
 * the name of the list that sealing writes, is one in any case.
 */
export async function requireOwnChecksums(
  assets: readonly CollectedAsset[],
  ours: string,
  files: Files,
): Promise<void> {
  for (const list of assets) {
    const algorithm = list.name === ours ? "sha256" : algorithmOf(list.name);
    if (algorithm === undefined || list.size > MAX_LIST_BYTES) continue;
    const text = decodeUtf8(await files.read(list.path, MAX_LIST_BYTES), `the checksum list ${printable(list.name)}`);
    compare(list, readNamed(list.name, text, algorithm), assets, algorithm);
  }
}

/** A fault says which list it is in. */
function readNamed(name: string, text: string, algorithm: ChecksumAlgorithm): Checksum[] {
  try {
    return readList(name, text, algorithm);
  } catch (cause) {
    if (!(cause instanceof Fault)) throw cause;
    const hint = `make the list in the folder of the files, for example with ${algorithm}sum`;
    throw new Fault(cause.code, `${printable(name)}: ${cause.message}`, { cause, hint });
  }
}

/** GoReleaser with `split` writes `tool.tgz.sha256` with the digest alone, which is that of the file without the ending. */
function readList(name: string, text: string, algorithm: ChecksumAlgorithm): Checksum[] {
  const ending = `.${algorithm}`;
  const digest = text.trim();
  const isBare = name.toLowerCase().endsWith(ending) && /^[0-9a-fA-F]{64}(?:[0-9a-fA-F]{64})?$/.test(digest);
  if (isBare) return [{ name: name.slice(0, -ending.length), digest: digest.toLowerCase() }];
  return parseChecksums(text, algorithm);
}

/**
 * By the names that consumers recognise: `checksums.txt`, `SHA256SUMS`, `tool_1.0_checksums.txt`, `SHASUMS256.txt`,
 * `tool.tgz.sha256` and dist's `sha256.sum`.
 */
function algorithmOf(name: string): ChecksumAlgorithm | undefined {
  if (/\.(asc|sig|pem|json|jsonl)$/i.test(name)) return undefined;
  const [, ending] = /\.(sha256|sha512)$/i.exec(name) ?? [];
  if (ending !== undefined) return ending.toLowerCase() as ChecksumAlgorithm;
  if (/sha512|sums512/i.test(name)) return /sums?/i.test(name) ? "sha512" : undefined;
  return /checksums?(\.txt)?$|^sha256\.?sums?|shasums/i.test(name) ? "sha256" : undefined;
}

function compare(
  list: CollectedAsset,
  lines: ReturnType<typeof parseChecksums>,
  assets: readonly CollectedAsset[],
  algorithm: ChecksumAlgorithm,
): void {
  const sealed = new Map(assets.map((asset) => [asset.name, asset[algorithm]]));
  for (const { name, digest } of lines) {
    const actual = sealed.get(name);
    if (actual === undefined || actual === digest) continue;
    throw new Fault("checksums-disagree", `${printable(list.name)} states another digest for ${printable(name)}`, {
      hint: "make the checksum list again after the last change of the assets",
    });
  }
}
