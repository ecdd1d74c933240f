import { createOidcIssuer } from "../../src/services/local/oidc-issuer.ts";
import { createSigstoreInstance } from "../../src/services/local/sigstore-instance.ts";
import { parseIdentityToken } from "../../src/services/sigstore/identity-token.ts";
import { GITHUB_ISSUER, gitHubRun } from "../github-sigstore/github-run.ts";
import { signStatement } from "../services/local/sign-with.ts";
import { testClock } from "../test-clock.ts";
import type { TestAsset } from "./test-asset.ts";
import { HELLO, TOOL } from "./test-release.ts";

export interface ReleaseStatement {
  readonly assets?: readonly Pick<TestAsset, "name" | "sha256">[];
  readonly commit?: string;
  readonly tag?: string;
  readonly predicate?: Readonly<Record<string, string>>;
  /** Changes the statement before it is signed. */
  // biome-ignore lint/suspicious/noExplicitAny: a test may make anything of it
  readonly edit?: (statement: any) => void;
}

/** Stands in for GitHub where it publishes releases: an instance of its own, whose certificates have its name and no issuer. */
export interface TestPublisher {
  readonly trustedRoot: Uint8Array;
  /** Its attestation of the test release, as a Sigstore bundle. */
  attest(stated?: ReleaseStatement): Promise<object>;
}

export function createTestPublisher({
  name = "https://dotcom.releases.github.com",
  issuer: certified = "",
}: {
  readonly name?: string;
  readonly issuer?: string;
} = {}): TestPublisher {
  const clock = testClock();
  const issuer = createOidcIssuer({ iss: GITHUB_ISSUER, address: GITHUB_ISSUER, clock });
  const instance = createSigstoreInstance({
    ...{ clock, issuer, organization: "UNTRUSTED test of release attestations" },
    addresses: {
      issuer: GITHUB_ISSUER,
      authority: "https://fulcio.releases.invalid",
      ctLog: "https://ctlog.releases.invalid",
      log: "https://rekor.releases.invalid",
      timestamps: "https://timestamp.releases.invalid/api/v1/timestamp",
    },
    principal: () => ({ subject: { kind: "uri", value: name }, issuer: certified, extensions: [] }),
  });
  const tokens = { token: async (audience: string) => parseIdentityToken(issuer.issue(audience, { sub: "github" })) };
  return {
    trustedRoot: instance.trustedRoot,
    attest: async (stated) =>
      signStatement({ ...instance, tokens }, Buffer.from(JSON.stringify(releaseStatement(stated)))),
  };
}

/** What GitHub states when it publishes `octo-org/octo-tool` 1.2.3. */
export function releaseStatement({ assets = [HELLO, TOOL], edit, ...stated }: ReleaseStatement = {}) {
  const run = gitHubRun();
  const { commit = run.commit, tag = "v1.2.3" } = stated;
  const purl = `pkg:github/${run.repository}@${tag}`;
  const statement = {
    _type: "https://in-toto.io/Statement/v1",
    subject: [
      { uri: purl, digest: { sha1: commit } },
      ...assets.map(({ name, sha256 }) => ({ name, digest: { sha256 } })),
    ],
    predicateType: "https://in-toto.io/attestation/release/v0.2",
    predicate: {
      ...{ databaseId: "1", ownerId: run.ownerId, packageId: run.repositoryId, purl },
      ...{ repository: run.repository, repositoryId: run.repositoryId, tag, ...stated.predicate },
    },
  };
  edit?.(statement);
  return statement;
}
