import type { KeyIdentity, Signer } from "../../../ports/signer.ts";
import type { Trust } from "../../../ports/trust.ts";
import { systemClock } from "../../../world/clock.ts";
import { processEnv } from "../../../world/env.ts";
import type { KeySettings } from "../../settings/key-settings.ts";
import { openSigningKey } from "./signing-key.ts";

type SigningInstance = import("../../../services/sigstore/instances.ts").SigningInstance;

/** Whose services witness what the key signs; undefined for nobody's. */
export type Witnessed = () => Promise<SigningInstance | undefined>;

/** Signs with the key that was named. Faults: those of `openSigningKey`. */
export async function keySigner(
  settings: KeySettings,
  instance: Witnessed,
  trust?: Trust,
): Promise<Signer<KeyIdentity>> {
  const [{ createKeySigner }, { createHttp }, key] = await Promise.all([
    import("../../../services/sigstore/key-signer.ts"),
    import("../../../world/http/http.ts"),
    openSigningKey(settings),
  ]);
  const http = createHttp(processEnv);
  return createKeySigner({ key, instance, log: settings.log, http, clock: systemClock, ...(trust && { trust }) });
}
