import { resolve } from "node:path";
import type { Cryptography } from "../../crypto/cryptography.ts";
import { MAX_KEY_LIST_BYTES, readKeyList, releaseKeys } from "../../domain/policy/key-list.ts";
import type { ExpectedKey } from "../../domain/sigstore/expected-identity.ts";
import { readSignerKey } from "../../domain/sigstore/signer-key.ts";
import type { Files } from "../../ports/files.ts";
import type { SignerValues } from "./verify-request.ts";

/**
 * The keys that the option names: one public key in PEM, or a list of keys, of which those for releases count. Undefined without
 * the option. Faults: `key-malformed`, `keys-malformed`.
 */
export async function readKeys(
  values: Pick<SignerValues, "text">,
  place: { readonly folder: string; readonly files: Files; readonly crypto: Cryptography },
): Promise<readonly ExpectedKey[] | undefined> {
  const path = values.text("key");
  if (path === undefined) return undefined;
  const bytes = await place.files.read(resolve(place.folder, path), MAX_KEY_LIST_BYTES);
  if (bytes[0] === 0x7b) return releaseKeys(await readKeyList(bytes, place.crypto));
  return [{ kind: "key", publicKey: readSignerKey(bytes) }];
}
