import { beforeAll, describe, expect, test } from "vitest";
import { nodeCryptography } from "../../../src/crypto/node.ts";
import { IN_TOTO_PAYLOAD_TYPE } from "../../../src/domain/attestation/dsse.ts";
import { parseBundle } from "../../../src/domain/sigstore/bundle.ts";
import type { ExpectedSigner } from "../../../src/domain/sigstore/bundle-to-verify.ts";
import {
  type BundleToJudge,
  type DatedRoot,
  doubtOf,
  judgeBundle,
  outdatedFault,
} from "../../../src/domain/sigstore/judge-bundle.ts";
import { readSignerKey } from "../../../src/domain/sigstore/signer-key.ts";
import { rememberedSigner } from "../../../src/domain/sigstore/signer-memory.ts";
import { parseTrustedRoot } from "../../../src/domain/sigstore/trusted-root.ts";
import type { FaultCode } from "../../../src/kernel/fault-codes.ts";
import { ownBundle } from "../../corpus.ts";
import { expectFault } from "../../expect-fault.ts";
import { type Editable, editJson, flipBase64 } from "../../signing/edit-bundle.ts";
import { createTestForge, type TestForge } from "../../signing/test-forge.ts";

// What judgeBundle still asks where some party is unknown. Each test takes one check away from an attacker who is helped by that.

const SHA256 = "ab".repeat(32);
const ANYONE: ExpectedSigner = { kind: "certificate", require: () => {} };

let before: TestForge;
let now: TestForge;
let signed: Uint8Array;
beforeAll(async () => {
  before = createTestForge();
  now = createTestForge();
  const statement = {
    _type: "https://in-toto.io/Statement/v1",
    subject: [{ name: "a", digest: { sha256: SHA256 } }],
    predicateType: "https://example.com/p",
    predicate: {},
  };
  const session = await now.session();
  signed = await session.signPayload(IN_TOTO_PAYLOAD_TYPE, Buffer.from(JSON.stringify(statement)));
});

type Field = "certificateAuthorities" | "ctlogs" | "timestampAuthorities" | "tlogs";
const ALL: readonly Field[] = ["certificateAuthorities", "ctlogs", "timestampAuthorities", "tlogs"];

/** The root of today, in which these fields are from before, and which is changed further. */
function stale(fields: readonly Field[], edit: (document: Editable) => void = () => {}): DatedRoot {
  const old = JSON.parse(Buffer.from(before.trustedRoot).toString());
  const bytes = editJson(now.trustedRoot, (document) => {
    for (const field of fields) document[field] = old[field];
    edit(document);
  });
  return { root: parseTrustedRoot(bytes), dated: new Date("2026-08-21") };
}

async function judge(bytes: Uint8Array, root: DatedRoot, changes: Partial<BundleToJudge> = {}) {
  const bundle = parseBundle(bytes);
  const doubt = doubtOf(bundle, [root]);
  if (doubt === undefined) throw new Error("every party is known");
  return judgeBundle({ bundle, doubt, signer: ANYONE, artifact: "statement-only", ...changes }, nodeCryptography);
}

const entryOf = (bundle: Editable) => bundle.verificationMaterial.tlogEntries[0];
const noLogs = (document: Editable) => {
  document.tlogs = [];
};
const unlogged = (bundle: Editable) => {
  bundle.verificationMaterial.tlogEntries = [];
};

describe("what holds is told as stated", () => {
  test("signer, content and times, and no log entry", async () => {
    const bundle = parseBundle(signed);
    const stated = await judge(signed, stale(ALL));
    expect(stated.signer).toMatchObject({ kind: "certificate", certificate: { issuer: expect.any(String) } });
    expect(stated.content).toEqual(bundle.content);
    expect(stated.times.map(({ source }) => source)).toEqual(["log", "timestamp-authority"]);
    expect(stated.logEntries).toEqual([]);
  });

  test("its subject is the artifact, or it is refused", async () => {
    await judge(signed, stale(ALL), { artifact: { sha256: SHA256 } });
    await expectFault("subject-mismatch", () => judge(signed, stale(ALL), { artifact: { sha256: "0".repeat(64) } }));
  });

  test("an entry with a promise and no proof is one", async () => {
    const bare = editJson(signed, (bundle) => {
      const { certificate, ...rest } = bundle.verificationMaterial;
      bundle.mediaType = "application/vnd.dev.sigstore.bundle+json;version=0.1";
      bundle.verificationMaterial = { ...rest, x509CertificateChain: { certificates: [certificate] } };
      delete entryOf(bundle).inclusionProof;
    });
    expect((await judge(bare, stale(ALL))).times).toHaveLength(2);
  });
});

describe("whoever is unknown, refused is", () => {
  test.each<[string, FaultCode, (bundle: Editable) => void]>([
    [
      "a log time that nobody promises",
      "log-proof-invalid",
      (bundle) => {
        delete entryOf(bundle).inclusionPromise;
      },
    ],
    [
      "a log time after the certificate",
      "certificate-expired",
      (bundle) => {
        entryOf(bundle).integratedTime = String(Number(entryOf(bundle).integratedTime) + 3600);
      },
    ],
    [
      "a log time before the certificate",
      "certificate-expired",
      (bundle) => {
        entryOf(bundle).integratedTime = String(Number(entryOf(bundle).integratedTime) - 3600);
      },
    ],
  ])("%s (W4)", async (_what, code, edit) => {
    await expectFault(code, () => judge(editJson(signed, edit), stale(ALL)));
  });
});

describe("a known authority, beside a timestamp authority that is not known,", () => {
  const root = (edit: (document: Editable) => void = () => {}) =>
    stale(["timestampAuthorities"], (document) => {
      noLogs(document);
      edit(document);
    });

  test("vouches for the certificate", async () => {
    expect((await judge(editJson(signed, unlogged), root())).times).toHaveLength(1);
  });

  test("must have signed it (W4)", async () => {
    const forged = editJson(signed, (bundle) => {
      unlogged(bundle);
      const { certificate } = bundle.verificationMaterial;
      certificate.rawBytes = flipBase64(certificate.rawBytes);
    });
    await expectFault("certificate-signature", () => judge(forged, root()));
  });

  test("must have shown it to a log that is known (W4)", async () => {
    const other = root((document) => {
      const old = JSON.parse(Buffer.from(before.trustedRoot).toString());
      document.ctlogs[0].publicKey.rawBytes = old.ctlogs[0].publicKey.rawBytes;
    });
    await expectFault("certificate-transparency", () => judge(editJson(signed, unlogged), other));
  });

  test("must have shown it to a log that another root knows, if its own asks for none (W4)", async () => {
    const none = root((document) => {
      document.ctlogs = [];
    });
    const other = editJson(before.trustedRoot, (document) => {
      document.ctlogs[0].logId = JSON.parse(Buffer.from(now.trustedRoot).toString()).ctlogs[0].logId;
    });
    const bundle = parseBundle(editJson(signed, unlogged));
    const doubt = doubtOf(bundle, [none, { root: parseTrustedRoot(other), dated: new Date("2026-08-22") }]);
    if (doubt === undefined) throw new Error("every party is known");
    expect([...doubt.unknown]).toEqual(["timestamp-authority"]);
    await expectFault("certificate-transparency", () =>
      judgeBundle({ bundle, doubt, signer: ANYONE, artifact: "statement-only" }, nodeCryptography),
    );
  });

  test("must have shown it, though no key of its certificate logs can be read (W4)", async () => {
    const unreadable = root(({ ctlogs }) => {
      for (const { publicKey } of ctlogs) publicKey.keyDetails = "PKIX_ML_DSA_65";
    });
    await expectFault("certificate-log-unknown", () => judge(editJson(signed, unlogged), unreadable));
  });

  test("need not have shown it where its instance has no such logs", async () => {
    const none = root((document) => {
      document.ctlogs = [];
    });
    expect((await judge(editJson(signed, unlogged), none)).times).toHaveLength(1);
  });

  test("may stand in the chain, and no root certificate, nor one that is unknown (W4)", async () => {
    const withChain = (forge: TestForge, at: number) =>
      editJson(signed, (bundle) => {
        unlogged(bundle);
        const { certificate, ...rest } = bundle.verificationMaterial;
        const trusted = JSON.parse(Buffer.from(forge.trustedRoot).toString());
        const extra = trusted.certificateAuthorities[0].certChain.certificates.at(at);
        bundle.mediaType = "application/vnd.dev.sigstore.bundle+json;version=0.2";
        bundle.verificationMaterial = { ...rest, x509CertificateChain: { certificates: [certificate, extra] } };
      });
    expect((await judge(withChain(now, 0), root())).times).toHaveLength(1);
    await expectFault("certificate-untrusted", () => judge(withChain(now, -1), root()));
    await expectFault("certificate-untrusted", () => judge(withChain(before, 0), root()));
  });
});

describe("a certificate log that is unknown", () => {
  test("is the one thing that may be missing: the authority must have signed (W4)", async () => {
    const root = stale(["ctlogs"], noLogs);
    const forged = editJson(signed, (bundle) => {
      unlogged(bundle);
      const { certificate } = bundle.verificationMaterial;
      certificate.rawBytes = flipBase64(certificate.rawBytes);
    });
    expect((await judge(editJson(signed, unlogged), root)).times).toHaveLength(1);
    await expectFault("certificate-signature", () => judge(forged, root));
  });
});

test("a known log whose key had expired is refused, also where only a proof speaks (W4)", async () => {
  const expired = stale(["certificateAuthorities"], (document) => {
    document.tlogs[0].publicKey.validFor = { start: "2020-01-01T00:00:00Z", end: "2020-01-02T00:00:00Z" };
  });
  const bare = editJson(signed, (bundle) => {
    delete entryOf(bundle).inclusionPromise;
    delete entryOf(bundle).integratedTime;
  });
  expect((await judge(bare, stale(["certificateAuthorities"]))).times).toHaveLength(1);
  await expectFault("log-proof-invalid", () => judge(bare, expired));
});

describe("what a doubt is about", () => {
  test("no bundle of a key: whoever has the key asks no authority", async () => {
    const own = ownBundle("key-rekor-v1/message/v0.3/as-it-was-signed");
    expect(doubtOf(parseBundle(own.bundle), [stale(ALL)])).toBeUndefined();
  });

  test("a key that was expected, or that signed, is judged by the outdated root as anything else", async () => {
    const own = ownBundle("key-rekor-v1/message/v0.3/as-it-was-signed");
    const publicKey = readSignerKey(Buffer.from(own.key));
    const root = { root: parseTrustedRoot(own.trustedRoot), dated: new Date(0) };
    const doubt = { unknown: new Set(["log"] as const), outdated: root, known: root.root };
    const order = { bundle: parseBundle(own.bundle), doubt, artifact: "unbound" } as const;
    const judged = await judgeBundle({ ...order, signer: { kind: "key", publicKey } }, nodeCryptography);
    expect([judged.signer.kind, judged.logEntries.length]).toEqual(["key", 1]);
    await expectFault("identity-mismatch", () => judgeBundle({ ...order, signer: ANYONE }, nodeCryptography));
    await expectFault("identity-mismatch", () => judge(signed, stale(ALL), { signer: { kind: "key", publicKey } }));
  });

  test("where no root knows the authority, the oldest is the one that is outdated", () => {
    const unknown = (dated: string): DatedRoot => ({ root: before.trust, dated: new Date(dated) });
    const [newer, older, newest] = [unknown("2026-05-01"), unknown("2026-04-01"), unknown("2026-06-01")];
    const doubt = doubtOf(parseBundle(signed), [newer, older, newest]);
    expect(doubt?.outdated).toBe(older);
  });

  test("without any root there is none", () => {
    expect(doubtOf(parseBundle(signed), [])).toBeUndefined();
  });

  test("roots are made one once, however many bundles follow", () => {
    const roots = [stale(ALL)];
    const [first, second] = [doubtOf(parseBundle(signed), roots), doubtOf(parseBundle(signed), roots)];
    expect(first?.known).toBeDefined();
    expect(second?.known).toBe(first?.known);
  });

  test("a root of the very second in which the certificate begins may not know the party, one of a later second would", () => {
    const bundle = parseBundle(signed);
    const begins = rootDated(stale(ALL), firstTimeOf(signed));
    expect(doubtOf(bundle, [begins])).toBeDefined();
    expect(doubtOf(bundle, [rootDated(begins, begins.dated.getTime() + 1)])).toBeUndefined();
  });

  test("one time before the root is enough to say that the bundle is older", () => {
    const later = editJson(signed, (bundle) => {
      entryOf(bundle).integratedTime = String(Number(entryOf(bundle).integratedTime) + 86_400);
    });
    const between = rootDated(stale(ALL), firstTimeOf(signed) + 3_600_000);
    expect(doubtOf(parseBundle(later), [between])).toBeUndefined();
  });

  test("and the fault names every way out", () => {
    const doubt = doubtOf(parseBundle(signed), [stale(ALL)]);
    const hint = String(doubt && outdatedFault(doubt).hint);
    for (const word of ["online", "roots import", "trusted-root"]) expect(hint).toContain(word);
  });
});

function rootDated({ root }: DatedRoot, dated: number): DatedRoot {
  return { root, dated: new Date(dated) };
}

/** Milliseconds: the earliest that the bundle states, the beginning of its certificate. */
function firstTimeOf(bytes: Uint8Array): number {
  const { material } = parseBundle(bytes);
  if (material.kind === "key") throw new Error("it has a certificate");
  return rememberedSigner(material.certificates[0], now.trust).facts.notBefore * 1000;
}
