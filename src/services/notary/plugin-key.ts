import { fromFixedLength } from "../../crypto/ecdsa-signature.ts";
import { COORDINATE_BYTES } from "../../crypto/public-key.ts";
import { algorithmOf, type NotaryAlgorithm } from "../../domain/notary/algorithms.ts";
import { readX509Certificate } from "../../domain/sigstore/x509/x509-certificate.ts";
import { encodeBase64 } from "../../kernel/base64.ts";
import { Fault } from "../../kernel/fault.ts";
import { printable } from "../../kernel/printable.ts";
import { encodeUtf8 } from "../../kernel/utf8.ts";
import type { CertifiedKey } from "./key-notary-signer.ts";
import { callPlugin, fromPlugin, type PluginKey } from "./plugin-calls.ts";

/** Signed to see the key, as the contract shows certificates beside a signature alone; nobody can take it for a statement or a file. */
const FIRST_MESSAGE = encodeUtf8("release-capsule: this shows which key signs, and states nothing\n");

/** The key of a plugin that makes raw signatures (`SIGNATURE_GENERATOR.RAW`). Faults: `program-failed`, `signature-unexpected`. */
export async function pluginCertifiedKey(key: PluginKey): Promise<CertifiedKey> {
  const { keySpec } = await callPlugin("describe-key", key, {});
  const first = await generate(FIRST_MESSAGE, key, { keySpec });
  const { publicKey } = readX509Certificate(first.certificates[0]!);
  const algorithm = algorithmOf(publicKey);
  if (algorithm.keySpec !== keySpec) throw unexpected(key, "its certificate is of another kind of key than it says");
  return {
    ...{ publicKey: publicKey.spki, certificates: first.certificates },
    async sign(message) {
      const { signature } = await generate(message, key, { keySpec, algorithm });
      if (publicKey.kind !== "ec") return signature;
      if (signature.length === 2 * COORDINATE_BYTES[publicKey.curve]) return fromFixedLength(signature);
      throw unexpected(key, "its signature is not r and s side by side");
    },
  };
}

async function generate(
  message: Uint8Array,
  key: PluginKey,
  { keySpec, algorithm }: { readonly keySpec: string; readonly algorithm?: NotaryAlgorithm },
) {
  const bits = { "256": "256", "384": "384", "521": "512", "2048": "256", "3072": "384", "4096": "512" }[keySpec.split("-")[1] ?? ""];
  const request = { keySpec, hashAlgorithm: `SHA-${bits ?? "256"}`, payload: encodeBase64(message) };
  const made = await callPlugin("generate-signature", key, request);
  const isOther = made.keyId !== key.keyId || (algorithm !== undefined && made.signingAlgorithm !== algorithm.signingName);
  if (isOther) throw unexpected(key, "it signed with another key or algorithm");
  return { signature: fromPlugin(made.signature), certificates: made.certificateChain.map(fromPlugin) };
}

function unexpected({ name }: PluginKey, problem: string): Fault {
  return new Fault("signature-unexpected", `the plugin ${printable(name)} did not do what was asked: ${problem}`, {
    hint: "nothing was published; report this to whoever wrote the plugin",
  });
}
