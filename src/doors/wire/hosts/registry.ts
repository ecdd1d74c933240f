import type { ImageName } from "../../../domain/image/image-name.ts";
import type { Registry } from "../../../ports/registry.ts";
import { systemClock } from "../../../world/clock.ts";
import { homeFolder, processEnv } from "../../../world/env.ts";
import { systemFiles } from "../../../world/files/files.ts";

/** GitHub's registry takes the token of a workflow, whatever the name beside it. */
const GITHUB_REGISTRY = "ghcr.io";

export interface RegistryNeeds {
  /** `push` where something is written later: one login then does for all. */
  readonly access: "pull" | "push";
  /** What GitHub's registry, and no other, gets where this user has no login. */
  readonly gitHubToken?: string | undefined;
}

/** The registry of an image, with the logins of this user. */
export async function registryOf(image: ImageName, { access, gitHubToken }: RegistryNeeds): Promise<Registry> {
  const [{ ociRegistry }, { credentialsFor }, { askCredentialHelper }, { createHttp }] = await Promise.all([
    import("../../../services/registry/oci-registry.ts"),
    import("../../../services/registry/credentials.ts"),
    import("../../../world/credential-helper.ts"),
    import("../../../world/http/http.ts"),
  ]);
  const ports = {
    env: processEnv,
    files: systemFiles,
    askHelper: askCredentialHelper(processEnv),
    home: homeFolder(),
  };
  return ociRegistry(image, {
    http: createHttp(processEnv),
    clock: systemClock,
    access,
    async credentials(registry) {
      const known = await credentialsFor(registry, ports);
      if (known !== undefined || registry !== GITHUB_REGISTRY || gitHubToken === undefined) return known;
      return { kind: "password", user: "release-capsule", password: gitHubToken };
    },
  });
}
