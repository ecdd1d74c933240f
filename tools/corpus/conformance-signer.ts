/** Who signs for sigstore-conformance, where a case names nobody else. */
export const CONFORMANCE_ISSUER = "https://token.actions.githubusercontent.com";

const BEACON = "https://github.com/sigstore-conformance/extremely-dangerous-public-oidc-beacon";
export const CONFORMANCE_IDENTITY = `${BEACON}/.github/workflows/extremely-dangerous-oidc-beacon.yml@refs/heads/main`;
