import { nodeCryptography } from "../../crypto/node.ts";
import { readDer } from "../../kernel/der.ts";
import { Fault } from "../../kernel/fault.ts";
import type { NotarySigner } from "../../ports/notary-signer.ts";
import type { AskTime, CertifiedKey } from "../../services/notary/key-notary-signer.ts";
import { systemClock } from "../../world/clock.ts";
import { processEnv } from "../../world/env.ts";
import { systemFiles } from "../../world/files.ts";
import type { NotarySettings } from "../notary-settings.ts";

const MAX_KEY_BYTES = 64 << 10;
const MAX_CHAIN_BYTES = 1 << 20;

/** Who signs as the Notary Project does: a key in a file, or a plugin, which may make signatures or whole envelopes. */
export async function notarySigner(settings: NotarySettings): Promise<NotarySigner> {
  const { key, format, expirySeconds } = settings;
  const crypto = nodeCryptography;
  if ("plugin" in key) {
    const [{ notationPlugin }, { pluginCapabilities }] = await Promise.all([
      import("../../world/notation-plugin.ts"),
      import("../../services/notary/plugin-calls.ts"),
    ]);
    const plugin = await notationPlugin(key.plugin, { folder: settings.notationFolder, env: process.env });
    const own = { name: key.plugin, keyId: key.id, config: settings.config, plugin };
    const capabilities = await pluginCapabilities(own);
    if (capabilities.includes("SIGNATURE_GENERATOR.RAW")) {
      const { pluginCertifiedKey } = await import("../../services/notary/plugin-key.ts");
      return byKey(await pluginCertifiedKey(own), settings);
    }
    if (!capabilities.includes("SIGNATURE_GENERATOR.ENVELOPE")) throw new Fault("usage", "the plugin signs nothing");
    if (settings.timestampUrl !== undefined) {
      throw new Fault("usage", "a plugin that makes whole envelopes asks for its time stamps itself");
    }
    const { envelopePluginSigner } = await import("../../services/notary/envelope-plugin-signer.ts");
    return envelopePluginSigner({ key: own, format, expirySeconds, crypto });
  }
  const { fileCertifiedKey } = await import("../../services/notary/file-certified-key.ts");
  const [bytes, chain] = [await systemFiles.read(key.path, MAX_KEY_BYTES), await systemFiles.read(key.chain, MAX_CHAIN_BYTES)];
  return byKey(fileCertifiedKey(bytes, chain), settings);
}

async function byKey(key: CertifiedKey, { format, expirySeconds, timestampUrl }: NotarySettings): Promise<NotarySigner> {
  const { keyNotarySigner } = await import("../../services/notary/key-notary-signer.ts");
  const askTime = timestampUrl === undefined ? undefined : await asker(timestampUrl);
  return keyNotarySigner({ key, format, expirySeconds, askTime, clock: systemClock, crypto: nodeCryptography });
}

async function asker(url: string): Promise<AskTime> {
  const [{ requestTimestamp }, { createHttp }] = await Promise.all([
    import("../../services/sigstore/timestamp-authority.ts"),
    import("../../world/http.ts"),
  ]);
  const ports = { http: createHttp(processEnv), clock: systemClock };
  return async (signature, window) => {
    const response = await requestTimestamp({ url, signature, window }, ports);
    const token = readDer(response).sequence()[1];
    if (token === undefined) throw new Fault("response-malformed", "the timestamp authority gave no time stamp");
    return token.raw;
  };
}
