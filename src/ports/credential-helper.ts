/** Secrets: how a user logs in to a registry. */
export type RegistryCredentials =
  | { readonly kind: "password"; readonly user: string; readonly password: string }
  /** For the token endpoint of the registry alone. */
  | { readonly kind: "refresh-token"; readonly token: string };

/** Asks `docker-credential-NAME`; undefined if it knows nothing of the server. */
export type CredentialHelper = (name: string, server: string) => Promise<RegistryCredentials | undefined>;
