import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { expectFault } from "../../expect-fault.ts";
import { EVIDENCE, publishingRun } from "./publishing-run.ts";

const digest = (text: string, algorithm = "sha256"): string => createHash(algorithm).update(text).digest("hex");
const LIST = `${digest("a")}  a.tgz\n`;

describe("a list of the project that has the name of ours", () => {
  test("gives way to ours where it agrees", async () => {
    const run = publishingRun({ "a.tgz": "a", "checksums.txt": LIST });
    const sealed = await run.seal();
    expect(sealed.assets.map(({ name }) => name)).toEqual(["a.tgz"]);
    expect(run.names().sort()).toEqual(["a.tgz", ...EVIDENCE].sort());
  });

  test("is refused where it disagrees", async () => {
    await expectFault("checksums-disagree", () => publishingRun({ "a.tgz": "b", "checksums.txt": LIST }).seal());
  });

  test.each(["sig", "asc", "pem", "minisig", "sigstore.json"])("is refused where %s signs it", async (ending) => {
    const run = publishingRun({ "a.tgz": "a", "checksums.txt": LIST, [`checksums.txt.${ending}`]: "signature" });
    await expectFault("checksums-disagree", () => run.seal());
    expect(run.github.visible()).toEqual([]);
  });

  test("is refused where ours is not published, and nothing could take its place", async () => {
    const run = publishingRun({ "a.tgz": "a", "checksums.txt": LIST });
    await expectFault("asset-name-reserved", () => run.seal({ publish: "capsule" }));
  });
});

describe("a list among the assets", () => {
  test.each([LIST.replace("a.tgz", "./a.tgz"), `${LIST}\n`, LIST.replace("\n", "\r\n")])(
    "is taken as sha256sum takes it: %j",
    async (list) => {
      const { assets } = await publishingRun({ "a.tgz": "a", SHA256SUMS: list }).seal();
      expect(assets.map(({ name }) => name)).toEqual(["SHA256SUMS", "a.tgz"]);
    },
  );

  test("that cannot be read is refused by its name, with what to do", async () => {
    const run = publishingRun({ "a.tgz": "a", SHA256SUMS: LIST.replace("a.tgz", "dist/a.tgz") });
    const fault = await expectFault("checksums-malformed", () => run.seal());
    expect(fault.message).toContain('"SHA256SUMS": line 1 ');
    expect(fault.hint).toContain("sha256sum");
  });
});

describe("with checksums-name", () => {
  test("ours has that name, and the list and its signature are assets", async () => {
    const run = publishingRun({ "a.tgz": "a", "checksums.txt": LIST, "checksums.txt.sig": "signature" });
    await run.seal({ checksumsName: "SHA256SUMS" });
    const evidence = EVIDENCE.map((name) => name.replace("checksums.txt", "SHA256SUMS"));
    expect(run.names().sort()).toEqual(["a.tgz", "checksums.txt", "checksums.txt.sig", ...evidence].sort());
    const ours = run.github.releases[0]?.assets.find(({ name }) => name === "SHA256SUMS");
    expect(Buffer.from(ours?.bytes ?? []).toString()).toMatch(/a\.tgz\n.*checksums\.txt\n.*checksums\.txt\.sig\n$/);
    const guide = run.github.releases[0]?.assets.find(({ name }) => name === "VERIFY.md");
    expect(Buffer.from(guide?.bytes ?? []).toString()).toContain("-c SHA256SUMS");
  });

  test("a list of that name on the draft, of another tool, gives way where it agrees", async () => {
    const run = publishingRun({ "a.tgz": "a" });
    run.github.addAsset(run.github.addRelease({ tag_name: "v1.2.3" }), "tool_1.2.3_checksums.txt", LIST);
    const sealed = await run.seal({ checksumsName: "tool_1.2.3_checksums.txt" });
    expect(sealed.published.map(({ name }) => name)).toContain("tool_1.2.3_checksums.txt");
  });

  test.each([
    "../sums256",
    "VERIFY.md",
    "x.capsule",
    "sha256.intoto.jsonl",
    "sums",
    "",
    "checksums.sha512.txt",
    "-sha256",
  ])("refuses the name %j", async (checksumsName) => {
    await expectFault("usage", () => publishingRun().seal({ checksumsName }));
  });
});

describe("lists for one file each", () => {
  test("with the digest alone, or with the name, are compared", async () => {
    const lists = { "a.tgz.sha256": `${digest("a")}\n`, "b.tgz.sha512": `${digest("b", "sha512")} *b.tgz\n` };
    expect((await publishingRun({ "a.tgz": "a", "b.tgz": "b", ...lists }).seal()).assets).toHaveLength(4);
    await expectFault("checksums-disagree", () => publishingRun({ "a.tgz": "x", "b.tgz": "b", ...lists }).seal());
    await expectFault("checksums-disagree", () => publishingRun({ "a.tgz": "a", "b.tgz": "x", ...lists }).seal());
  });
});
