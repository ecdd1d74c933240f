import { beforeAll, describe, expect, test } from "vitest";
import { nodeCryptography } from "../../../src/crypto/node.ts";
import { parseBundle } from "../../../src/domain/sigstore/bundle.ts";
import type { Doubt } from "../../../src/domain/sigstore/judge-bundle.ts";
import { parseTrustedRoot, type TrustedRoot } from "../../../src/domain/sigstore/trusted-root.ts";
import type { NamedTrust, VerifyOne } from "../../../src/domain/verification/named-trust.ts";
import { judgedUnder, PARTIES_UNKNOWN, underOne } from "../../../src/domain/verification/trust-bundles.ts";
import { Fault } from "../../../src/kernel/fault.ts";
import { decodeHex } from "../../../src/kernel/hex.ts";
import { expectFault } from "../../expect-fault.ts";
import { editJson } from "../../signing/edit-bundle.ts";
import { createTestForge, type TestForge } from "../../signing/test-forge.ts";
import { HELLO, TOOL } from "../../signing/test-release.ts";

let forge: TestForge;
let others: readonly TestForge[];
let order: Parameters<VerifyOne>[0];
let second: Parameters<VerifyOne>[0];
beforeAll(async () => {
  forge = createTestForge();
  others = [createTestForge(), createTestForge()];
  const session = await forge.session();
  const [first, next] = await Promise.all([HELLO, TOOL].map(({ sha256 }) => session.signDigest(decodeHex(sha256))));
  const signer = { kind: "certificate", require: () => undefined } as const;
  order = { bundle: parseBundle(first!), signer, artifact: { sha256: HELLO.sha256 }, message: HELLO.bytes };
  second = { bundle: parseBundle(next!), signer, artifact: { sha256: TOOL.sha256 }, message: TOOL.bytes };
});

function named(root: TrustedRoot, mayBeOutdated?: Date): NamedTrust {
  return { root, origin: "a test", dated: undefined, mayBeOutdated };
}

/** The root of the forge, from before it renewed what stands in this field. */
function withOthers(field: "tlogs" | "certificateAuthorities"): TrustedRoot {
  return parseTrustedRoot(
    editJson(forge.trustedRoot, (document) => {
      document[field] = JSON.parse(Buffer.from(others[0]!.trustedRoot).toString())[field];
    }),
  );
}

const refusing = (error: unknown) => ({
  kind: "certificate" as const,
  require: () => {
    throw error;
  },
});

describe("the first bundle of a run", () => {
  test("finds the trusted root under which the others verify", async () => {
    const [own, foreign] = [named(forge.trust), named(others[0]!.trust)];
    for (const trusted of [
      [own, foreign],
      [foreign, own],
    ]) {
      const first = await underOne(trusted, nodeCryptography)(order);
      expect(first.trust).toBe(own);
      expect(first.bundle.content).toMatchObject({ kind: "message", digest: { hex: HELLO.sha256 } });
      expect((await first.verify(second)).content).toMatchObject({ digest: { hex: TOOL.sha256 } });
      await expectFault("digest-mismatch", () => first.verify({ ...second, artifact: { sha256: HELLO.sha256 } }));
    }
  });

  test("is refused under roots that know nobody of it, for the reason of the first", async () => {
    const strangers = named(others[0]!.trust);
    const earlier = named(withOthers("certificateAuthorities"));
    await expectFault("log-unknown", () => underOne([strangers, earlier], nodeCryptography)(order));
    await expectFault("authority-unknown", () => underOne([earlier, strangers], nodeCryptography)(order));
  });

  test("is refused for what is wrong with it under the root that knows its parties, wherever that stands", async () => {
    const [own, foreign] = [named(forge.trust), named(others[0]!.trust)];
    const signer = refusing(new Fault("identity-mismatch", "a test"));
    for (const trusted of [
      [own, foreign],
      [foreign, own],
      [foreign, own, foreign],
    ]) {
      await expectFault("identity-mismatch", () => underOne(trusted, nodeCryptography)({ ...order, signer }));
    }
  });

  test("is not tried under another root if the program, the user or the machine is at fault", async () => {
    const trusted = [named(forge.trust), named(others[0]!.trust)];
    for (const error of [new TypeError("a defect"), new Fault("usage", "a test")]) {
      await expect(underOne(trusted, nodeCryptography)({ ...order, signer: refusing(error) })).rejects.toBe(error);
    }
  });

  test("ends with a defect, whatever was refused before it", async () => {
    const errors = [new Fault("identity-mismatch", "a test"), new TypeError("a defect")];
    const signer = {
      kind: "certificate" as const,
      require: () => {
        throw errors.shift();
      },
    };
    const trusted = [named(forge.trust), named(forge.trust)];
    await expect(underOne(trusted, nodeCryptography)({ ...order, signer })).rejects.toThrow(TypeError);
  });

  test("does not verify without a trusted root", async () => {
    await expectFault("trusted-root-malformed", () => underOne([], nodeCryptography)(order));
  });
});

test("these refusals alone may mean that the root is of another instance or time", () => {
  expect([...PARTIES_UNKNOWN].sort()).toEqual([
    "authority-unknown",
    "certificate-log-unknown",
    "certificate-untrusted",
    "log-entry-missing",
    "log-unknown",
    "signed-time-missing",
    "timestamp-authority-unknown",
  ]);
});

describe("a bundle that may be newer than the roots", () => {
  const DATED = new Date("2026-08-21");
  const stale = () => withOthers("tlogs");

  function judged(trusted: readonly NamedTrust[]) {
    const doubts: Doubt[] = [];
    return { verify: judgedUnder(trusted, nodeCryptography, (doubt) => doubts.push(doubt)), doubts };
  }

  test("is judged without them, which is reported, and so are the others of its run", async () => {
    const [known, outdated] = [named(others[1]!.trust), named(stale(), DATED)];
    const { verify, doubts } = judged([known, outdated]);
    const first = await verify(order);
    expect(first.trust).toBe(outdated);
    expect(first.bundle).toMatchObject({ content: { digest: { hex: HELLO.sha256 } }, logEntries: [] });
    expect(doubts.map(({ unknown, outdated: { root } }) => [[...unknown], root])).toEqual([[["log"], outdated.root]]);
    expect((await first.verify(second)).content).toMatchObject({ digest: { hex: TOOL.sha256 } });
    expect(doubts).toHaveLength(2);
    await expectFault("digest-mismatch", () => first.verify({ ...second, artifact: { sha256: HELLO.sha256 } }));
  });

  test("is refused if it is false whoever vouches for it", async () => {
    const { verify } = judged([named(stale(), DATED)]);
    await expectFault("digest-mismatch", () => verify({ ...order, artifact: { sha256: TOOL.sha256 } }));
    const signer = refusing(new Fault("identity-mismatch", "a test"));
    await expectFault("identity-mismatch", () => verify({ ...order, signer }));
  });

  test("is refused under roots that cannot be outdated, for the user chose them", async () => {
    const { verify, doubts } = judged([named(stale())]);
    await expectFault("log-unknown", () => verify(order));
    expect(doubts).toEqual([]);
  });

  test("verifies strictly if the roots know all parties, and the others of its run are judged on their own", async () => {
    const own = named(forge.trust, DATED);
    const { verify, doubts } = judged([own]);
    const first = await verify(order);
    expect([first.trust, doubts]).toEqual([own, []]);
    expect(first.bundle.logEntries).toHaveLength(1);
    expect((await first.verify(second)).logEntries).toHaveLength(1);
    const renewed = await (await others[0]!.session()).signDigest(decodeHex(TOOL.sha256));
    await first.verify({ ...second, bundle: parseBundle(renewed) });
    expect(doubts).toHaveLength(1);
  });
});
