import { fileKey } from "../../src/services/keys/file-key.ts";
import { instanceFromSigningConfig } from "../../src/services/sigstore/instances.ts";
import { createKeySigner } from "../../src/services/sigstore/key-signer.ts";
import { newPrivateKey, pemOf, publicPemOf } from "../keys/test-keys.ts";
import type { TestForge } from "./test-forge.ts";

/** A session of a new key, timed and logged by a forge, with the public key as a policy has it. */
export async function keySession({ clock, services }: TestForge) {
  const privateKey = newPrivateKey("P-256");
  const order = { bytes: pemOf(privateKey), passphrase: async () => undefined, chain: undefined, now: clock.now() };
  const instance = instanceFromSigningConfig(services.signingConfig, clock.now());
  const signer = createKeySigner({
    ...{ key: await fileKey(order), instance: async () => instance, log: true },
    ...{ http: services.http, clock },
  });
  return { session: await signer.open(), pem: Buffer.from(publicPemOf(privateKey)).toString() };
}
