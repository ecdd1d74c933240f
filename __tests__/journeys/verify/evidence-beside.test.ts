import { describe, expect, test } from "vitest";
import { nodeCryptography } from "../../../src/crypto/node.ts";
import { evidenceBeside } from "../../../src/journeys/verify/evidence-beside.ts";
import { expectFault } from "../../expect-fault.ts";
import { HELLO } from "../../signing/test-release.ts";
import { memoryFiles } from "./memory-files.ts";

type Contents = Parameters<typeof memoryFiles>[0];

/** What lies beside the file `/r/hello.txt`, whose content is that of the test release. */
async function found(beside: Contents): Promise<string | undefined> {
  const files = memoryFiles({ "/r/hello.txt": HELLO.bytes, ...beside });
  const path = await evidenceBeside("/r/hello.txt", { files, crypto: nodeCryptography });
  expect(files.opened()).toBe(0);
  return path;
}

const LIST = `${HELLO.sha256}  hello.txt\n`;
const DOWNLOAD = `sha256:${HELLO.sha256}.jsonl`;
const OTHER = `sha256:${"0".repeat(64)}.jsonl`;

describe("of what lies beside a file, that is taken which is worth more:", () => {
  test.each<[string, string, Contents]>([
    [
      "a bundle of its name",
      "hello.txt.sigstore.json",
      { "/r/hello.txt.intoto.jsonl": "", "/r/hello.txt.sigstore.json": "" },
    ],
    [
      "statements of its name",
      "hello.txt.intoto.jsonl",
      { "/r/a.intoto.jsonl": "", "/r/hello.txt.intoto.jsonl": "", [`/r/${DOWNLOAD}`]: "" },
    ],
    [
      "what was downloaded about its digest",
      DOWNLOAD,
      { [`/r/${OTHER}`]: "", [`/r/${DOWNLOAD}`]: "", "/r/a.intoto.jsonl": "" },
    ],
    ["what was downloaded on Windows", `sha256-${HELLO.sha256}.jsonl`, { [`/r/sha256-${HELLO.sha256}.jsonl`]: "" }],
    [
      "the one file of statements",
      "a.intoto.jsonl",
      { "/r/a.intoto.jsonl": "", "/r/checksums.txt": LIST, "/r/checksums.txt.sigstore.json": "" },
    ],
    [
      "the one file of statements beside downloads about others",
      "a.intoto.jsonl",
      { "/r/a.intoto.jsonl": "", [`/r/${OTHER}`]: "" },
    ],
    [
      "a list with a bundle that names it",
      "checksums.txt",
      { "/r/checksums.txt": LIST, "/r/checksums.txt.sigstore.json": "" },
    ],
    [
      "a list of Windows that names it",
      "checksums.txt",
      { "/r/checksums.txt": `${HELLO.sha256}  hello.txt\r\n`, "/r/checksums.txt.sigstore.json": "" },
    ],
    [
      "a list that names it as binary",
      "checksums.txt",
      { "/r/checksums.txt": `${HELLO.sha256} *hello.txt\r\n`, "/r/checksums.txt.sigstore.json": "" },
    ],
    [
      "the list that names it, of two",
      "b.sha256",
      {
        "/r/a.sha256": `${HELLO.sha256}  other.txt\n`,
        "/r/a.sha256.sigstore.json": "",
        "/r/b.sha256": `x  y\n${LIST}`,
        "/r/b.sha256.sigstore.json": "",
      },
    ],
    [
      "a list, since a folder is not a file of statements",
      "checksums.txt",
      { "/r/x.intoto.jsonl": "a folder", "/r/checksums.txt": LIST, "/r/checksums.txt.sigstore.json": "" },
    ],
  ])("%s", async (_what, name, beside) => {
    expect(await found(beside)).toBe(`/r/${name}`);
  });
});

describe("nothing is found where there is only", () => {
  test.each<[string, Contents]>([
    ["the file", {}],
    ["a bundle of another file", { "/r/other.txt": "", "/r/other.txt.sigstore.json": "" }],
    ["a folder with the name of a bundle", { "/r/hello.txt.sigstore.json": "a folder" }],
    ["what was downloaded about other files", { [`/r/${OTHER}`]: "" }],
    [
      "what is named nearly as a download",
      { [`/r/x${DOWNLOAD}`]: "", [`/r/${DOWNLOAD}x`]: "", [`/r/sha256:${HELLO.sha256}`]: "" },
    ],
    ["a list without a bundle", { "/r/checksums.txt": LIST }],
    [
      "a list that does not name it",
      { "/r/checksums.txt": `${HELLO.sha256}  xhello.txt\n`, "/r/checksums.txt.sigstore.json": "" },
    ],
    [
      "a list that names it in the midst of a line",
      { "/r/checksums.txt": `*hello.txt is here\n hello.txt too\n`, "/r/checksums.txt.sigstore.json": "" },
    ],
    ["a signature that is not a bundle", { "/r/hello.txt.asc": "" }],
    ["a bundle in another folder", { "/r/a/hello.txt.sigstore.json": "" }],
    ["a file that no list speaks of, with its bundle", { "/r/notes.md": LIST, "/r/notes.md.sigstore.json": "" }],
  ])("%s", async (_what, beside) => {
    expect(await found(beside)).toBeUndefined();
  });
});

test("a file whose own name is that of statements is not evidence about itself", async () => {
  const files = memoryFiles({ "/r/a.intoto.jsonl": "x" });
  expect(await evidenceBeside("/r/a.intoto.jsonl", { files, crypto: nodeCryptography })).toBeUndefined();
});

test("the file is not read where nothing was downloaded", async () => {
  const files = memoryFiles({ "/r/checksums.txt": LIST, "/r/checksums.txt.sigstore.json": "" });
  // No such file is there, and asking for its digest would say so.
  expect(await evidenceBeside("/r/hello.txt", { files, crypto: nodeCryptography })).toBe("/r/checksums.txt");
});

test("several files of statements are refused, with the way out", async () => {
  const fault = await expectFault("usage", () => found({ "/r/a.intoto.jsonl": "", "/r/b.intoto.jsonl": "" }));
  expect([fault.message, fault.hint]).toEqual([
    '"hello.txt" is not evidence, and there are several files of statements beside it',
    "name the one of the release first, and then the files to check",
  ]);
});
