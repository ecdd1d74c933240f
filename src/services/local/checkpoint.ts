import { encodeBase64 } from "../../kernel/base64.ts";
import { encodeUtf8 } from "../../kernel/utf8.ts";
import type { SigningKey } from "./signing-key.ts";

/**
 * Writes a signed checkpoint, which is a C2SP tlog-checkpoint in a C2SP signed note:
 *
 *     rekor.example.org - 1193046
 *     4
 *     q0Vj…4Xs=
 *
 *     — rekor.example.org wNI9…A==
 *
 * The key name is that of the log; the origin of Rekor v1 has the id of the tree after it, by which verifiers tell it from
 * Rekor v2. The four bytes before the signature are the first of the key's id, as for every ECDSA
 * key of a Sigstore log (signed-note, signature type 0x02).
 */
export function formatCheckpoint(
  tree: { name: string; origin: string; size: number; root: Uint8Array },
  key: SigningKey,
): string {
  const note = `${tree.origin}\n${tree.size}\n${encodeBase64(tree.root)}\n`;
  const signature = Buffer.concat([key.id.subarray(0, 4), key.sign(encodeUtf8(note))]);
  return `${note}\n\u2014 ${tree.name} ${encodeBase64(signature)}\n`;
}
