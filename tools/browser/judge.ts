import type { Cryptography } from "../../src/crypto/cryptography.ts";
import { readCapsule } from "../../src/domain/capsule/read-capsule.ts";
import { givenFiles, ROOT } from "../../src/doors/library/given-files.ts";
import { givenFile } from "../../src/doors/library/named-files.ts";
import { verifyAny } from "../../src/journeys/verify/verify-any.ts";
import { decodeBase64 } from "../../src/kernel/base64.ts";
import { Fault } from "../../src/kernel/fault.ts";
import { type CorpusCase, type FileOfCase, judgeCase } from "../corpus/judge-case.ts";

// What is judged in a browser and in Node alike. Nothing here is of Node alone.

/** A question that travels as JSON. Names of files are those that were given before; contents are base64. */
export type BrowserCase =
  | { readonly kind: "bundle"; readonly one: CorpusCase; readonly text?: string }
  | {
      readonly kind: "capsule";
      readonly id: string;
      readonly capsule: string;
      readonly trustedRoot: string;
      readonly repository: string;
      readonly expect: CorpusCase["expect"];
      /** The compressed file was changed: how much an inflater hands out before it notices is its own, and the first fault with it. */
      readonly isDamaged: boolean;
    };

/** `accept`, or the code of the fault; of a capsule all that its verification says. What is not a fault is told as a crash. */
export async function judge(one: BrowserCase, file: FileOfCase, crypto: Cryptography): Promise<string> {
  try {
    return one.kind === "bundle" ? await judgeBundle(one, file, crypto) : await judgeCapsule(one, file, crypto);
  } catch (error) {
    return `crash: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`;
  }
}

/** With the text of a mutant instead of the bundle. */
async function judgeBundle(
  { one, text }: BrowserCase & { readonly kind: "bundle" },
  file: FileOfCase,
  crypto: Cryptography,
): Promise<string> {
  const mutant = text === undefined ? undefined : decodeBase64(text);
  const fileOf = (path: string) => (path === one.bundle && mutant !== undefined ? mutant : file(path));
  const found = await judgeCase(one, fileOf, crypto);
  return found === "accept" ? found : found.code;
}

/** Beside the capsule lie the files of the release, and it is verified as its consumer would. */
async function judgeCapsule(
  { capsule, trustedRoot, repository }: BrowserCase & { readonly kind: "capsule" },
  file: FileOfCase,
  crypto: Cryptography,
): Promise<string> {
  const bytes = decodeBase64(capsule);
  const name = "octo-tool-1.2.3.capsule";
  const beside = ["hello.txt", "tool.bin"].map((one) => givenFile({ name: one, content: file(one) }));
  const files = givenFiles([givenFile({ name, content: bytes }), ...beside]);
  const { verdict, claims, assets, capsuleSha256 } = await verifyAny(
    { capsule: { path: `${ROOT}/${name}` }, assets: [], identity: { kind: "repository", repository } },
    {
      ...{ crypto, files },
      trust: { trustedRoots: async () => [{ bytes: file(trustedRoot), origin: "test root", dated: undefined }] },
      progress: { step() {}, advance() {}, warn() {}, done() {} },
    },
  );
  const said = claims.map(({ id, status, code, reason }) => `${id} ${status} ${code ?? ""} ${reason ?? ""}`);
  const read = await readWhole(bytes, crypto);
  return JSON.stringify([verdict, said, assets.map(({ looked, status }) => [looked, status]), capsuleSha256, read]);
}

/** As one that wants every entry reads it. */
async function readWhole(bytes: Uint8Array, crypto: Cryptography): Promise<string | number> {
  try {
    async function* chunks() {
      for (let at = 0; at < bytes.length; at += 1000) yield bytes.subarray(at, at + 1000);
    }
    return (await readCapsule(chunks(), crypto)).entries.size;
  } catch (error) {
    if (error instanceof Fault && error.code !== "internal") return error.code;
    throw error;
  }
}
