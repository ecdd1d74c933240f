import { describe, expect, test } from "vitest";
import { nodeCryptography as crypto } from "../../../src/crypto/node.ts";
import { sha256Hex } from "../../../src/crypto/node-digest.ts";
import { IN_TOTO_PAYLOAD_TYPE } from "../../../src/domain/attestation/dsse.ts";
import { formatStatement } from "../../../src/domain/attestation/statement.ts";
import { parseTrustedRoot } from "../../../src/domain/sigstore/trusted-root.ts";
import { LOG_POLICY_SCHEMA_ID } from "../../../src/domain/statements/log-policy.ts";
import { releaseStateStatement } from "../../../src/domain/statements/release-state.ts";
import type { StateEffect } from "../../../src/domain/statements/vocabulary.ts";
import { appendStatements } from "../../../src/journeys/log/append-statements.ts";
import { initLog } from "../../../src/journeys/log/init-log.ts";
import { judgeLogState, type LogToAsk } from "../../../src/journeys/log/judge-log-state.ts";
import type { StatementLog } from "../../../src/journeys/verify/verify-order.ts";
import { systemFiles as files } from "../../../src/world/files/files.ts";
import { ORIGIN } from "../../domain/statements/histories.ts";
import { TOOL } from "../../signing/test-release.ts";
import { temporaryFolder } from "../../temporary-folder.ts";
import { testLog } from "../log/test-log.ts";
import { bytesOf, capsuleFile, provenance, publishedRelease, sessionOf, TRUSTED_ROOT } from "./published-release.ts";

const OWNER = { repository: "octo-org/octo-tool", sourceRef: "refs/heads/main" };
const POLICY = {
  ...{ schema: LOG_POLICY_SCHEMA_ID, origin: ORIGIN, thresholds: { banished: 1 } },
  roles: { owner: { signers: [OWNER], may: ["staged", "published", "yanked", "deleted", "banished"] } },
};
const trusted = [{ root: parseTrustedRoot(TRUSTED_ROOT), origin: "test", dated: undefined, mayBeOutdated: undefined }];
const NOW = new Date("2026-11-21T08:00:00Z");
const sealed = await capsuleFile();
const RELEASE = { files: { ...bytesOf(), ...sealed } };

/** A log in which the owner says one thing after the other of a release, or of a file by its digest. */
async function logSaying(effects: readonly StateEffect[], subject: string) {
  const log = testLog(temporaryFolder());
  await initLog(new TextEncoder().encode(JSON.stringify(POLICY)), log, log);
  const session = await sessionOf({ ref: "refs/heads/main" });
  for (const effect of effects) {
    const statement = releaseStateStatement({ sha256: subject }, { effect, reason: "defect" });
    const bytes = await session.signPayload(IN_TOTO_PAYLOAD_TYPE, formatStatement(statement));
    await appendStatements([{ name: effect, bytes }], { ...log, trusted });
  }
  return log;
}

/** The digest of the release's root, as the log is asked for it. */
let root = "";
const learning: StatementLog = {
  judge: async (release) => {
    root = release.root.sha256;
    return { id: "log-state", status: "verified", reason: "", required: true };
  },
};

async function gets(effects: readonly StateEffect[], tag: string | undefined, changes: Partial<LogToAsk> = {}) {
  const { get, placed } = await publishedRelease(RELEASE);
  if (root === "") await get({ log: learning, out: undefined });
  const place = await logSaying(effects, changes.beside ?? root);
  const askedBy = tag === undefined ? "newest" : "version";
  const asked: LogToAsk = {
    ...{ place, trust: place.trust, trusted, askedBy, maxHeadAge: undefined, now: NOW, memories: [] },
    beside: "",
    ...changes,
  };
  const got = await get({
    tag,
    log: { judge: async (release) => (await judgeLogState(release, asked, { files, crypto })).claim },
  });
  const claim = got.claims.find(({ id }) => id === "log-state");
  return [got.verdict, claim?.code ?? claim?.status, placed()] as const;
}

const BOTH = ["hello.txt", "tool.bin"];
const [TAKEN, REFUSED] = [
  ["verified", "verified", BOTH],
  ["rejected", "release-not-admitted", []],
] as const;

describe("getting a release that a log speaks of", () => {
  test("takes the latest only if its owner published it, and what was named although it is yanked", async () => {
    expect(await gets(["published"], undefined)).toEqual(TAKEN);
    expect(await gets([], undefined)).toEqual(REFUSED);
    expect(await gets(["staged"], undefined)).toEqual(REFUSED);
    expect(await gets(["published", "yanked"], undefined)).toEqual(REFUSED);
    expect(await gets([], "v1.2.3")).toEqual(TAKEN);
    expect(await gets(["published", "yanked"], "v1.2.3")).toEqual(TAKEN);
    expect(await gets(["published", "deleted"], "v1.2.3")).toEqual(REFUSED);
  });

  test("refuses a file that is banished by its digest, under whatever name", async () => {
    expect(await gets(["banished"], "v1.2.3", { beside: TOOL.sha256 })).toEqual(REFUSED);
    expect(await gets(["banished"], "v1.2.3", { beside: sha256Hex(Buffer.from("another")) })).toEqual(TAKEN);
  });

  test("puts nothing into place under a head that nobody dates, if a fresh one is asked for", async () => {
    const stale = ["incomplete", "not-checked", []];
    expect(await gets(["published"], "v1.2.3", { maxHeadAge: 3600 })).toEqual(stale);
  });

  test("has no answer for a release without a capsule, of which the log has no name", async () => {
    const { get, placed } = await publishedRelease({ files: bytesOf(), attested: [await provenance()] });
    const got = await get({ log: learning });
    expect([got.verdict, got.claims[0]?.id, got.claims[0]?.status, placed()]).toEqual([
      ...["incomplete", "log-state", "missing"],
      [],
    ]);
  });
});
