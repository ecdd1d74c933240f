import { nodeCryptography } from "../../../src/crypto/node.ts";
import type { IdentityTokens } from "../../../src/ports/identity-token.ts";
import { createOidcIssuer } from "../../../src/services/local/oidc-issuer.ts";
import { createSigstoreInstance } from "../../../src/services/local/sigstore-instance.ts";
import { instanceFromSigningConfig } from "../../../src/services/sigstore/instances.ts";
import { createKeylessSigner } from "../../../src/services/sigstore/keyless-signer.ts";
import { systemClock } from "../../../src/world/clock.ts";
import type { GitHubState, StoredRelease } from "../../github-server/github-state.ts";

const SIGNER = "https://dotcom.releases.github.com";
const ISSUER = "https://issuer.releases.invalid";

export interface ReleaseAttestations {
  /** JSON. */
  readonly trustedRoot: Uint8Array;
  /** Of what GitHub signs when an immutable release is published: the tag and every file. */
  bundleFor(state: GitHubState, release: StoredRelease): Promise<object>;
}

/** What stands in for GitHub's own signer of releases, with an authority of its own. */
export function createReleaseAttestations(): ReleaseAttestations {
  const clock = systemClock;
  const issuer = createOidcIssuer({ iss: ISSUER, address: ISSUER, clock });
  const sigstore = createSigstoreInstance({
    clock,
    issuer,
    organization: "UNTRUSTED release test authority",
    addresses: {
      issuer: ISSUER,
      authority: "https://fulcio.releases.invalid",
      ctLog: "https://ctlog.releases.invalid",
      log: "https://rekor.releases.invalid",
      timestamps: "https://timestamp.releases.invalid/api/v1/timestamp",
    },
    principal: () => ({ subject: { kind: "uri", value: SIGNER }, issuer: ISSUER, extensions: [] }),
  });
  const instance = instanceFromSigningConfig(sigstore.signingConfig, clock.now());
  const signer = createKeylessSigner({
    crypto: nodeCryptography,
    instance,
    tokens: tokensOf(issuer),
    http: sigstore.http,
    clock,
  });
  return {
    trustedRoot: sigstore.trustedRoot,
    async bundleFor(state, release) {
      const session = await signer.open();
      const bundle = await session.signPayload("application/vnd.in-toto+json", statement(state, release));
      return JSON.parse(Buffer.from(bundle).toString());
    },
  };
}

function tokensOf(issuer: ReturnType<typeof createOidcIssuer>): IdentityTokens {
  return {
    async token(audience) {
      const raw = issuer.issue(audience, { sub: SIGNER });
      const expires = Number(issuer.verify(raw, audience)["exp"]);
      return { raw, claims: { issuer: ISSUER, subject: SIGNER, audience: [audience], expires, others: new Map() } };
    },
  };
}

/** in-toto's release predicate, as far as gh reads it. */
function statement({ run, refs }: GitHubState, { tagName, assets }: StoredRelease): Buffer {
  const tag = refs.get(`refs/tags/${tagName}`)?.sha ?? "";
  const purl = `pkg:github/${run.repository}@${tagName}`;
  return Buffer.from(
    JSON.stringify({
      _type: "https://in-toto.io/Statement/v1",
      subject: [
        { uri: purl, digest: { sha1: tag } },
        ...[...assets.values()].map(({ name, sha256 }) => ({ name, digest: { sha256 } })),
      ],
      predicateType: "https://in-toto.io/attestation/release/v0.1",
      predicate: {
        ownerId: run.ownerId,
        purl,
        repository: run.repository,
        repositoryId: run.repositoryId,
        tag: tagName,
      },
    }),
  );
}
