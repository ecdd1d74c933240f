import { packSnappy } from "../../../__tests__/github-server/snappy.ts";
import { scriptedHttp } from "../../../__tests__/scripted-http.ts";
import { GITHUB_CLAIMS, testToken } from "../../../__tests__/services/sigstore/test-token.ts";
import { createTufKey, metadataOf, rootOf } from "../../../__tests__/services/tuf/test-repository.ts";
import { testRoot } from "../../../__tests__/signing/test-certificates.ts";
import { testStamper, testTimestamp } from "../../../__tests__/signing/test-timestamps.ts";
import { testClock } from "../../../__tests__/test-clock.ts";
import { sha256 } from "../../../src/crypto/node-digest.ts";
import { boolean, integer, octetString, oid, sequence } from "../../../src/kernel/der-writer.ts";
import { Fault } from "../../../src/kernel/fault.ts";
import type { FaultCode } from "../../../src/kernel/fault-codes.ts";
import { parseJsonObject } from "../../../src/kernel/json-object.ts";
import { formatPem } from "../../../src/kernel/pem.ts";
import { cratesRegistry } from "../../../src/services/crates/crates-registry.ts";
import { parseMarker } from "../../../src/services/directory/marker.ts";
import { gitHubAddress } from "../../../src/services/github/api/github-address.ts";
import { createGitHubApi, type GitHubApi } from "../../../src/services/github/api/github-api.ts";
import { releasesOf } from "../../../src/services/github/release/list-releases.ts";
import { assetSchema } from "../../../src/services/github/release/release-schemas.ts";
import { storedBundles } from "../../../src/services/github/release/stored-bundles.ts";
import { gitHubSource } from "../../../src/services/github/source-host.ts";
import { parseTimestampRequest, readTimestampRequest } from "../../../src/services/local/timestamp-request.ts";
import { npmRegistry } from "../../../src/services/npm/npm-registry.ts";
import { pypiRegistry } from "../../../src/services/pypi/pypi-registry.ts";
import { createEphemeralKey } from "../../../src/services/sigstore/ephemeral-key.ts";
import { requestCertificate } from "../../../src/services/sigstore/fulcio.ts";
import { parseIdentityToken } from "../../../src/services/sigstore/identity-token.ts";
import { gitHubInstance } from "../../../src/services/sigstore/instances.ts";
import { rekorV1 } from "../../../src/services/sigstore/rekor-v1.ts";
import { rekorV2 } from "../../../src/services/sigstore/rekor-v2.ts";
import { readTimestamp } from "../../../src/services/sigstore/timestamp-response.ts";
import { tokenIdentity } from "../../../src/services/sigstore/token-identity.ts";
import { refreshTrustedRoot } from "../../../src/services/tuf/refresh-trusted-root.ts";
import { mutateOnce } from "../mutate/mutate.ts";
import type { FuzzTarget } from "../target.ts";
import { corpusFiles, encode, json } from "./seeds.ts";

/** What services answer, and tokens. */
export async function answerTargets(): Promise<readonly FuzzTarget[]> {
  return [...gitHub(), ...registries(), ...sigstore(), ...tokens(), updateRepository(), marker()];
}

function portsFor(body: Uint8Array) {
  return { http: scriptedHttp(() => ({ body })), clock: testClock() };
}

function registries(): FuzzTarget[] {
  const integrity = `sha512-${Buffer.alloc(64).toString("base64")}`;
  const dist = { tarball: "https://registry.example/a/-/a-1.tgz", integrity };
  const file = { filename: "a-1.whl", url: "https://files.example/a-1.whl", digests: { sha256: "ab".repeat(32) } };
  const line = `${JSON.stringify({ name: "a", vers: "1", cksum: "ab".repeat(32) })}\n`;
  return [
    {
      name: "registry/npm",
      seeds: json({ name: "a", version: "1", dist }),
      read: (body) => npmRegistry(portsFor(body), "https://registry.example").files("a", "1"),
    },
    {
      name: "registry/pypi",
      seeds: json({ urls: [file] }),
      read: (body) => pypiRegistry(portsFor(body)).files("a", "1"),
    },
    { name: "registry/crates", seeds: [encode(line)], read: (body) => cratesRegistry(portsFor(body)).files("a", "1") },
  ];
}

function gitHub(): FuzzTarget[] {
  const api = (body: Uint8Array): GitHubApi =>
    createGitHubApi(gitHubAddress("https://api.github.com", "o/r"), "token", portsFor(body));
  const release = {
    id: 1,
    tag_name: "v1",
    body: "x",
    draft: true,
    prerelease: false,
    published_at: null,
    html_url: "https://github.com/o/r",
    upload_url: "https://uploads.github.com/x{?name,label}",
  };
  const asset = { id: 1, name: "a", label: null, state: "uploaded", size: 1, digest: `sha256:${"ab".repeat(32)}` };
  const bundle = JSON.parse(
    Buffer.from(corpusFiles("bundles", /as-it-was-signed\.sigstore\.json$/, 1)[0] ?? []).toString(),
  );
  const repository = { id: 1, owner: { id: 2 }, default_branch: "main", private: false, visibility: "public" };
  const run = {
    id: 1,
    repository: { id: 1 },
    head_sha: "a".repeat(40),
    head_branch: "main",
    event: "push",
    status: "completed",
  };
  const asked = { what: "list", permission: "contents: write", path: "/x" };
  return [
    // The same answer to each question: what is wrong for one of them is refused there.
    {
      name: "github/releases",
      seeds: json([release], release),
      read: reaching(["response-malformed", "release-conflict"], (body) => releasesOf(api(body), "v1")),
    },
    { name: "github/list", seeds: json([asset]), read: (body) => api(body).list(assetSchema, asked) },
    {
      name: "github/bundles",
      seeds: json({ attestations: [{ bundle }, { bundle: null, bundle_url: "https://x.blob.core.windows.net/a" }] }),
      read: (body) => storedBundles(api(body), "a".repeat(64)),
    },
    {
      name: "github/stored-bundle",
      seeds: [new Uint8Array(packSnappy(encode(JSON.stringify(bundle))))],
      read: (body) => storedBundles(apiOverStorage(body), "a".repeat(64)),
    },
    { name: "github/repository", seeds: json(repository), read: (body) => gitHubSource(api(body)).repository() },
    {
      name: "github/branch",
      seeds: json({ protected: true }, [{ type: "deletion" }]),
      read: reaching(["response-malformed"], (body) => gitHubSource(api(body)).isProtected("main")),
    },
    {
      name: "github/tags",
      seeds: json([{ ref: "refs/tags/v1", object: { type: "commit", sha: "a".repeat(40) } }]),
      read: (body) => gitHubSource(api(body)).tags("v"),
    },
    {
      name: "github/run",
      seeds: json(run),
      read: (body) => gitHubSource(api(body)).run({ runId: "1", attempt: "1" } as never),
    },
  ];
}

function apiOverStorage(body: Uint8Array): GitHubApi {
  const listed = { attestations: [{ bundle: null, bundle_url: "https://x.blob.core.windows.net/a" }] };
  const http = scriptedHttp(({ url }) => ({ body: url.startsWith("https://api.") ? listed : body }));
  return createGitHubApi(gitHubAddress("https://api.github.com", "o/r"), "token", { http, clock: testClock() });
}

const CONTENT = { kind: "digest", sha256: sha256(encode("x")), signature: encode("signature") } as const;

function sigstore(): FuzzTarget[] {
  const issuer = testRoot();
  const stamp = testTimestamp(encode("signed"), { stamper: testStamper(issuer), issuer });
  const query = { imprint: sha256(encode("signed")), nonce: 1n };
  const entries: readonly BundleEntry[] = corpusFiles("bundles", /as-it-was-signed\.sigstore\.json$/).flatMap(
    (bytes) => JSON.parse(Buffer.from(bytes).toString()).verificationMaterial.tlogEntries ?? [],
  );
  const v2 = entries.filter((entry) => entry.kindVersion.version === "0.0.2");
  const v1 = entries
    .filter(({ inclusionPromise, inclusionProof }) => inclusionPromise && inclusionProof)
    .map(restEntry);
  const [signed] = corpusFiles("bundles/real-rekor-v2/message", /as-it-was-signed/, 1);
  const { rawBytes } = JSON.parse(Buffer.from(signed ?? []).toString()).verificationMaterial.certificate;
  const leaf = formatPem(new Uint8Array(Buffer.from(rawBytes, "base64")));
  const issued = json({
    signedCertificateEmbeddedSct: { chain: { certificates: [leaf, formatPem(issuer.der)] } },
  });
  const instance = gitHubInstance("https://github.com");
  const token = parseIdentityToken(testToken());
  // The answers are about something else, which is found out last.
  return [
    {
      name: "rekor-v1/answer",
      seeds: json(...v1),
      read: reaching(["log-unexpected"], (body) =>
        rekorV1("https://log.example", portsFor(body)).enter(CONTENT, { kind: "certificate", der: issuer.der }),
      ),
    },
    {
      name: "rekor-v2/answer",
      seeds: json(...v2),
      read: reaching(["log-unexpected"], (body) =>
        rekorV2("https://log.example", portsFor(body)).enter(CONTENT, { kind: "certificate", der: issuer.der }),
      ),
    },
    {
      name: "fulcio/answer",
      seeds: issued,
      read: reaching(["certificate-unexpected"], (body) =>
        requestCertificate({ instance, token, key: createEphemeralKey() }, portsFor(body)),
      ),
    },
    {
      name: "timestamp/answer",
      seeds: [stamp],
      read: reaching(["timestamp-unexpected"], (body) => readTimestamp(body, query)),
    },
    { name: "timestamp/request", seeds: [TIMESTAMP_REQUEST], read: readTimestampRequest },
    {
      name: "timestamp/json-request",
      seeds: json({
        artifactHash: Buffer.alloc(32).toString("base64"),
        hashAlgorithm: "sha256",
        nonce: 1,
        certificates: true,
      }),
      read: parseTimestampRequest,
    },
  ];
}

const TIMESTAMP_REQUEST = sequence(
  integer(1),
  sequence(sequence(oid("2.16.840.1.101.3.4.2.1")), octetString(CONTENT.sha256)),
  integer(1),
  boolean(true),
);

/** The fields of an entry in a bundle that the API of Rekor v1 has, too. */
interface BundleEntry {
  readonly logIndex: string;
  readonly integratedTime: string;
  readonly canonicalizedBody: string;
  readonly kindVersion: { readonly version: string };
  readonly logId: { readonly keyId: string };
  readonly inclusionPromise?: object;
  readonly inclusionProof: {
    readonly hashes: readonly string[];
    readonly rootHash: string;
    readonly treeSize: string;
    readonly logIndex: string;
    readonly checkpoint: { readonly envelope: string };
  };
}

function restEntry({ inclusionProof, inclusionPromise, ...entry }: BundleEntry): object {
  const hex = (text: string): string => Buffer.from(text, "base64").toString("hex");
  const proof = {
    checkpoint: inclusionProof.checkpoint.envelope,
    hashes: inclusionProof.hashes.map(hex),
    logIndex: Number(inclusionProof.logIndex),
    rootHash: hex(inclusionProof.rootHash),
    treeSize: Number(inclusionProof.treeSize),
  };
  const { canonicalizedBody: body, logId } = entry;
  const counts = { integratedTime: Number(entry.integratedTime), logIndex: Number(entry.logIndex) };
  const verification = { ...inclusionPromise, inclusionProof: proof };
  return { uuid: { body, logID: hex(logId.keyId), ...counts, verification } };
}

function tokens(): FuzzTarget[] {
  const seeds = [
    testToken(),
    testToken({ ...GITHUB_CLAIMS, aud: ["sigstore"], federated_claims: { connector_id: "x" } }),
  ];
  return [
    {
      name: "token",
      seeds: seeds.map(encode),
      read: (bytes) => tokenIdentity(parseIdentityToken(Buffer.from(bytes).toString()).claims),
      // The two parts of JSON are changed inside.
      mutate(bytes, random) {
        const parts = Buffer.from(bytes).toString().split(".");
        const changed = parts.map((part) => Buffer.from(part, "base64url"));
        const at = Math.floor(random() * 2);
        const inner = mutateOnce(new Uint8Array(changed[at] ?? []), {
          donor: changed[1 - at] ?? new Uint8Array(),
          random,
        });
        return encode(parts.with(at, Buffer.from(inner).toString("base64url")).join("."));
      },
    },
  ];
}

/** What a folder says of a run that was interrupted. */
function marker(): FuzzTarget {
  const assets = [{ name: "a", sha256: "ab".repeat(32) }];
  return {
    name: "directory/marker",
    seeds: json({ name: "tool", version: "1.0.0", tag: null, assets }),
    read: parseMarker,
  };
}

/** The files of a repository by their paths, as one JSON object. */
function updateRepository(): FuzzTarget {
  const options = { rootKeys: [createTufKey()], key: createTufKey() };
  const files = Object.fromEntries([...metadataOf(options)].map(([path, bytes]) => [path, bytes.toString()]));
  const root = rootOf(1, options);
  const repository = { name: "test", mirror: "https://tuf.example", root: () => new Uint8Array(root) };
  const cache = { read: async () => undefined, write: async () => undefined };
  return {
    name: "tuf/repository",
    seeds: json(files),
    async read(bytes) {
      const served = filesIn(bytes);
      return refreshTrustedRoot(repository, async (path) => served.get(path), cache);
    },
  };
}

/** Read with bounds, for what the test itself takes would be taken for the reader's. */
function filesIn(bytes: Uint8Array): Map<string, Uint8Array> {
  try {
    const files = parseJsonObject(bytes, { maxBytes: bytes.length, what: "the repository" });
    return new Map(Object.entries(files).map(([path, text]) => [path, encode(String(text))]));
  } catch {
    return new Map();
  }
}

/** Counts these refusals as reading: what stands behind them needs a live counterpart. */
function reaching(
  codes: readonly FaultCode[],
  read: (bytes: Uint8Array) => unknown,
): (bytes: Uint8Array) => Promise<void> {
  return async (bytes) => {
    try {
      await read(bytes);
    } catch (error) {
      if (!(error instanceof Fault && codes.includes(error.code))) throw error;
    }
  };
}
