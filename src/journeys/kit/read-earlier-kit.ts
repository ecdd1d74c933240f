import { digestHex } from "../../crypto/digest-hex.ts";
import { parseStatement } from "../../domain/attestation/statement.ts";
import type { KnownKit } from "../../domain/kit/judge-succession.ts";
import { type KitFile, parseKitList } from "../../domain/kit/kit-list.ts";
import { KIT_LIST_ENTRY, KIT_STATEMENT_ENTRY, readKitStatement } from "../../domain/kit/kit-statement.ts";
import { parseBundle } from "../../domain/sigstore/bundle.ts";
import { Fault } from "../../kernel/fault.ts";
import { MAX_KIT_LIST_BYTES, MAX_KIT_STATEMENT_BYTES } from "../../kernel/limits.ts";
import { walkTar } from "../../kernel/tar.ts";
import { findParts, readParts } from "./kit-parts.ts";
import type { KitReadingPorts } from "./kit-ports.ts";
import { takeKitEntry } from "./open-kit.ts";

/** A kit as it says itself: nothing of it is verified. */
export interface StatedKit extends KnownKit {
  readonly files: readonly KitFile[];
}

/**
 * What a kit says that a new one builds on. Its signature is not verified: whoever imports the new one compares the digest with that of the
 * kit in place, which was verified.
 */
export async function readEarlierKit(
  path: string,
  { files, crypto }: Pick<KitReadingPorts, "files" | "crypto">,
): Promise<StatedKit> {
  const limits = { maxEntries: 2, maxEntryBytes: MAX_KIT_LIST_BYTES, maxBytes: 2 ** 50 };
  const members = walkTar(readParts(await findParts(path, files), files), limits);
  try {
    const bundle = await takeKitEntry(members, KIT_STATEMENT_ENTRY, MAX_KIT_STATEMENT_BYTES);
    return await statedKit(bundle, await takeKitEntry(members, KIT_LIST_ENTRY, MAX_KIT_LIST_BYTES), crypto);
  } finally {
    await members.return(undefined);
  }
}

/** The same of the two entries alone. Faults: `kit-malformed`, those of a bundle and of a statement. */
export async function statedKit(
  bundle: Uint8Array,
  list: Uint8Array,
  crypto: KitReadingPorts["crypto"],
): Promise<StatedKit> {
  const { content } = parseBundle(bundle);
  if (content.kind !== "dsse") throw new Fault("kit-malformed", "what is signed about the kit is not a statement");
  const { predicate, listSha256 } = readKitStatement(parseStatement(content.payload));
  if ((await digestHex("sha256", list, crypto)) !== listSha256) {
    throw new Fault("kit-malformed", "the list of the kit's files is not the one that was signed");
  }
  return { predicate, sha256: await digestHex("sha256", content.payload, crypto), files: parseKitList(list) };
}
