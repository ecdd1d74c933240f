import { nodeCryptography } from "../../../crypto/node.ts";
import { readDer } from "../../../kernel/der.ts";
import { Fault } from "../../../kernel/fault.ts";
import { printable } from "../../../kernel/printable.ts";
import type { NotarySigner } from "../../../ports/notary-signer.ts";
import type { AskTime, CertifiedKey } from "../../../services/notary/key-notary-signer.ts";
import { systemClock } from "../../../world/clock.ts";
import { processEnv } from "../../../world/env.ts";
import type { NotarySigning } from "../../settings/notary-settings.ts";
import { openSigningKey } from "./signing-key.ts";

/** Who signs as the Notary Project does: a key in a file, or a plugin, which may make signatures or whole envelopes. */
export async function notarySigner(settings: NotarySigning): Promise<NotarySigner> {
  const ofEnvelopes = "plugin" in settings.key.key ? await envelopeSigner(settings) : undefined;
  return ofEnvelopes ?? byKey(await openSigningKey(settings.key), settings);
}

/** Undefined for a plugin that makes signatures, or that is one of Sigstore. */
async function envelopeSigner({
  key,
  format,
  expirySeconds,
  timestampUrl,
}: NotarySigning): Promise<NotarySigner | undefined> {
  const [{ parsePluginKey }, { signingPrograms }, { pluginMetadata, pluginKeyHash }, { envelopePluginSigner }] =
    await Promise.all([
      import("../../../services/plugin/plugin-name.ts"),
      import("../../../world/signing-programs.ts"),
      import("../../../services/notary/plugin-calls.ts"),
      import("../../../services/notary/envelope-plugin-signer.ts"),
    ]);
  const named = "plugin" in key.key ? parsePluginKey(key.key.plugin) : undefined;
  if (named === undefined || named.contract === "sigstore-kms") return undefined;
  const program = await signingPrograms({ env: process.env }).find("notation", named.name);
  if (program === undefined) return undefined;
  const own = { name: named.name, keyId: named.keyId, config: key.config, program };
  const { capabilities } = await pluginMetadata(own);
  if (!capabilities.includes("SIGNATURE_GENERATOR.ENVELOPE") || capabilities.includes("SIGNATURE_GENERATOR.RAW"))
    return undefined;
  if (timestampUrl !== undefined) {
    throw new Fault(
      "usage",
      `the plugin ${printable(named.name)} makes whole envelopes, and asks for time stamps itself`,
    );
  }
  const fileHash = await pluginKeyHash(own);
  return envelopePluginSigner({ key: own, format, fileHash, expirySeconds, crypto: nodeCryptography });
}

async function byKey(key: CertifiedKey, { format, expirySeconds, timestampUrl }: NotarySigning): Promise<NotarySigner> {
  const { keyNotarySigner } = await import("../../../services/notary/key-notary-signer.ts");
  const askTime = timestampUrl === undefined ? undefined : await asker(timestampUrl);
  return keyNotarySigner({ key, format, expirySeconds, askTime, clock: systemClock, crypto: nodeCryptography });
}

async function asker(url: string): Promise<AskTime> {
  const [{ requestTimestamp }, { createHttp }] = await Promise.all([
    import("../../../services/sigstore/timestamp-authority.ts"),
    import("../../../world/http/http.ts"),
  ]);
  const ports = { http: createHttp(processEnv), clock: systemClock };
  return async (signature, window) => {
    const response = await requestTimestamp({ url, signature, window }, ports);
    const token = readDer(response).sequence()[1];
    if (token === undefined) throw new Fault("response-malformed", "the timestamp authority gave no time stamp");
    return token.raw;
  };
}
