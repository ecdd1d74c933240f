import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { afterEach, describe, expect, test } from "vitest";
import { nodeCryptography } from "../../src/crypto/node.ts";
import { readCertificate } from "../../src/domain/sigstore/certificate.ts";
import type { Env } from "../../src/ports/env.ts";
import { gitHubTokens } from "../../src/services/sigstore/github-token.ts";
import { instanceFromSigningConfig } from "../../src/services/sigstore/instances.ts";
import { createKeylessSigner } from "../../src/services/sigstore/keyless-signer.ts";
import { systemClock } from "../../src/world/clock.ts";
import { createHttp } from "../../src/world/http/http.ts";
import { expectFault } from "../expect-fault.ts";
import { verifyWithUpstream } from "../services/local/verify-with-upstream.ts";
import { testClock } from "../test-clock.ts";
import { forkGitHubSigstore } from "./fork-github-sigstore.ts";
import { type GitHubSigstore, startGitHubSigstore, TEST_ORGANIZATION } from "./start-github-sigstore.ts";

const started: GitHubSigstore[] = [];
afterEach(async () => {
  await Promise.all(started.splice(0).map((sigstore) => sigstore.close()));
});

async function start(options: Parameters<typeof startGitHubSigstore>[0] = {}): Promise<GitHubSigstore> {
  const sigstore = await startGitHubSigstore(options);
  started.push(sigstore);
  return sigstore;
}

/** The product's own client, over sockets; it does not wait between attempts. */
function signer(
  sigstore: Pick<GitHubSigstore, "env" | "signingConfigPath">,
  changes: Record<string, string | undefined> = {},
) {
  const variables: Record<string, string | undefined> = { ...sigstore.env, ...changes };
  const env: Env = (name) => variables[name];
  const clock = { ...systemClock, sleep: async () => undefined };
  const http = createHttp(env);
  const instance = instanceFromSigningConfig(readFileSync(sigstore.signingConfigPath), new Date());
  return createKeylessSigner({
    crypto: nodeCryptography,
    instance,
    tokens: gitHubTokens({ http, clock, env }),
    http,
    clock,
  });
}

const artifact = Buffer.from("an asset");
const digest = createHash("sha256").update(artifact).digest();
const parse = (bundle: Uint8Array) => JSON.parse(Buffer.from(bundle).toString());

describe("a run of GitHub Actions", () => {
  test("gets a token and a certificate over sockets, and upstream verifies what it signs", async () => {
    const sigstore = await start();
    const session = await signer(sigstore).open();
    const bundles = [
      await session.signDigest(digest),
      await session.signPayload("application/vnd.in-toto+json", Buffer.from("{}")),
    ];
    const policy = { subjectAlternativeName: sigstore.identity, extensions: { issuer: sigstore.issuer } };
    const trustedRoot = readFileSync(sigstore.trustedRootPath);
    for (const bundle of bundles) verifyWithUpstream(parse(bundle), { trustedRoot, artifact, policy });
    expect(sigstore.counts()).toEqual({ token: 1, authority: 1, log: 2, timestamps: 2 });
  });

  test("finds in its certificate what Fulcio writes for GitHub", async () => {
    const sigstore = await start();
    const { identity } = await signer(sigstore).open();
    const repository = "https://github.com/octo-org/octo-tool";
    const workflow = `${repository}/.github/workflows/release.yml@refs/tags/v1.2.3`;
    const commit = "d0c1a2b3d0c1a2b3d0c1a2b3d0c1a2b3d0c1a2b3";
    const { subjectAlternativeName, issuer, extensions, authorityOrganizations } = readCertificate(
      identity.certificate,
    );
    expect(subjectAlternativeName).toEqual({ kind: "uri", value: workflow });
    expect(issuer).toBe("https://token.actions.githubusercontent.com");
    expect(authorityOrganizations).toEqual([TEST_ORGANIZATION]);
    expect(extensions).toEqual({
      buildSignerUri: workflow,
      buildSignerDigest: commit,
      runnerEnvironment: "github-hosted",
      sourceRepositoryUri: repository,
      sourceRepositoryDigest: commit,
      sourceRepositoryRef: "refs/tags/v1.2.3",
      sourceRepositoryIdentifier: "74",
      sourceRepositoryOwnerUri: "https://github.com/octo-org",
      sourceRepositoryOwnerIdentifier: "65",
      buildConfigUri: workflow,
      buildConfigDigest: commit,
      buildTrigger: "push",
      runInvocationUri: `${repository}/actions/runs/8123456789/attempts/1`,
      sourceRepositoryVisibility: "public",
      deploymentEnvironment: undefined,
      tokenSubject: "repo:octo-org@65/octo-tool@74:ref:refs/tags/v1.2.3",
    });
  });

  test("is named by the workflow that signs, where that is a reusable one", async () => {
    const signerWorkflow = "octo-org/ci/.github/workflows/seal.yml@refs/heads/main";
    const sigstore = await start({ run: { signerWorkflow, environment: "production", ref: "refs/heads/main" } });
    const { identity } = await signer(sigstore).open();
    const { extensions } = readCertificate(identity.certificate);
    expect(identity.subjectAlternativeName).toBe(`https://github.com/${signerWorkflow}`);
    expect(extensions.buildConfigUri).toBe(
      "https://github.com/octo-org/octo-tool/.github/workflows/release.yml@refs/heads/main",
    );
    expect(extensions.deploymentEnvironment).toBe("production");
    expect(sigstore.env["GITHUB_REF_TYPE"]).toBe("branch");
  });

  test.each([
    ["https://token.actions.githubusercontent.com/octo", "https://github.com", "https://api.github.com"],
    ["https://token.actions.octo.ghe.com", "https://octo.ghe.com", "https://api.octo.ghe.com"],
    ["https://ghes.example/_services/token", "https://ghes.example", "https://ghes.example/api/v3"],
  ])("by %s is one of its own GitHub, for upstream, too (W2)", async (iss, web, api) => {
    const sigstore = await start({ iss, web });
    const session = await signer(sigstore).open();
    const bundle = parse(await session.signDigest(digest));
    const policy = { subjectAlternativeName: sigstore.identity, extensions: { issuer: iss } };
    verifyWithUpstream(bundle, { trustedRoot: readFileSync(sigstore.trustedRootPath), artifact, policy });
    const { extensions } = readCertificate(session.identity.certificate);
    expect(sigstore.identity).toMatch(new RegExp(`^${web}/octo-org/octo-tool/`));
    expect(extensions.sourceRepositoryUri).toBe(`${web}/octo-org/octo-tool`);
    expect([sigstore.env["GITHUB_SERVER_URL"], sigstore.env["GITHUB_API_URL"]]).toEqual([web, api]);
    // Servers know no subjects with ids.
    const isServer = iss.endsWith("/_services/token");
    expect(extensions.tokenSubject?.includes("octo-org@65/octo-tool@74")).toBe(!isServer);
  });

  test("of an older repository has a subject without ids", async () => {
    const sigstore = await start({ run: { immutableSubject: false, environment: "release" } });
    const { identity } = await signer(sigstore).open();
    expect(readCertificate(identity.certificate).extensions.tokenSubject).toBe(
      "repo:octo-org/octo-tool:environment:release",
    );
  });

  test("asks for its token with a secret that is shaped like a JSON Web Token", async () => {
    const sigstore = await start();
    const secrets = [sigstore.env, sigstore.jobOf({})].map((env) => env["ACTIONS_ID_TOKEN_REQUEST_TOKEN"] ?? "");
    for (const secret of secrets) expect(secret).toMatch(/^eyJ[\w-]+\.[\w-]+\.[\w-]+$/);
    expect(secrets.map(({ length }) => length)).toEqual([520, 520]);
    expect(new Set(secrets).size).toBe(2);
  });

  test("gets no token without the runner's secret", async () => {
    const sigstore = await start();
    const other = signer(sigstore, { ACTIONS_ID_TOKEN_REQUEST_TOKEN: "another" });
    await expectFault("identity-token-refused", () => other.open());
    const none = signer(sigstore, { ACTIONS_ID_TOKEN_REQUEST_URL: undefined });
    await expectFault("identity-token-missing", () => none.open());
  });

  test("signs with timestamps alone where the instance has no log", async () => {
    const sigstore = await start({ log: false, run: { visibility: "private" } });
    const session = await signer(sigstore).open();
    const bundle = parse(await session.signDigest(digest));
    expect(bundle.verificationMaterial.tlogEntries ?? []).toEqual([]);
    expect(bundle.verificationMaterial.timestampVerificationData.rfc3161Timestamps).toHaveLength(1);
    expect(parse(readFileSync(sigstore.trustedRootPath)).tlogs).toEqual([]);
    expect(sigstore.counts().log).toBe(0);
  });
});

describe("disturbances", () => {
  test("an answer that is lost after the entry was made leads to no second entry", async () => {
    const sigstore = await start({
      disturb: (service, count) => (service === "log" && count === 1 ? "lost" : undefined),
    });
    const session = await signer(sigstore).open();
    const bundle = parse(await session.signDigest(digest));
    // The lost one, the one that is answered with 409, and the look at the entry that is there.
    expect(sigstore.counts().log).toBe(3);
    // Entry 0 is the log's own.
    expect(bundle.verificationMaterial.tlogEntries[0].logIndex).toBe("1");
    expect(bundle.verificationMaterial.tlogEntries[0].inclusionProof.treeSize).toBe("2");
  });

  test("an answer that a service gives in another's place reaches the client", async () => {
    const sigstore = await start({ disturb: (service) => (service === "authority" ? { status: 418 } : undefined) });
    await expectFault("certificate-refused", () => signer(sigstore).open());
  });

  test("a connection that is cut is tried again", async () => {
    const sigstore = await start({
      disturb: (service, count) => (service === "timestamps" && count === 1 ? "reset" : undefined),
    });
    const session = await signer(sigstore).open();
    await session.signDigest(digest);
    expect(sigstore.counts().timestamps).toBe(2);
  });

  test("a server that hangs can still be closed", async () => {
    const sigstore = await startGitHubSigstore({ disturb: () => "hang" });
    const answer = fetch(sigstore.env["ACTIONS_ID_TOKEN_REQUEST_URL"]!).catch(() => "cut");
    await new Promise((resolve) => setTimeout(resolve, 20));
    await sigstore.close();
    expect(await answer).toBe("cut");
  });
});

describe("as Sigstore is run", () => {
  test("two authorities, timestamp authorities and CT logs take turns behind one address, and the root may know one", async () => {
    for (const second of ["known", "unknown"] as const) {
      const sigstore = await start({ second });
      const root = parse(readFileSync(sigstore.trustedRootPath));
      const known = second === "known" ? 2 : 1;
      for (const name of ["certificateAuthorities", "ctlogs", "timestampAuthorities"])
        expect(root[name]).toHaveLength(known);
      expect(root.tlogs).toHaveLength(1);
      const verdicts: boolean[] = [];
      for (let n = 0; n < 4; n++) {
        const session = await signer(sigstore).open();
        const bundle = parse(await session.signDigest(digest));
        const policy = { subjectAlternativeName: sigstore.identity, extensions: { issuer: sigstore.issuer } };
        const trustedRoot = readFileSync(sigstore.trustedRootPath);
        verdicts.push(verifies(() => verifyWithUpstream(bundle, { trustedRoot, artifact, policy })));
      }
      // Upstream needs one timestamp that it knows: the log's time is one, so the authority decides.
      expect(verdicts).toEqual(second === "known" ? [true, true, true, true] : [false, true, false, true]);
    }
  });

  test("a log that is written at another address than it is read from, which has nothing to read", async () => {
    const sigstore = await start({ writeElsewhere: true });
    const [{ url }] = parse(readFileSync(sigstore.signingConfigPath)).rekorTlogUrls;
    const [{ baseUrl }] = parse(readFileSync(sigstore.trustedRootPath)).tlogs;
    expect(url).not.toBe(baseUrl);
    const session = await signer(sigstore).open();
    const bundle = parse(await session.signDigest(digest));
    const { logIndex } = bundle.verificationMaterial.tlogEntries[0];
    expect((await fetch(`${url}/api/v1/log/entries?logIndex=${logIndex}`)).status).toBe(404);
    expect((await fetch(`${baseUrl}/api/v1/log/entries?logIndex=${logIndex}`)).status).toBe(200);
  });

  test("a log that has taken enough for a minute answers with a page and names no time", async () => {
    const clock = testClock();
    const sigstore = await start({ logRate: 2, clock });
    const [{ url }] = parse(readFileSync(sigstore.signingConfigPath)).rekorTlogUrls;
    const ask = () => fetch(`${url}/api/v1/log`);
    expect([(await ask()).status, (await ask()).status]).toEqual([200, 200]);
    const refused = await ask();
    expect([refused.status, refused.headers.get("retry-after"), refused.headers.get("content-type")]).toEqual([
      429,
      null,
      "text/html",
    ]);
    clock.advance(60_000);
    expect((await ask()).status).toBe(200);
  });

  test.each([
    ["https://token.actions.githubusercontent.com/octo-enterprise", "https://github.com"],
    ["https://token.actions.octo.ghe.com", "https://octo.ghe.com"],
    ["https://ghes.example/_services/token", "https://ghes.example"],
  ])("tokens of the issuer %s name runs of %s", async (iss, web) => {
    const sigstore = await start({ iss, web });
    expect(sigstore.env["GITHUB_SERVER_URL"]).toBe(web);
    expect(sigstore.issuer).toBe(iss);
    expect(sigstore.identity).toBe(`${web}/octo-org/octo-tool/.github/workflows/release.yml@refs/tags/v1.2.3`);
    const { ACTIONS_ID_TOKEN_REQUEST_URL: address = "", ACTIONS_ID_TOKEN_REQUEST_TOKEN: secret } = sigstore.env;
    const answer = await fetch(`${address}&audience=sigstore`, { headers: { authorization: `Bearer ${secret}` } });
    const [, claims = ""] = parse(Buffer.from(await answer.arrayBuffer())).value.split(".");
    expect(JSON.parse(Buffer.from(claims, "base64url").toString()).iss).toBe(iss);
  });
});

function verifies(verify: () => void): boolean {
  try {
    verify();
    return true;
  } catch {
    return false;
  }
}

test("the services can run in a process of their own", async () => {
  const sigstore = await forkGitHubSigstore({ run: { repository: "octo-org/other" } });
  const session = await signer(sigstore).open();
  await session.signDigest(digest);
  expect(session.identity.subjectAlternativeName).toBe(sigstore.identity);
  expect(sigstore.identity).toContain("octo-org/other");
  await sigstore.close();
  expect(existsSync(sigstore.trustedRootPath)).toBe(false);
});

describe("what is shipped", () => {
  const root = new URL("../../", import.meta.url);
  const read = (name: string) => [name, readFileSync(new URL(name, root), "utf8")] as const;
  const sources = readdirSync(new URL("src/", root), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts"))
    .map((name) => read(`src/${name}`));
  const built = ["dist/cli.js", "dist/action.js"].filter((name) => existsSync(new URL(name, root))).map(read);

  test("holds no part of the test authority", () => {
    for (const [name, text] of [...sources, ...built]) expect(text.includes(TEST_ORGANIZATION), name).toBe(false);
    for (const [name, text] of sources) expect(text, name).not.toMatch(/from "[^"]*__tests__/);
    expect(sources.length).toBeGreaterThan(50);
  });

  test("writes no extension of Fulcio but the issuer's", () => {
    const written = sources
      .filter(([name]) => name.startsWith("src/services/local/"))
      .flatMap(([, text]) => [...text.matchAll(/1\.3\.6\.1\.4\.1\.57264\.1[.\d]*/g)].map(([oid]) => oid));
    expect(written).toEqual(["1.3.6.1.4.1.57264.1.1", "1.3.6.1.4.1.57264.1.8"]);
  });
});
