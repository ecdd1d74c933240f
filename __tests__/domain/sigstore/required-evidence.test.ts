import { createHash } from "node:crypto";
import { beforeAll, describe, expect, test } from "vitest";
import { nodeCryptography } from "../../../src/crypto/node.ts";
import { type ParsedBundle, parseBundle } from "../../../src/domain/sigstore/bundle.ts";
import type { BundleToVerify, ExpectedSigner } from "../../../src/domain/sigstore/bundle-to-verify.ts";
import { readSignerKey } from "../../../src/domain/sigstore/signer-key.ts";
import { parseTrustedRoot } from "../../../src/domain/sigstore/trusted-root.ts";
import type { SignedTime } from "../../../src/domain/sigstore/verified-bundle.ts";
import { requireEnough, verifyBundle } from "../../../src/domain/sigstore/verify-bundle.ts";
import { ownBundle } from "../../corpus.ts";
import { expectFault } from "../../expect-fault.ts";
import { editJson } from "../../signing/edit-bundle.ts";
import { describeFile } from "../../signing/test-asset.ts";
import { createTestForge, type TestForge } from "../../signing/test-forge.ts";

const FILE = describeFile("file", "content\n");
const ANYONE: ExpectedSigner = { kind: "certificate", require: () => {} };

let forge: TestForge;
let bundle: ParsedBundle;
beforeAll(async () => {
  forge = createTestForge();
  const session = await forge.session();
  bundle = parseBundle(await session.signDigest(createHash("sha256").update(FILE.bytes).digest()));
});

const TIME: SignedTime = { source: "log", seconds: 1 };

interface Evidence {
  /** Log ids and bodies, each a letter. */
  readonly entries?: readonly (readonly [log: string, body: string])[];
  readonly times?: number;
  readonly isKey?: boolean;
}

/** Whether so much is enough, where the trusted root asks for one log entry. */
function enough(
  { entries = [["a", "x"]], times = 1, isKey = false }: Evidence,
  minimum?: BundleToVerify["minimum"],
): void {
  const [entry] = bundle.logEntries;
  if (entry === undefined) throw new Error("it is logged");
  const logEntries = entries.map(([log, body]) => ({ ...entry, logId: Buffer.from(log), body: Buffer.from(body) }));
  const material = isKey ? ({ kind: "key", hint: undefined } as unknown as ParsedBundle["material"]) : bundle.material;
  const order = {
    bundle: { ...bundle, logEntries, material },
    trust: forge.trust,
    signer: ANYONE,
    artifact: "unbound",
  };
  requireEnough(
    { ...order, ...(minimum && { minimum }) } as BundleToVerify,
    Array.from({ length: times }, () => TIME),
  );
}

describe("log entries are enough", () => {
  test("if they are as many as the root or the caller asks for, of distinct logs (B49)", async () => {
    enough({});
    enough(
      {
        entries: [
          ["a", "x"],
          ["b", "y"],
        ],
      },
      { logEntries: 2 },
    );
    const one = await expectFault("log-entry-missing", () => enough({ entries: [] }));
    expect(one.message).toBe("1 log entries are required, the bundle has 0");
    await expectFault("log-entry-missing", () => enough({}, { logEntries: 2 }));
    await expectFault("log-entry-missing", () =>
      enough(
        {
          entries: [
            ["a", "x"],
            ["a", "y"],
          ],
        },
        { logEntries: 2 },
      ),
    );
    await expectFault("log-entry-missing", () => enough({ entries: [] }, { logEntries: 0 }));
  });

  test("if there is none for a key, unless the caller asks", async () => {
    enough({ entries: [], isKey: true });
    await expectFault("log-entry-missing", () => enough({ entries: [], isKey: true }, { logEntries: 1 }));
  });

  test("and none stands twice: the same body in the same log (B49)", async () => {
    enough({
      entries: [
        ["a", "x"],
        ["a", "y"],
      ],
    });
    enough({
      entries: [
        ["a", "x"],
        ["b", "x"],
      ],
    });
    await expectFault("log-entry-missing", () =>
      enough({
        entries: [
          ["a", "x"],
          ["b", "y"],
          ["a", "x"],
        ],
      }),
    );
  });
});

describe("times are enough", () => {
  test("if there is one for a certificate, and as many as the caller asks for", async () => {
    enough({ times: 2 }, { times: 2 });
    enough({ times: 1 }, { times: 0 });
    await expectFault("signed-time-missing", () => enough({ times: 0 }));
    await expectFault("signed-time-missing", () => enough({ times: 0 }, { times: 0 }));
    await expectFault("signed-time-missing", () => enough({ times: 1 }, { times: 2 }));
  });

  test("if there is none for a key, unless the caller asks", async () => {
    enough({ times: 0, isKey: true });
    await expectFault("signed-time-missing", () => enough({ times: 0, isKey: true }, { times: 1 }));
  });
});

test("a promised entry says when it was logged, one with a proof alone does not", async () => {
  const session = await forge.session();
  const bytes = await session.signDigest(createHash("sha256").update(FILE.bytes).digest());
  const order = { trust: forge.trust, signer: ANYONE, artifact: { sha256: FILE.sha256 } };
  const [entry] = (await verifyBundle({ bundle: parseBundle(bytes), ...order }, nodeCryptography)).logEntries;
  expect(entry?.integratedSeconds).toBe(Number(parseBundle(bytes).logEntries[0]?.integratedSeconds));
  const bare = editJson(bytes, ({ verificationMaterial: { tlogEntries } }) => {
    delete tlogEntries[0].inclusionPromise;
    delete tlogEntries[0].integratedTime;
  });
  const [unpromised] = (await verifyBundle({ bundle: parseBundle(bare), ...order }, nodeCryptography)).logEntries;
  expect(unpromised).toEqual({ ...entry, integratedSeconds: undefined });
});

test("a root whose certificate logs have keys of an unknown kind still asks for their timestamps (B07)", async () => {
  const trust = parseTrustedRoot(
    editJson(forge.trustedRoot, ({ ctlogs }) => {
      for (const { publicKey } of ctlogs) publicKey.keyDetails = "PKIX_ML_DSA_65";
    }),
  );
  const order = { trust, bundle, signer: ANYONE, artifact: "unbound" } as const;
  await expectFault("certificate-log-unknown", () => verifyBundle(order, nodeCryptography));
});

describe("a key", () => {
  const own = () => ownBundle("key-rekor-v1/message/v0.3/as-it-was-signed");
  const keyed = (validFor?: { readonly start: Date; readonly end: Date | undefined }) => {
    const { bundle: bytes, trustedRoot, key } = own();
    const signer: ExpectedSigner = {
      kind: "key",
      publicKey: readSignerKey(Buffer.from(key)),
      ...(validFor && { validFor }),
    };
    const order = { bundle: parseBundle(bytes), trust: parseTrustedRoot(trustedRoot), signer, artifact: "unbound" };
    return verifyBundle(order as BundleToVerify, nodeCryptography);
  };

  test("must have been valid at every time, not at one of them", async () => {
    const { times } = await keyed();
    const [first = 0, last = 0] = [Math.min, Math.max].map((pick) => pick(...times.map(({ seconds }) => seconds)));
    const around = { start: new Date((first - 1) * 1000), end: new Date((last + 1) * 1000) };
    expect((await keyed(around)).signer.kind).toBe("key");
    await expectFault("key-expired", () => keyed({ ...around, end: new Date((first - 1) * 1000) }));
  });

  test("that was expected where a certificate signed, and the other way round, is another signer", async () => {
    const fault = await expectFault("identity-mismatch", () =>
      verifyBundle(
        { bundle: parseBundle(own().bundle), trust: forge.trust, signer: ANYONE, artifact: "unbound" },
        nodeCryptography,
      ),
    );
    expect(String(fault.hint)).toBe("name the public key that must have signed with key");
    const publicKey = readSignerKey(Buffer.from(own().key));
    await expectFault("identity-mismatch", () =>
      verifyBundle(
        { bundle, trust: forge.trust, signer: { kind: "key", publicKey }, artifact: "unbound" },
        nodeCryptography,
      ),
    );
  });
});
