/** A file that a registry has of one version of a package. Digests are as the registry states them. */
export interface RegistryFile {
  readonly name: string;
  /** Where it may be downloaded. */
  readonly address: string;
  /** Lower-case hex. */
  readonly sha256?: string;
  readonly sha512?: string;
}

export type RegistryName = "npm" | "pypi" | "crates";

/**
 * A registry of packages that everybody may read; nothing is written and no token is sent. Faults: those of the HTTP port,
 * `service-busy`, `response-malformed`.
 */
export interface PackageRegistry {
  readonly name: RegistryName;
  /** Undefined if it has no such version, or not yet. */
  files(name: string, version: string): Promise<readonly RegistryFile[] | undefined>;
  /** The bytes of a file; more than `maxBytes` is a fault, `response-too-large`. */
  fetch(file: RegistryFile, maxBytes: number): Promise<Uint8Array>;
}
