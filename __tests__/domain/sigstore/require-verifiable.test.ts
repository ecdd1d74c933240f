import { beforeAll, describe, expect, test } from "vitest";
import { nodeCryptography } from "../../../src/crypto/node.ts";
import { parseBundle } from "../../../src/domain/sigstore/bundle.ts";
import { readCertificate } from "../../../src/domain/sigstore/certificate.ts";
import { requireVerifiable, type Shown } from "../../../src/domain/sigstore/require-verifiable.ts";
import { parseTrustedRoot, type TrustedRoot } from "../../../src/domain/sigstore/trusted-root.ts";
import { decodeHex } from "../../../src/kernel/hex.ts";
import { expectFault } from "../../expect-fault.ts";
import { type Editable, editJson } from "../../signing/edit-bundle.ts";
import { createTestForge, type TestForge } from "../../signing/test-forge.ts";
import { HELLO } from "../../signing/test-release.ts";

let forge: TestForge;
let other: TestForge;
let shown: Shown;
beforeAll(async () => {
  forge = createTestForge();
  other = createTestForge();
  const session = await forge.session();
  const { content, timestamps, logEntries } = parseBundle(await session.signDigest(decodeHex(HELLO.sha256)));
  shown = {
    certificate: readCertificate(session.identity.certificate),
    timestamps: timestamps.map((der) => ({ der, over: content.signature })),
    checkpoints: logEntries.flatMap(({ proof }) => proof?.checkpoint ?? []),
  };
});

const check = (trust: TrustedRoot, what: Partial<Shown> = {}) =>
  requireVerifiable({ ...shown, ...what }, trust, nodeCryptography);

/** The root of the instance, changed. */
function edited(edit: (document: Editable, others: Editable) => void): TrustedRoot {
  const others = JSON.parse(Buffer.from(other.trustedRoot).toString());
  return parseTrustedRoot(editJson(forge.trustedRoot, (document) => edit(document, others)));
}

describe("what the services of an instance show", () => {
  test("is known to its trusted root, and verifies", async () => {
    expect([shown.timestamps.length, shown.checkpoints.length]).toEqual([1, 1]);
    expect(await check(forge.trust)).toBeUndefined();
    expect(await check(forge.trust, { timestamps: [], checkpoints: [] })).toBeUndefined();
  });

  test.each([
    ["certificateAuthorities", "certificate authority"],
    ["ctlogs", "certificate log"],
    ["timestampAuthorities", "timestamp authority"],
    ["tlogs", "transparency log"],
  ])("is refused if the root has other %s", async (field, what) => {
    const stale = edited((document, others) => {
      document[field] = others[field];
    });
    const fault = await expectFault("trusted-root-outdated", () => check(stale));
    expect(fault.message).toBe(`it knows no ${what} that is in use`);
    const beside = edited((document, others) => {
      document[field] = [...others[field], ...document[field]];
    });
    expect(await check(beside)).toBeUndefined();
  });

  test("needs no certificate log if the root has none", async () => {
    const none = edited((document) => {
      document.ctlogs = [];
    });
    expect(await check(none)).toBeUndefined();
  });

  test("is refused if a log is not valid any more when the certificate begins", async () => {
    const over = edited((document) => {
      document.tlogs[0].publicKey.validFor.end = "2020-01-02T00:00:00Z";
      document.tlogs[0].publicKey.validFor.start = "2020-01-01T00:00:00Z";
    });
    await expectFault("trusted-root-outdated", () => check(over));
  });

  test("is refused if the timestamp authority is known for another time alone", async () => {
    const over = edited((document) => {
      document.timestampAuthorities[0].validFor = { start: "2020-01-01T00:00:00Z", end: "2020-01-02T00:00:00Z" };
    });
    const fault = await expectFault("timestamp-invalid", () => check(over));
    expect(fault.message).toBe("the trusted root has the timestamp authority for another time only");
  });

  test("is refused if a timestamp is over something else", async () => {
    const timestamps = shown.timestamps.map(({ der }) => ({ der, over: new Uint8Array([1]) }));
    await expectFault("timestamp-imprint", () => check(forge.trust, { timestamps }));
  });

  test("is refused if a tree head does not verify, under any key of that name", async () => {
    const checkpoints = shown.checkpoints.map((note) => note.replace(/\n\d+\n/, "\n99\n"));
    expect(checkpoints).not.toEqual(shown.checkpoints);
    const fault = await expectFault("log-checkpoint-invalid", () => check(forge.trust, { checkpoints }));
    expect(fault.message).toBe("the tree head of the transparency log does not verify");
    await expectFault("log-checkpoint-invalid", () =>
      check(forge.trust, { checkpoints: [...shown.checkpoints, ...checkpoints] }),
    );
  });
});
