import { readFileSync } from "node:fs";
import { describe, expect, onTestFinished, test } from "vitest";
import { nodeCryptography } from "../../../src/crypto/node.ts";
import { parseBundle } from "../../../src/domain/sigstore/bundle.ts";
import { readCertificate } from "../../../src/domain/sigstore/certificate.ts";
import { EMBEDDED_ROOTS } from "../../../src/domain/sigstore/embedded-roots.ts";
import { getRelease } from "../../../src/journeys/get/get.ts";
import type { GetOrder } from "../../../src/journeys/get/get-order.ts";
import { gitHubAddress } from "../../../src/services/github/api/github-address.ts";
import { gitHubPublicReleases } from "../../../src/services/github/release/public-releases.ts";
import { systemClock } from "../../../src/world/clock.ts";
import { systemFiles } from "../../../src/world/files/files.ts";
import { systemStaging } from "../../../src/world/files/staging.ts";
import { createHttp } from "../../../src/world/http/http.ts";
import { corpus } from "../../corpus.ts";
import { addAttestation } from "../../github-server/attestations.ts";
import { type GitHubServerOptions, startGitHubServer } from "../../github-server/start-github-server.ts";
import { quietProgress } from "../../quiet-progress.ts";
import { temporaryFolder } from "../../temporary-folder.ts";
import { testClock } from "../../test-clock.ts";

const at = (path: string): Buffer => readFileSync(corpus(`bundles/${path}`) ?? "");
const isThere = corpus() !== undefined;

/** Verifies what a GitHub of the loopback has under the trusted roots that are built in. */
async function get(
  options: GitHubServerOptions,
  { attested = [], ...changes }: Partial<GetOrder> & { attested?: object[] },
) {
  const server = await startGitHubServer(options);
  onTestFinished(() => server.close());
  for (const bundle of attested) addAttestation(server.state, bundle, "user");
  const { run } = server.state;
  const repository = `https://github.com/${run.repository}`;
  const order: GetOrder = {
    ...{ repository, tag: run.ref.slice("refs/tags/".length), patterns: [], out: temporaryFolder(), mirrors: [] },
    ...{ withEvidence: false, acceptChecksums: false, namesSigner: false, now: new Date() },
    identity: { kind: "repository", repository },
    ...changes,
  };
  return getRelease(order, {
    releases: gitHubPublicReleases({
      address: gitHubAddress(server.url, repository),
      token: undefined,
      ports: { http: createHttp(() => undefined), clock: testClock() },
    }),
    ...{ staging: systemStaging, progress: quietProgress(), crypto: nodeCryptography, files: systemFiles },
    clock: systemClock,
    trust: {
      trustedRoots: async () =>
        (["public-good", "github"] as const).map((instance) => ({
          ...{ bytes: EMBEDDED_ROOTS[instance].bytes(), origin: instance, dated: EMBEDDED_ROOTS[instance].dated },
        })),
    },
  });
}

describe.skipIf(!isThere)("a release of slsa-framework/example-package, with the files of the real one", () => {
  const NAME = "binary-linux-amd64-push-v14.2";
  const folder = "slsa-verifier/gha_generic/v2.1.0";
  const statements = () => at(`${folder}/${NAME}.intoto.jsonl`);
  const facts = () => {
    const { material } = parseBundle(statements());
    if (material.kind === "key") throw new Error("it was signed by a certificate");
    return readCertificate(material.certificates[0]);
  };
  const run = () => {
    const { extensions } = facts();
    return {
      repository: "slsa-framework/example-package",
      ref: "refs/tags/v14.2",
      commit: extensions.sourceRepositoryDigest ?? "",
      repositoryId: extensions.sourceRepositoryIdentifier ?? "",
      ownerId: extensions.sourceRepositoryOwnerIdentifier ?? "",
    };
  };
  /** The reusable workflow that signed, which is in another repository and must be named. */
  const identity = () => {
    const [, repository = "", path = ""] =
      /^(https:\/\/github\.com\/[^/]+\/[^/]+)\/(.+)@/.exec(facts().subjectAlternativeName.value) ?? [];
    return {
      kind: "repository",
      repository: "https://github.com/slsa-framework/example-package",
      signerWorkflow: { repository, path },
    } as const;
  };

  test("is proven by its statements, or by the same ones where GitHub keeps them, if the signing workflow is named", async () => {
    const assets = { [NAME]: at(`${folder}/${NAME}`) };
    const beside = { [`${NAME}.intoto.jsonl`]: statements() };
    const published = await get(
      { run: run(), releases: [{ tag: "v14.2", assets: { ...assets, ...beside } }] },
      { identity: identity() },
    );
    expect([published.verdict, published.files.map(({ provenBy }) => provenBy)]).toEqual(["verified", [["bundle"]]]);
    const attested = [JSON.parse(statements().toString())];
    const kept = await get({ run: run(), releases: [{ tag: "v14.2", assets }] }, { identity: identity(), attested });
    expect([kept.verdict, kept.files.map(({ provenBy }) => provenBy)]).toEqual(["verified", [["attestations"]]]);
    const unnamed = await get({ run: run(), releases: [{ tag: "v14.2", assets }] }, { attested });
    expect([unnamed.verdict, unnamed.evidence.find(({ status }) => status === "refused")?.code]).toEqual([
      "rejected",
      "identity-mismatch",
    ]);
  });

  test("is rejected under another tag, at another commit, and in a repository of another number", async () => {
    const assets = { [NAME]: at(`${folder}/${NAME}`), [`${NAME}.intoto.jsonl`]: statements() };
    for (const [changed, tag] of [
      [{ ref: "refs/tags/v14.3" }, "v14.3"],
      [{ commit: "1".repeat(40) }, "v14.2"],
      [{ repositoryId: "1" }, "v14.2"],
    ] as const) {
      const got = await get({ run: { ...run(), ...changed }, releases: [{ tag, assets }] }, { identity: identity() });
      expect([got.verdict, got.evidence.find(({ status }) => status === "refused")?.code]).toEqual([
        "rejected",
        "identity-mismatch",
      ]);
    }
  });
});

test.skipIf(!isThere)(
  "GitHub's genuine attestation of a release is understood, and refuses other files under its names",
  async () => {
    const bundle = JSON.parse(at("sigstore-rust/bundle_v3_jdx_communique.json").toString());
    const { subject } = JSON.parse(Buffer.from(bundle.dsseEnvelope.payload, "base64").toString());
    const names: string[] = subject.flatMap(({ name }: { name?: string }) => name ?? []);
    const [tag] = subject;
    const run = {
      ...{ repository: "jdx/communique", ref: "refs/tags/v0.1.9", commit: tag.digest.sha1 },
      ...{ repositoryId: "1155542902", ownerId: "216188" },
    };
    const files = (list: readonly string[]) =>
      Object.fromEntries(list.map((name) => [name, Buffer.from(`not ${name}`)]));
    const refusal = async (list: readonly string[], changed: object = {}) => {
      const releases = [{ tag: "v0.1.9", immutable: true, assets: files(list) }];
      const got = await get({ run: { ...run, ...changed }, releases }, { attested: [bundle] });
      const published = got.evidence.find(({ kind }) => kind === "published");
      return [got.verdict, published?.code, published?.reason];
    };
    expect(await refusal(names)).toEqual([
      "rejected",
      "digest-mismatch",
      expect.stringContaining("not the file that GitHub published"),
    ]);
    expect(await refusal([...names, "more.txt"])).toEqual(["rejected", expect.any(String), expect.any(String)]);
    expect(await refusal(names, { repositoryId: "7" })).toEqual(["rejected", "release-mismatch", expect.any(String)]);
  },
);
