import { homedir } from "node:os";
import type { ImageName } from "../../domain/image/image-name.ts";
import type { Registry } from "../../ports/registry.ts";
import { systemClock } from "../../world/clock.ts";
import { processEnv } from "../../world/env.ts";
import { systemFiles } from "../../world/files.ts";

/** The registry of an image, with the logins of this user. */
export async function registryOf(image: ImageName): Promise<Registry> {
  const [{ ociRegistry }, { credentialsFor }, { askCredentialHelper }, { createHttp }] = await Promise.all([
    import("../../services/registry/oci-registry.ts"),
    import("../../services/registry/credentials.ts"),
    import("../../world/credential-helper.ts"),
    import("../../world/http.ts"),
  ]);
  const ports = {
    env: processEnv,
    files: systemFiles,
    askHelper: askCredentialHelper(processEnv),
    home: homedir() || undefined,
  };
  return ociRegistry(image, {
    http: createHttp(processEnv),
    clock: systemClock,
    credentials: (registry) => credentialsFor(registry, ports),
  });
}
