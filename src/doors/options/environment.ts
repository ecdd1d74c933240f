import type { Command } from "./commands.ts";

/** A variable of the environment that a person sets, and the commands that read it. */
export interface EnvironmentVariable {
  readonly name: string;
  /** One sentence without a full stop. */
  readonly description: string;
  readonly commands: readonly Command[] | "all";
}

/**
 * Every variable that the program reads, but for those that a CI system sets of itself. Help, the man page and the table of
 * the documentation are made from this.
 */
export const ENVIRONMENT_VARIABLES: readonly EnvironmentVariable[] = [
  {
    name: "GITHUB_TOKEN",
    description:
      "the token for requests to GitHub: about the source, for a release, to record images, and to publish after an embargo; GH_TOKEN is read, too",
    commands: ["init", "seal", "check", "get", "verify", "audit", "watch", "scan", "image", "embargo"],
  },
  {
    name: "GH_TOKEN",
    description: "read if GITHUB_TOKEN is not set",
    commands: ["init", "seal", "check", "get", "verify", "audit", "watch", "scan", "image", "embargo"],
  },
  {
    name: "SIGSTORE_ID_TOKEN",
    description: "the identity token to sign with, outside of GitHub Actions, for example in GitLab CI/CD",
    commands: ["seal", "image", "vouch", "watch", "embargo"],
  },
  {
    name: "SOURCE_DATE_EPOCH",
    description: "the time of the release in seconds since 1970, instead of that of the commit",
    commands: ["seal", "check", "sbom", "kit"],
  },
  {
    name: "CAPSULE_ROOTS",
    description: "the file that keeps imported trusted roots",
    commands: ["get", "verify", "audit", "watch", "scan", "vouch", "roots", "embargo"],
  },
  {
    name: "XDG_DATA_HOME",
    description:
      "the folder below which imported trusted roots are kept; by default ~/.local/share, on Windows LOCALAPPDATA",
    commands: ["get", "verify", "audit", "watch", "scan", "vouch", "roots", "embargo"],
  },
  {
    name: "XDG_CACHE_HOME",
    description:
      "the folder below which fetched trusted roots and the database of vulnerabilities are kept; by default ~/.cache, on Windows LOCALAPPDATA",
    commands: ["seal", "get", "verify", "audit", "watch", "scan", "vouch", "sign-bundle", "embargo"],
  },
  {
    name: "LOCALAPPDATA",
    description: "on Windows, the folder for both",
    commands: ["seal", "get", "verify", "audit", "watch", "scan", "vouch", "roots", "sign-bundle", "embargo"],
  },
  {
    name: "HTTPS_PROXY",
    description: "the proxy for every connection; ALL_PROXY is read, too, and NO_PROXY names hosts without one",
    commands: [
      "seal",
      "check",
      "get",
      "verify",
      "audit",
      "watch",
      "image",
      "vouch",
      "scan",
      "roots",
      "sign-bundle",
      "embargo",
    ],
  },
  {
    name: "SSL_CERT_FILE",
    description: "a file with further certificate authorities; NODE_EXTRA_CA_CERTS is read, too",
    commands: [
      "seal",
      "check",
      "get",
      "verify",
      "audit",
      "watch",
      "image",
      "vouch",
      "scan",
      "roots",
      "sign-bundle",
      "embargo",
    ],
  },
  {
    name: "DOCKER_CONFIG",
    description: "the folder of Docker's config.json, where logins to registries are; by default ~/.docker",
    commands: ["image"],
  },
  {
    name: "REGISTRY_AUTH_FILE",
    description:
      "a file with logins to registries, before those of Podman in XDG_RUNTIME_DIR and XDG_CONFIG_HOME, and of Docker",
    commands: ["image"],
  },
  {
    name: "XDG_CONFIG_HOME",
    description: "the folder below which notation has its configuration; by default ~/.config, on Windows APPDATA",
    commands: ["verify", "image"],
  },
  {
    name: "APPDATA",
    description: "on Windows, the folder below which notation has its configuration",
    commands: ["verify", "image"],
  },
  { name: "TMPDIR", description: "the folder for temporary files", commands: "all" },
  {
    name: "NO_COLOR",
    description: "print without colour, if it is set to anything; --no-color does the same",
    commands: "all",
  },
  { name: "FORCE_COLOR", description: "print with colour where there is no terminal", commands: "all" },
  { name: "CAPSULE_DEBUG", description: "say where in the program an error arose", commands: "all" },
];

/** Those that a command reads, in the order of the table; without a command all. */
export function environmentOf(command?: Command): readonly EnvironmentVariable[] {
  return ENVIRONMENT_VARIABLES.filter(
    ({ commands }) => command === undefined || commands === "all" || commands.includes(command),
  );
}
