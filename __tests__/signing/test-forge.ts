import { nodeCryptography } from "../../src/crypto/node.ts";
import { parseTrustedRoot, type TrustedRoot } from "../../src/domain/sigstore/trusted-root.ts";
import type { CertifiedIdentity, CertifiedSession, Signer } from "../../src/ports/signer.ts";
import { createOidcIssuer } from "../../src/services/local/oidc-issuer.ts";
import { createSigstoreInstance } from "../../src/services/local/sigstore-instance.ts";
import { parseIdentityToken } from "../../src/services/sigstore/identity-token.ts";
import { instanceFromSigningConfig } from "../../src/services/sigstore/instances.ts";
import { createKeylessSigner } from "../../src/services/sigstore/keyless-signer.ts";
import { gitHubPrincipal } from "../github-sigstore/github-principal.ts";
import { GITHUB_ISSUER, type GitHubRun, gitHubRun, tokenClaims } from "../github-sigstore/github-run.ts";
import type { Instance } from "../services/local/sign-with.ts";
import { type TestClock, testClock } from "../test-clock.ts";

/** A Sigstore in memory whose one trusted root serves any number of runs, repositories and attackers. */
export interface TestForge {
  readonly clock: TestClock;
  readonly trustedRoot: Uint8Array;
  readonly trust: TrustedRoot;
  /** The services, for a client other than ours. */
  readonly services: Instance;
  /** A signing session of a run of a GitHub workflow; what is not given is as in `github-run.ts`. */
  session(run?: Partial<GitHubRun>): Promise<CertifiedSession>;
  signer(run?: Partial<GitHubRun>): Signer<CertifiedIdentity>;
}

export interface TestForgeOptions {
  readonly sctExtensions?: Uint8Array;
  /** Issuer of the tokens, and web address of that GitHub: by default those of github.com. */
  readonly iss?: string;
  readonly web?: string;
}

export function createTestForge({ iss = GITHUB_ISSUER, web, ...options }: TestForgeOptions = {}): TestForge {
  const clock = testClock();
  const issuer = createOidcIssuer({ iss, address: iss, clock });
  const instance = createSigstoreInstance({
    clock,
    organization: "UNTRUSTED test forge",
    addresses: {
      issuer: iss,
      authority: "https://fulcio.invalid",
      ctLog: "https://ctlog.invalid",
      log: "https://rekor.invalid",
      timestamps: "https://timestamp.invalid/api/v1/timestamp",
    },
    issuer,
    principal: (claims) => gitHubPrincipal(claims, web),
    ...options,
  });
  const { http, signingConfig } = instance;
  const tokensOf = (run?: Partial<GitHubRun>) => {
    const claims = tokenClaims(gitHubRun(run));
    return { token: async (audience: string) => parseIdentityToken(issuer.issue(audience, claims)) };
  };
  const signer = (run?: Partial<GitHubRun>): Signer<CertifiedIdentity> =>
    createKeylessSigner({
      crypto: nodeCryptography,
      instance: instanceFromSigningConfig(signingConfig, clock.now()),
      tokens: tokensOf(run),
      http,
      clock,
    });
  return {
    clock,
    trustedRoot: instance.trustedRoot,
    trust: parseTrustedRoot(instance.trustedRoot),
    services: { http, signingConfig, tokens: tokensOf() },
    session: (run) => signer(run).open(),
    signer,
  };
}
