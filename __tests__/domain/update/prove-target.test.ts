import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { nodeCryptography } from "../../../src/crypto/node.ts";
import { type KeptUpdate, proveTarget } from "../../../src/domain/update/prove-target.ts";
import { signedText } from "../../../src/domain/update/signed-text.ts";
import { Fault } from "../../../src/kernel/fault.ts";
import { refreshTrustedRoot } from "../../../src/services/tuf/refresh-trusted-root.ts";
import { tufRepository } from "../../../src/services/tuf/repositories.ts";
import { seededRandom } from "../../../tools/tamper/seeded-random.ts";
import { corpus } from "../../corpus.ts";
import { expectFault } from "../../expect-fault.ts";
import {
  AT,
  type Draft,
  keptRepository,
  miscalledKey,
  type Plan,
  sha256,
  signed,
  signingKey,
} from "./kept-repository.ts";

const prove = (update: KeptUpdate) => proveTarget("trusted_root.json", update, nodeCryptography);
const text = (bytes: Uint8Array) => Buffer.from(bytes).toString();
const ONLY = signingKey("P-256");
const [A, B, C] = [signingKey("P-256"), signingKey("ed25519"), signingKey("P-384")];

/** What tuf-js makes of the same files. */
async function judged({ root, files, at }: KeptUpdate): Promise<string | undefined> {
  const repository = { name: "test", mirror: "https://tuf.example", root: () => root };
  const cache = { read: async () => undefined, write: async () => {} };
  try {
    return text((await refreshTrustedRoot(repository, async (path) => files.get(path), cache, at)).bytes);
  } catch (error) {
    if (error instanceof Fault) return undefined;
    throw error;
  }
}

describe("a repository is believed, as tuf-js believes it,", () => {
  test.each<[string, Plan]>([
    ["of two roots", {}],
    [
      "whose keys are Ed25519, in hexadecimal",
      { key: signingKey("ed25519", "hex"), rootKeys: [signingKey("ed25519", "hex")] },
    ],
    [
      "whose keys are points in hexadecimal",
      { key: signingKey("P-256", "hex"), rootKeys: [signingKey("P-384", "hex")] },
    ],
    ["whose keys are P-384 and Ed25519, in PEM", { key: C, rootKeys: [B] }],
    ["whose second root has other keys, signed by those before", { rootKeys: [A], nextRootKeys: [B], before: [A] }],
    ["whose root needs two of three, which signed", twoOfThree([A, B])],
    [
      "whose first root has expired, since the last one counts",
      {
        root: (draft) => {
          draft.expires = "2020-01-01T00:00:00Z";
        },
      },
    ],
    ["whose root has a key of an unknown kind that nobody needs", { root: addKey, nextRoot: addKey }],
    [
      "whose lists name neither length nor digest of metadata",
      { timestamp: bare("snapshot.json"), snapshot: bare("targets.json") },
    ],
    ["with more digests than one", { targets: (draft) => addDigest(draft) }],
    ["with a SHA-384 beside the SHA-256", { targets: addSha384 }],
    ["whose root has a damaged key that nobody needs", { root: addDamagedKey, nextRoot: addDamagedKey }],
    [
      "with an entry whose text needs escapes",
      {
        targets: (draft) => {
          draft.custom = 'a "b" \\ \n \u00e9';
        },
      },
    ],
    ["that names files without versions", plainNames()],
    [
      "whose key never signed, beside one that did",
      { nextRoot: (draft) => void draft.roles.root.keyids.push(...idsOf(draft, B)), rootKeys: [A] },
    ],
  ])("%s", async (_what, plan) => {
    const update = keptRepository(plan);
    expect(text((await prove(update)).bytes)).toBe('{"a":1}');
    expect(await judged(update)).toBe('{"a":1}');
  });

  test("through 256 roots after the first, and no further", async () => {
    const lead = keptRepository({ rootKeys: [ONLY] });
    const files = new Map(lead.files);
    const { signed: second } = JSON.parse(text(files.get("2.root.json") ?? new Uint8Array()));
    for (let version = 3; version <= 260; version++)
      files.set(`${version}.root.json`, signed([ONLY], { ...second, version }));
    expect((await prove({ ...lead, files })).versions.root).toBe(257);
  });

  test("and says the versions that led there", async () => {
    expect((await prove(keptRepository())).versions).toEqual({ root: 2, timestamp: 9, snapshot: 8, targets: 7 });
    const alone = keptRepository({ files: (files) => void files.delete("2.root.json") });
    expect((await prove(alone)).versions.root).toBe(1);
  });
});

describe("refused by us and by tuf-js (F12):", () => {
  test.each<[string, Plan]>([
    ["a root that the keys before did not sign", { rootKeys: [A], nextRootKeys: [B], before: [] }],
    ["a root that its own keys did not sign", { rootKeys: [A], nextRoot: (draft) => replaceRootKey(draft, B) }],
    ["a first root that its own keys did not sign", { rootKeys: [A], root: (draft) => replaceRootKey(draft, B) }],
    ["one signature where two are needed", twoOfThree([A])],
    [
      "a root of a version that was skipped",
      {
        nextRoot: (draft) => {
          draft.version = 3;
        },
      },
    ],
    ["a root that expired", { nextRoot: expired }],
    ["a timestamp that expired (freeze, F14)", { timestamp: expired }],
    [
      "a timestamp that expires in this very second",
      {
        timestamp: (draft) => {
          draft.expires = "2026-11-24T07:00:00Z";
        },
      },
    ],
    ["a snapshot that expired", { snapshot: expired }],
    ["targets that expired", { targets: expired }],
    ["a timestamp of another key", signedByAnother("timestamp.json")],
    ["a snapshot of another key", signedByAnother("8.snapshot.json", { timestamp: bare("snapshot.json") })],
    ["targets of another key", signedByAnother("7.targets.json", { snapshot: bare("targets.json") })],
    [
      "a snapshot of another version than the timestamp lists",
      { timestamp: listedVersion("snapshot.json", 6), files: rename("8.snapshot.json", "6.snapshot.json") },
    ],
    [
      "targets of another version than the snapshot lists",
      { snapshot: listedVersion("targets.json", 6), files: rename("7.targets.json", "6.targets.json") },
    ],
    [
      "a snapshot of another digest",
      {
        timestamp: (draft) => {
          draft.meta["snapshot.json"].hashes.sha256 = "0".repeat(64);
        },
      },
    ],
    ["a snapshot of another length", { timestamp: (draft) => void draft.meta["snapshot.json"].length++ }],
    [
      "targets of another digest",
      {
        snapshot: (draft) => {
          draft.meta["targets.json"].hashes.sha256 = "0".repeat(64);
        },
      },
    ],
    ["targets of another length", { snapshot: (draft) => void draft.meta["targets.json"].length++ }],
    [
      "a digest of a kind that nobody knows",
      {
        snapshot: (draft) => {
          draft.meta["targets.json"].hashes = { md6: "00" };
        },
      },
    ],
    ["a target with other bytes", { files: changeTarget('{"a":2}') }],
    ["a target that is longer", { files: changeTarget('{"a":1} ') }],
    [
      "a target that is not listed",
      {
        targets: (draft) => {
          draft.targets = {};
        },
      },
    ],
    [
      "a target without a SHA-256",
      { targets: (draft) => void delete draft.targets["trusted_root.json"].hashes.sha256 },
    ],
    [
      "targets that are not listed",
      {
        snapshot: (draft) => {
          draft.meta = {};
        },
      },
    ],
    [
      "a snapshot that is not listed",
      {
        timestamp: (draft) => {
          draft.meta = {};
        },
      },
    ],
    ["no timestamp", { files: (files) => void files.delete("timestamp.json") }],
    ["no snapshot", { files: (files) => void files.delete("8.snapshot.json") }],
    ["no targets", { files: (files) => void files.delete("7.targets.json") }],
    [
      "a timestamp in the place of the snapshot",
      { timestamp: bare("snapshot.json"), files: copy("timestamp.json", "8.snapshot.json") },
    ],
    [
      "a snapshot that says that it is a timestamp",
      { snapshot: (draft) => void Object.assign(draft, { _type: "timestamp" }) },
    ],
    ["a root that says nothing of names", { root: dropNames, nextRoot: dropNames }],
    ["a role that is missing", { nextRoot: (draft) => void delete draft.roles.targets }],
    [
      "a threshold of nothing (CVE-2026-23992)",
      {
        nextRoot: (draft) => {
          draft.roles.root.threshold = 0;
        },
      },
    ],
    [
      "a threshold of nothing for another role",
      {
        nextRoot: (draft) => {
          draft.roles.snapshot.threshold = 0;
        },
      },
    ],
    ["a key under two ids (CVE-2026-23991)", { rootKeys: [A], nextRoot: keyTwice }],
    ["a key twice in a role", { nextRoot: (draft) => void draft.roles.root.keyids.push(draft.roles.root.keyids[0]) }],
    [
      "another version of the specification",
      {
        timestamp: (draft) => {
          draft.spec_version = "2.0.0";
        },
      },
    ],
    [
      "a version that is a text",
      {
        timestamp: (draft) => {
          draft.version = "9";
        },
      },
    ],
    [
      "a time that is not a time",
      {
        timestamp: (draft) => {
          draft.expires = "2099-13-01T00:00:00Z";
        },
      },
    ],
    ["metadata that is not JSON", { files: (files) => void files.set("timestamp.json", Buffer.from("{")) }],
    [
      "metadata with a field twice",
      { files: (files) => void files.set("timestamp.json", twice(files.get("timestamp.json"))) },
    ],
    [
      "a key whose curve is not that of its scheme",
      { rootKeys: [A], nextRoot: (draft) => otherScheme(draft, A.id, "ecdsa-sha2-nistp384") },
    ],
    [
      "a key whose kind is not that of its scheme",
      { rootKeys: [A], nextRoot: (draft) => otherScheme(draft, A.id, "ed25519") },
    ],
    ["signatures that are not a list", { files: (files) => void files.set("timestamp.json", signatures(files, {})) }],
    [
      "a signature that is not hexadecimal",
      { files: (files) => void files.set("timestamp.json", signatures(files, [{ keyid: "a", sig: 1 }])) },
    ],
  ])("%s", async (_what, plan) => {
    const update = keptRepository(plan);
    await expectRefusal(update);
    expect(await judged(update)).toBeUndefined();
  });

  test("what is larger than its kind may be", async () => {
    const padded = (files: Map<string, Uint8Array>) => {
      files.set(
        "timestamp.json",
        Buffer.concat([files.get("timestamp.json") ?? Buffer.alloc(0), Buffer.alloc(16_384, " ")]),
      );
    };
    await expectFault("json-too-large", () => prove(keptRepository({ files: padded })));
  });

  test.each<[string, Plan]>([
    [
      "a time in the metadata is not a time",
      { timestamp: (draft) => void Object.assign(draft, { expires: "2099-13-01T00:00:00Z" }) },
    ],
    ["trusted_root.json is not listed", { targets: (draft) => void Object.assign(draft, { targets: {} }) }],
  ])("and told why: %s", async (problem, plan) => {
    const fault = await expectFault("trust-update-refused", () => prove(keptRepository(plan)));
    expect(fault.problem).toBe(problem);
  });

  test("what has expired names the clock in its hint (F14)", async () => {
    const fault = await expectFault("trust-update-refused", () => prove(keptRepository({ timestamp: expired })));
    expect([fault.problem, fault.hint]).toEqual([
      "the timestamp metadata has expired",
      "either somebody holds back newer metadata, or the clock of this machine is wrong",
    ]);
  });
});

describe("stricter than tuf-js:", () => {
  test.each<[string, Plan]>([
    [
      "a time of the year 12099",
      { timestamp: (draft) => void Object.assign(draft, { expires: "+012099-01-01T00:00:00Z" }) },
    ],
    [
      "version 2 of the specification that ends like version 1",
      { timestamp: (draft) => void Object.assign(draft, { spec_version: "2.1.0" }) },
    ],
    [
      "version 1 of the specification with more behind it",
      { timestamp: (draft) => void Object.assign(draft, { spec_version: "1.0.31-x" }) },
    ],
    ["metadata that signs nothing", { files: (files) => void files.set("timestamp.json", signsNothing(files)) }],
    ["two signatures of one key", { files: (files) => void files.set("timestamp.json", signedTwice(files)) }],
    [
      "a threshold of nothing for a role that nobody reads",
      { nextRoot: (draft) => void Object.assign(draft.roles, { mirrors: { keyids: [], threshold: 0 } }) },
    ],
    [
      "a role whose keys are not a list",
      { nextRoot: (draft) => void Object.assign(draft.roles, { mirrors: { keyids: {}, threshold: 1 } }) },
    ],
    ["an unknown key twice in a role", { nextRoot: (draft) => void draft.roles.root.keyids.push("absent", "absent") }],
    ["plain names, of which the root says nothing", withoutNames()],
    [
      "a key of P-256 that signs as one of P-384",
      { rootKeys: [miscalledKey("P-256", "ecdsa-sha2-nistp384", "sha384")] },
    ],
    ["a key of RSA that signs as one of Ed25519", { rootKeys: [miscalledKey("rsa", "ed25519", "sha512")] }],
    ["a key of P-256 that signs as one of Ed25519", { rootKeys: [miscalledKey("P-256", "ed25519", "sha512")] }],
    [
      "a key of Ed25519 that signs as one of P-256",
      { rootKeys: [miscalledKey("ed25519", "ecdsa-sha2-nistp256", null)] },
    ],
    [
      "a time in another form than the specification's",
      {
        timestamp: (draft) => {
          draft.expires = "2099-01-01";
        },
      },
    ],
    [
      "a time with parts of a second",
      {
        timestamp: (draft) => {
          draft.expires = "2099-01-01T00:00:00.5Z";
        },
      },
    ],
    ["a second digest that is wrong", { targets: (draft) => addDigest(draft, "0".repeat(128)) }],
    [
      "a snapshot with a second digest that is wrong",
      {
        timestamp: (draft) => {
          draft.meta["snapshot.json"].hashes.sha512 = "0".repeat(128);
        },
      },
    ],
    [
      "a file that is listed with no digest of any kind",
      {
        snapshot: (draft) => {
          draft.meta["targets.json"].hashes = {};
        },
      },
    ],
    ["an empty target", { target: "" }],
  ])("%s is refused", async (_what, plan) => {
    await expectRefusal(keptRepository(plan));
  });
});

test("a number that is not whole has no signed text", async () => {
  expect(signedText([1, true, null, "a", { b: 1, a: "\n" }])).toBe('[1,true,null,"a",{"a":"\n","b":1}]');
  await expectFault("trust-update-refused", () => signedText(1.5));
});

test("RSA counts for nothing, however it signed", async () => {
  const rsa = {
    id: "rsa",
    document: { keytype: "rsa", scheme: "rsassa-pss-sha256", keyval: { public: "" } },
    sign: () => Buffer.of(1),
  };
  const update = keptRepository({ rootKeys: [A, rsa] });
  expect(text((await prove(update)).bytes)).toBe('{"a":1}');
  const needed = (draft: Draft) => {
    draft.roles.root.threshold = 2;
  };
  await expectRefusal(keptRepository({ rootKeys: [A, rsa], root: needed, nextRoot: needed }));
});

test("of 800 changes of one byte, none is believed that tuf-js does not believe", async () => {
  const update = keptRepository(twoOfThree([A, B]));
  const names = [...update.files.keys()];
  const random = seededRandom(11);
  const believed: string[] = [];
  for (let turn = 0; turn < 800; turn++) {
    const name = names[Math.floor(random() * names.length)] ?? "";
    const bytes = Uint8Array.from(update.files.get(name) ?? []);
    const at = Math.floor(random() * bytes.length);
    bytes[at] = (bytes[at] ?? 0) ^ (1 << Math.floor(random() * 8));
    const changed = { ...update, files: new Map(update.files).set(name, bytes) };
    const ours = await prove(changed).then(
      () => true,
      (error: unknown) => {
        expect(error).toBeInstanceOf(Fault);
        return false;
      },
    );
    if (ours && (await judged(changed)) === undefined) believed.push(`${name} at ${at}`);
  }
  expect(believed).toEqual([]);
});

describe("real roots", () => {
  test("that are built in are signed by their own keys", async () => {
    for (const instance of ["public-good", "github", "staging"]) {
      const root = tufRepository(instance).root();
      const fault = await expectFault("trust-update-refused", () => prove({ root, files: new Map(), at: AT }));
      expect(fault.problem).toMatch(/timestamp\.json is not there|has expired/);
    }
  });

  const history = corpus("bundles/tuf/public-good/root_history");
  test.skipIf(history === undefined)("of public-good lead from 5 to 15", async () => {
    const root = (version: number) => new Uint8Array(readFileSync(`${history}/${version}.root.json`));
    const files = new Map(Array.from({ length: 10 }, (_, at) => [`${at + 6}.root.json`, root(at + 6)] as const));
    const at = new Date("2026-01-01T00:00:00Z");
    const fault = await expectFault("trust-update-refused", () => prove({ root: root(5), files, at }));
    expect(fault.problem).toBe("timestamp.json is not there");
  });

  const negative = corpus("bundles/tuf/negative");
  test
    .skipIf(negative === undefined)
    .each(["duplicate-sigs", "invalid-root-json-signature", "no-root-json-signatures"])(
    "%s is refused",
    async (name) => {
      const root = new Uint8Array(readFileSync(`${negative}/${name}.root.json`));
      await expectRefusal({ ...keptRepository(), root });
    },
  );
});

/** The caller of `proveTarget` makes one fault of these. */
async function expectRefusal(update: KeptUpdate): Promise<void> {
  const error: unknown = await prove(update).catch((one: unknown) => one);
  expect(error).toBeInstanceOf(Fault);
  expect((error as Fault).code).toMatch(/^(?:trust-update-refused|json-malformed|hex-malformed)$/);
}

function twoOfThree(signers: readonly (typeof A)[]): Plan {
  const needed = (draft: Draft) => {
    for (const { id, document } of [A, B, C]) draft.keys[id] = document;
    draft.roles.root = { keyids: [A.id, B.id, C.id], threshold: 2 };
  };
  return { rootKeys: signers, root: needed, nextRoot: needed };
}

function idsOf(draft: Draft, { id, document }: typeof A): string[] {
  draft.keys[id] = document;
  return [id];
}

function addKey(draft: Draft): void {
  draft.keys["odd"] = { keytype: "odd", scheme: "odd", keyval: { public: "?" } };
  draft.roles.root.keyids.push("odd", "absent");
}

function addDamagedKey(draft: Draft): void {
  draft.keys["damaged"] = { keytype: "ed25519", scheme: "ed25519", keyval: { public: "not hexadecimal" } };
  draft.roles.root.keyids.push("damaged");
}

function addSha384(draft: Draft): void {
  draft.targets["trusted_root.json"].hashes.sha384 = createHash("sha384").update('{"a":1}').digest("hex");
}

function signsNothing(files: Map<string, Uint8Array>): Uint8Array {
  const document = JSON.parse(text(files.get("timestamp.json") ?? new Uint8Array()));
  return Buffer.from(JSON.stringify({ ...document, signed: null }));
}

function signedTwice(files: Map<string, Uint8Array>): Uint8Array {
  const { signatures: list } = JSON.parse(text(files.get("timestamp.json") ?? new Uint8Array()));
  return signatures(files, [...list, ...list]);
}

/** Served as `plainNames` serves it, by a root that does not say so. */
function withoutNames(): Plan {
  return { ...plainNames(), root: dropNames, nextRoot: dropNames };
}

function bare(name: string) {
  return (draft: Draft) => {
    draft.meta[name] = { version: draft.meta[name].version };
  };
}

function listedVersion(name: string, version: number) {
  return (draft: Draft) => {
    draft.meta[name].version = version;
  };
}

function addDigest(draft: Draft, value?: string): void {
  draft.targets["trusted_root.json"].hashes.sha512 = value ?? createHash("sha512").update('{"a":1}').digest("hex");
}

function plainNames(): Plan {
  const plain = (draft: Draft) => {
    draft.consistent_snapshot = false;
  };
  const names = new Map([
    ["8.snapshot.json", "snapshot.json"],
    ["7.targets.json", "targets.json"],
    [`targets/${sha256('{"a":1}')}.trusted_root.json`, "targets/trusted_root.json"],
  ]);
  const files = (all: Map<string, Uint8Array>) => {
    for (const [from, to] of names) rename(from, to)(all);
  };
  return { root: plain, nextRoot: plain, files };
}

function rename(from: string, to: string) {
  return (files: Map<string, Uint8Array>) => {
    copy(from, to)(files);
    files.delete(from);
  };
}

function copy(from: string, to: string) {
  return (files: Map<string, Uint8Array>) => void files.set(to, files.get(from) ?? new Uint8Array());
}

function expired(draft: Draft): void {
  draft.expires = "2026-11-24T06:59:59Z";
}

function replaceRootKey(draft: Draft, { id, document }: typeof A): void {
  draft.keys[id] = document;
  draft.roles.root.keyids = [id];
}

function keyTwice(draft: Draft): void {
  const [id] = draft.roles.root.keyids;
  draft.keys["again"] = draft.keys[id];
  draft.roles.root.keyids.push("again");
}

function otherScheme(draft: Draft, id: string, scheme: string): void {
  draft.keys[id] = { ...draft.keys[id], scheme };
}

function dropNames(draft: Draft): void {
  delete draft.consistent_snapshot;
}

function signedByAnother(path: string, plan: Plan = {}): Plan {
  const files = (all: Map<string, Uint8Array>) => {
    const { signed: document } = JSON.parse(text(all.get(path) ?? new Uint8Array()));
    all.set(path, signed([B], document));
  };
  return { ...plan, rootKeys: [A], key: A, files };
}

function changeTarget(content: string) {
  return (files: Map<string, Uint8Array>) =>
    void files.set(`targets/${sha256('{"a":1}')}.trusted_root.json`, Buffer.from(content));
}

function twice(bytes: Uint8Array | undefined): Uint8Array {
  return Buffer.from(text(bytes ?? new Uint8Array()).replace('{"', '{"signatures":[],"'));
}

function signatures(files: Map<string, Uint8Array>, value: unknown): Uint8Array {
  const document = JSON.parse(text(files.get("timestamp.json") ?? new Uint8Array()));
  return Buffer.from(JSON.stringify({ ...document, signatures: value }));
}
