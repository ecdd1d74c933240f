import { join, resolve } from "node:path";
import { type ListedKey, MAX_KEY_LIST_BYTES, readKeyList, requireListed } from "../../../domain/policy/key-list.ts";
import { Fault } from "../../../kernel/fault.ts";
import { printable } from "../../../kernel/printable.ts";
import type { SigningIdentity } from "../../../ports/signer.ts";
import type { SealOrder, SealPorts } from "../order/seal-order.ts";

/** Where the list is looked for, from the top of the checkout. */
const PLACE = "release/keys.json";

/**
 * What the project says of its keys, if one of them signs: the list that the order names, else that of the checkout. The key that signs must be
 * on it. Undefined without a list, and if a certificate says who signs. Faults: `file-missing`, `key-unfit`, those of `readKeyList`.
 */
export async function readOwnKeys(
  { keys, folder }: SealOrder,
  { identity, top }: { readonly identity: SigningIdentity; readonly top: string | undefined },
  { files, crypto, clock }: SealPorts,
): Promise<readonly ListedKey[] | undefined> {
  if (identity.kind !== "key") return undefined;
  const named = keys === undefined ? undefined : resolve(folder, keys);
  const path = named ?? (top === undefined ? undefined : join(top, PLACE));
  if (path === undefined) return undefined;
  if ((await files.facts(path)) === undefined) {
    if (named === undefined) return undefined;
    throw new Fault("file-missing", `there is no list of keys ${printable(keys ?? "")}`);
  }
  const listed = await readKeyList(await files.read(path, MAX_KEY_LIST_BYTES), crypto);
  requireListed(identity.fingerprint, listed, clock.now());
  return listed;
}
