import { beforeAll, describe, expect, test } from "vitest";
import { nodeCryptography } from "../../../src/crypto/node.ts";
import { formatChecksums } from "../../../src/domain/asset/checksums.ts";
import type { Policy } from "../../../src/domain/policy/policy.ts";
import { readCertificate } from "../../../src/domain/sigstore/certificate.ts";
import type { StatedBundle } from "../../../src/domain/sigstore/verified-bundle.ts";
import type { NamedTrust, VerifyFirst } from "../../../src/domain/verification/named-trust.ts";
import { formOfFile, readEvidenceFile } from "../../../src/journeys/verify/read-evidence-file.ts";
import { SmallFiles } from "../../../src/journeys/verify/small-files.ts";
import type { VerifyOrder } from "../../../src/journeys/verify/verify-order.ts";
import { Fault } from "../../../src/kernel/fault.ts";
import { encodeUtf8 } from "../../../src/kernel/utf8.ts";
import type { CertifiedSession } from "../../../src/ports/signer.ts";
import { expectFault } from "../../expect-fault.ts";
import { quietProgress } from "../../quiet-progress.ts";
import { describeFile } from "../../signing/test-asset.ts";
import { createTestForge } from "../../signing/test-forge.ts";
import { assetSignature, HELLO, provenanceOf, TOOL } from "../../signing/test-release.ts";
import { memoryFiles } from "./memory-files.ts";

type Asked = Parameters<VerifyFirst>[0];

let session: CertifiedSession;
let hello: Uint8Array;
let tool: Uint8Array;
let provenance: Uint8Array;
beforeAll(async () => {
  session = await createTestForge().session();
  hello = (await assetSignature(session, HELLO)).bytes;
  tool = (await assetSignature(session, TOOL)).bytes;
  provenance = (await provenanceOf(session, [HELLO, TOOL])).bytes;
});

const lines = (...bundles: readonly Uint8Array[]) =>
  encodeUtf8(bundles.map((bytes) => `${JSON.stringify(JSON.parse(new TextDecoder().decode(bytes)))}\n`).join(""));

interface Case {
  /** What lies there; the first is the evidence. */
  readonly contents: Parameters<typeof memoryFiles>[0];
  /** What verifying each bundle in turn gives: its time, or a fault. */
  readonly outcomes?: readonly (number | Error)[];
  readonly order?: Partial<Omit<VerifyOrder, "capsule">>;
  readonly small?: SmallFiles;
}

async function read({ contents, outcomes = [], order, small = new SmallFiles() }: Case) {
  const [[path, content] = ["", ""]] = Object.entries(contents);
  const bytes = typeof content === "string" ? encodeUtf8(content) : content;
  const files = memoryFiles(contents);
  const asked: Asked[] = [];
  const verifyFirst: VerifyFirst = async (one) => {
    const outcome = outcomes[asked.length] ?? 0;
    asked.push(one);
    if (typeof outcome !== "number") throw outcome;
    const certificate = { ...readCertificate(session.identity.certificate), notBefore: outcome };
    if (one.signer.kind === "certificate") one.signer.require(certificate);
    const { content: signed } = one.bundle;
    const bundle: StatedBundle = {
      signer: { kind: "certificate", certificate },
      content: signed.kind === "dsse" ? signed : { kind: "message", digest: signed.digest },
      times: [{ source: "log", seconds: outcome }],
      logEntries: [],
    };
    const trust = { origin: `root ${asked.length}` } as NamedTrust;
    return { bundle, trust, verify: async () => bundle };
  };
  const whole = {
    ...{ capsule: { path }, assets: [] },
    identity: {
      kind: "repository",
      repository: "https://github.com/octo-org/octo-tool",
      sourceRef: "refs/tags/v1.2.3",
    },
    ...order,
  } as const;
  const ports = { crypto: nodeCryptography, files, trust: { trustedRoots: async () => [] }, progress: quietProgress() };
  const form = formOfFile(bytes);
  const found = await readEvidenceFile({ order: whole, form, bytes, small, verifyFirst }, ports);
  return { found, asked, form };
}

const file = (name: string | undefined, sha256: string) => ({ name, looked: "./x", digests: { sha256 } });

describe("bundles", () => {
  test("are verified one by one, over the bytes that are at hand", async () => {
    const small = new SmallFiles();
    small.keep([TOOL.sha256], TOOL.bytes);
    const bytes = lines(hello, provenance, tool);
    const { found, asked, form } = await read({ contents: { "/r/a.jsonl": bytes }, small });
    expect(form).toBe("json-lines");
    expect(asked.map(({ artifact, message }) => [artifact, message])).toEqual([
      ["unbound", bytes],
      ["unbound", undefined],
      ["unbound", TOOL.bytes],
    ]);
    expect(found).toMatchObject({ listed: undefined, others: 0, trust: { origin: "root 1" } });
    expect(found.bundles.map(({ statement }) => statement?.subject.length)).toEqual([undefined, 2, undefined]);
    expect(found.first).toBe(found.bundles[0]?.bundle);
    expect(found.compare(file("hello.txt", HELLO.sha256)).status).toBe("verified");
    expect(found.compare(file("x", "0".repeat(64))).status).toBe("failed");
  });

  test("of the expected identity count, and no others", async () => {
    const repository = "https://github.com/mallory/x";
    const identity = { kind: "repository", repository, sourceRef: "refs/tags/v1.2.3" } as const;
    await expectFault("identity-mismatch", () => read({ contents: { "/r/a.json": hello }, order: { identity } }));
  });

  test("of a repository are judged if it is said what was built: no genuine one is called false for want of an answer", async () => {
    const identity = { kind: "repository", repository: "https://github.com/octo-org/octo-tool" } as const;
    await expectFault("usage", () => read({ contents: { "/r/a.json": hello }, order: { identity } }));
  });

  test.each(["identity-mismatch", "signed-later", "clock-behind"] as const)(
    "that are refused by %s do not count",
    async (code) => {
      const outcomes = [new Fault(code, "a test"), 0, new Fault(code, "a test")];
      const { found } = await read({ contents: { "/r/a.jsonl": lines(hello, tool, hello) }, outcomes });
      expect(found).toMatchObject({
        others: 2,
        trust: { origin: "root 2" },
        bundles: [{ bundle: { content: { digest: { hex: TOOL.sha256 } } } }],
      });
    },
  );

  test.each([new Fault("signature-invalid", "a test"), new Fault("internal", "a test"), new TypeError("a test")])(
    "one that is false refuses all: %s",
    async (error) => {
      const outcomes = [0, error];
      await expect(read({ contents: { "/r/a.jsonl": lines(hello, tool) }, outcomes })).rejects.toBe(error);
    },
  );

  test("of which none counts are refused for what is not the identity, else for the last of them", async () => {
    const [first, last] = ["the first", "the last"].map((message) => new Fault("identity-mismatch", message));
    const late = new Fault("signed-later", "a test");
    const contents = { "/r/a.jsonl": lines(hello, tool, hello) };
    await expect(read({ contents, outcomes: [first!, late, last!] })).rejects.toBe(late);
    await expect(read({ contents, outcomes: [first!, first!, last!] })).rejects.toBe(last);
  });

  test("that satisfy the policy go before those that do not, and all are told if none does", async () => {
    const policy = { document: { maxAgeDays: 1 } } as unknown as Policy;
    const effectiveTime = new Date("2026-11-21T12:00:00Z");
    const now = effectiveTime.getTime() / 1000;
    const old = now - 2 * 86_400;
    const contents = { "/r/a.jsonl": lines(hello, tool) };
    const order = { policy, effectiveTime };
    const digests = async (outcomes: readonly number[], asked: Case["order"] & object = order) => {
      const { found } = await read({ contents, outcomes, order: asked });
      const signed = found.bundles.map(({ bundle: { content } }) =>
        content.kind === "message" ? content.digest.hex : "",
      );
      return [signed, found.others];
    };
    expect(await digests([old, now])).toEqual([[TOOL.sha256], 1]);
    expect(await digests([now, old])).toEqual([[HELLO.sha256], 1]);
    expect(await digests([old, old])).toEqual([[HELLO.sha256, TOOL.sha256], 0]);
    expect(await digests([old, now], {})).toEqual([[HELLO.sha256, TOOL.sha256], 0]);
  });
});

describe("a checksum list", () => {
  const LIST = formatChecksums([HELLO, TOOL].map(({ name, sha256 }) => ({ name, digest: sha256 })));
  const signed = async (text = LIST) => (await assetSignature(session, describeFile("sums.txt", text))).bytes;

  test("is one with the bundle beside it, over its own bytes", async () => {
    const contents = { "/r/sums.txt": LIST, "/r/sums.txt.sigstore.json": await signed() };
    const { found, asked, form } = await read({ contents });
    expect([form, found.listed, found.others]).toEqual(["checksums", 2, 0]);
    expect(asked.map(({ message }) => message)).toEqual([encodeUtf8(LIST)]);
  });

  test.each<[string, string | undefined, string, string, string, string?]>([
    ["listed", "hello.txt", HELLO.sha256, "verified", '"hello.txt" is what was signed', "hello.txt"],
    ["listed, by its digest alone", undefined, TOOL.sha256, "verified", '"./x" is what was signed'],
    ["of a digest that is not listed", undefined, "0".repeat(64), "failed", '"./x" is not what was signed'],
    [
      "the other one of the list",
      "hello.txt",
      TOOL.sha256,
      "failed",
      '"hello.txt" is not what was signed',
      "hello.txt",
    ],
    [
      "called like one of the list (X10)",
      "HELLO.txt",
      TOOL.sha256,
      "failed",
      '"HELLO.txt" is not what was signed',
      "HELLO.txt",
    ],
    [
      "called like one of the list, with its bytes",
      "HELLO.txt",
      HELLO.sha256,
      "failed",
      '"HELLO.txt" is not what was signed',
      "HELLO.txt",
    ],
    ["not on the list", "other", HELLO.sha256, "not-part", '"other" is not on the signed list'],
    ["not on the list, and of no digest", "other", "", "not-part", '"other" is not on the signed list'],
  ])("binds names: a file is %s", async (_, name, sha256, status, reason, sealedName) => {
    const { found } = await read({ contents: { "/r/sums.txt": LIST, "/r/sums.txt.sigstore.json": await signed() } });
    expect(found.compare(file(name, sha256))).toStrictEqual({ sealedName, looked: "./x", status, reason });
  });

  test("may be bound by a statement about it, beside what others say", async () => {
    const list = describeFile("sums.txt", LIST);
    const bundle = (await provenanceOf(session, [list])).bytes;
    const contents = { "/r/sums.txt": LIST, "/r/sums.txt.sigstore.json": lines(bundle, hello) };
    expect((await read({ contents })).found.listed).toBe(2);
  });

  test.each<[string, () => Promise<Parameters<typeof memoryFiles>[0]>, Fault["code"]]>([
    ["without a bundle", async () => ({ "/r/sums.txt": LIST }), "bundle-malformed"],
    [
      "with the bundle of another",
      async () => ({ "/r/sums.txt": LIST, "/r/sums.txt.sigstore.json": hello }),
      "digest-mismatch",
    ],
    [
      "that was renamed beside a statement that names it otherwise",
      async () => ({
        "/r/sums.txt": `${LIST}\n`,
        "/r/sums.txt.sigstore.json": (await provenanceOf(session, [describeFile("sums.txt", LIST)])).bytes,
      }),
      "digest-mismatch",
    ],
    [
      "that is not one",
      async () => ({ "/r/sums.txt": "a text", "/r/sums.txt.sigstore.json": await signed("a text") }),
      "checksums-malformed",
    ],
  ])("is refused %s", async (_, contents, code) => {
    await expectFault(code, async () => read({ contents: await contents() }));
  });

  test("without a bundle is told as a file that is not evidence", async () => {
    const fault = await expectFault("bundle-malformed", () => read({ contents: { "/r/sums.txt": LIST } }));
    expect(fault.message).toBe('"sums.txt" is not evidence, and there is no bundle beside it');
  });

  test("and its bundle have bounds", async () => {
    const contents = { "/r/sums.txt": LIST, "/r/sums.txt.sigstore.json": new Uint8Array(64 * 1024 * 1024 + 1) };
    await expectFault("file-unreadable", () => read({ contents }));
  });
});
