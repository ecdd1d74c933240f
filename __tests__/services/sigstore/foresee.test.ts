import { readFileSync } from "node:fs";
import { afterEach, describe, expect, test } from "vitest";
import { nodeCryptography } from "../../../src/crypto/node.ts";
import { Fault } from "../../../src/kernel/fault.ts";
import type { FaultCode } from "../../../src/kernel/fault-codes.ts";
import type { Http } from "../../../src/ports/http.ts";
import type { Trust } from "../../../src/ports/trust.ts";
import { createLocalSigstore } from "../../../src/services/local/local-sigstore.ts";
import { ambientTokens } from "../../../src/services/sigstore/ambient-token.ts";
import { instanceFromSigningConfig } from "../../../src/services/sigstore/instances.ts";
import { createKeylessSigner } from "../../../src/services/sigstore/keyless-signer.ts";
import { systemClock } from "../../../src/world/clock.ts";
import { createHttp } from "../../../src/world/http/http.ts";
import { expectFault } from "../../expect-fault.ts";
import {
  type GitHubSigstore,
  type GitHubSigstoreOptions,
  startGitHubSigstore,
} from "../../github-sigstore/start-github-sigstore.ts";

const running: GitHubSigstore[] = [];

afterEach(async () => {
  await Promise.all(running.splice(0).map((sigstore) => sigstore.close()));
});

async function start(options: GitHubSigstoreOptions = {}): Promise<GitHubSigstore> {
  const sigstore = await startGitHubSigstore(options);
  running.push(sigstore);
  return sigstore;
}

// biome-ignore lint/suspicious/noExplicitAny: a trusted root that a test edits
const rootOf = ({ trustedRootPath }: GitHubSigstore): any => JSON.parse(readFileSync(trustedRootPath, "utf8"));

/** Roots that are there one after the other: each refresh brings the next. */
function roots(...documents: readonly object[]): Trust & { readonly refreshed: () => number } {
  let at = 0;
  return {
    refreshed: () => at,
    trustedRoots: async () => [
      { bytes: Buffer.from(JSON.stringify(documents[at])), origin: "test", dated: "2026-08-21" },
    ],
    refresh: async () => {
      at = Math.min(at + 1, documents.length - 1);
    },
  };
}

const http = createHttp(() => undefined);

function open(sigstore: GitHubSigstore, trust: Trust, through: Http = http) {
  const signer = createKeylessSigner({
    crypto: nodeCryptography,
    instance: instanceFromSigningConfig(readFileSync(sigstore.signingConfigPath), new Date()),
    tokens: ambientTokens({ http, clock: systemClock, env: (name) => sigstore.env[name] }),
    http: through,
    clock: systemClock,
    trust,
  });
  return signer.open();
}

const FIELDS = [
  ["certificateAuthorities", "certificate authority"],
  ["ctlogs", "certificate log"],
  ["timestampAuthorities", "timestamp authority"],
  ["tlogs", "transparency log"],
] as const;

describe("a trusted root from before a rotation (W4)", () => {
  test.each(FIELDS)("that lacks the %s in use is outdated, and nothing is signed", async (field, name) => {
    const [before, sigstore] = [await start(), await start()];
    const old = { ...rootOf(sigstore), [field]: rootOf(before)[field] };
    const fault = await expectFault("trusted-root-outdated", () => open(sigstore, roots(old)));
    expect(fault.message).toBe(
      `nothing was signed: the trusted root is of 2026-08-21, and it knows no ${name} that is in use`,
    );
    expect(String(fault.hint)).toBe(
      "use a newer version of this program, or name a newer trusted root with trusted-root",
    );
    // The one request of the log asks for its tree head.
    expect(sigstore.counts()).toEqual({ token: 1, authority: 1, log: 1, timestamps: 1 });
  });

  test.each(FIELDS)("is fetched anew once, and the newer one with the %s signs", async (field) => {
    const [before, sigstore] = [await start(), await start()];
    const trust = roots({ ...rootOf(sigstore), [field]: rootOf(before)[field] }, rootOf(sigstore));
    const session = await open(sigstore, trust);
    await session.signDigest(new Uint8Array(32));
    expect(trust.refreshed()).toBe(1);
  });
});

/** A key of another instance under the names and ids of this one. */
const FORGED: readonly [string, FaultCode, (root: ReturnType<typeof rootOf>, other: typeof root) => void][] = [
  [
    "log's tree head",
    "log-checkpoint-invalid",
    (root, other) => (root.tlogs[0].publicKey.rawBytes = other.tlogs[0].publicKey.rawBytes),
  ],
  [
    "certificate log's timestamp",
    "certificate-transparency",
    (root, other) => (root.ctlogs[0].publicKey.rawBytes = other.ctlogs[0].publicKey.rawBytes),
  ],
];

test.each(FORGED)(
  "a bad signature under the known key of a %s is a refusal, and nothing is signed",
  async (_, code, forge) => {
    const [other, sigstore] = [await start(), await start()];
    const root = rootOf(sigstore);
    forge(root, rootOf(other));
    const trust = roots(root);
    const fault = await expectFault(code, () => open(sigstore, trust));
    expect(fault.message).toMatch(/^nothing was signed: /);
    expect([sigstore.counts().log, trust.refreshed()]).toEqual([1, 0]);
  },
);

test("a second authority, timestamp authority and certificate log behind the same addresses are as good as the first", async () => {
  const sigstore = await start({ second: "known" });
  const trust = roots(rootOf(sigstore));
  for (const _ of [1, 2]) await (await open(sigstore, trust)).signDigest(new Uint8Array(32));
  expect(sigstore.counts()).toMatchObject({ authority: 2, log: 4 });
});

test("of two authorities behind one address the root must know the one that issued", async () => {
  const sigstore = await start({ second: "unknown" });
  await expectFault("trusted-root-outdated", () => open(sigstore, roots(rootOf(sigstore))));
  expect(sigstore.counts()).toMatchObject({ log: 1 });
});

test("a log that shows no tree head where it is written is judged by its entries", async () => {
  const sigstore = await start({ writeElsewhere: true });
  const session = await open(sigstore, roots(rootOf(sigstore)));
  expect(JSON.parse(Buffer.from(await session.signDigest(new Uint8Array(32))).toString())).toHaveProperty(
    "verificationMaterial.tlogEntries.0.inclusionProof",
  );
});

test("an entry whose answer was lost is read where the root says that the log is read, not where it is written", async () => {
  const sigstore = await start({ writeElsewhere: true });
  const read: string[] = [];
  let lost = false;
  const losing: Http = {
    async request(request) {
      const response = await http.request(request);
      if (request.method === "GET" && request.url.includes("/log/entries/")) read.push(new URL(request.url).origin);
      if (lost || request.method !== "POST" || !request.url.endsWith("/log/entries")) return response;
      lost = true;
      throw new Fault("network-unreachable", "the connection was cut");
    },
  };
  const root = rootOf(sigstore);
  await (await open(sigstore, roots(root), losing)).signDigest(new Uint8Array(32));
  expect(read).toEqual([root.tlogs[0].baseUrl]);
});

test("a timestamp that its known authority did not sign is a refusal, and nothing is signed", async () => {
  const sigstore = await start();
  const damaging: Http = {
    async request(request) {
      const response = await http.request(request);
      const last = response.body.length - 1;
      if (request.url.includes("/timestamp")) response.body[last] = (response.body[last] ?? 0) ^ 1;
      return response;
    },
  };
  const fault = await expectFault("timestamp-signature", () => open(sigstore, roots(rootOf(sigstore)), damaging));
  expect(fault.message).toMatch(/^nothing was signed: /);
  expect(sigstore.counts().log).toBe(1);
});

test("what is asked ahead goes beside the request for the certificate: a release takes four round trips", async () => {
  const local = createLocalSigstore({ clock: systemClock });
  const { inRounds, rounds } = roundTrips();
  const signer = createKeylessSigner({
    crypto: nodeCryptography,
    instance: instanceFromSigningConfig(local.signingConfig, new Date(), "local"),
    tokens: { token: (audience) => inRounds(() => local.tokens.token(audience)) },
    http: { request: (request) => inRounds(() => local.http.request(request)) },
    clock: systemClock,
    trust: roots(JSON.parse(Buffer.from(local.trustedRoot).toString())),
  });
  const session = await signer.open();
  await Promise.all([1, 2, 3].map((byte) => session.signDigest(new Uint8Array(32).fill(byte))));
  await session.signPayload("application/vnd.in-toto+json", Buffer.from("{}"));
  expect(rounds()).toEqual([1, 3, 6, 2]);
});

/** Answers what waits all at once, when nobody asks anything more: how many requests each round trip had. */
function roundTrips() {
  const counts: number[] = [];
  let waiting: (() => void)[] = [];
  const inRounds = async <T>(answer: () => Promise<T>): Promise<T> => {
    await new Promise<void>((resolve) => {
      waiting.push(resolve);
      if (waiting.length === 1) void release();
    });
    return await answer();
  };
  const release = async (): Promise<void> => {
    let seen = 0;
    for (let quiet = 0; quiet < 50; quiet = waiting.length === seen ? quiet + 1 : 0) {
      seen = waiting.length;
      await new Promise((resolve) => setImmediate(resolve));
    }
    counts.push(waiting.length);
    const all = waiting;
    waiting = [];
    for (const resolve of all) resolve();
  };
  return { inRounds, rounds: () => counts };
}
