import { expect, test } from "vitest";
import { readBeside } from "../../../src/journeys/verify/read-beside.ts";
import { bytesSource } from "../../../src/kernel/byte-source.ts";
import { Fault } from "../../../src/kernel/fault.ts";
import type { Files } from "../../../src/ports/files.ts";
import { expectFault } from "../../expect-fault.ts";
import { memoryFiles } from "./memory-files.ts";

const ENDING = ".approval.sigstore.json";
const text = (bytes: Uint8Array | Fault) => (bytes instanceof Fault ? bytes.code : new TextDecoder().decode(bytes));

async function read(
  contents: Parameters<typeof memoryFiles>[0],
  named?: readonly string[],
  files: Files = memoryFiles(contents),
) {
  const order = { capsule: { path: "/r/a-1.capsule" }, ...(named && { approvals: named }) };
  const found = await readBeside("approval", order, { files });
  return found.map(({ file, isNamed, bytes }) => [file, isNamed, text(bytes)]);
}

test("approvals are those that were named, and those that lie beside the capsule under its name", async () => {
  const contents = {
    ...{ "/x/own.json": "1", [`/r/a-1.2${ENDING}`]: "2", [`/r/a-1.3${ENDING}`]: "3" },
    ...{ [`/r/b-1.4${ENDING}`]: "4", [`/q/a-1.5${ENDING}`]: "5", [`/r/a-1.6${ENDING}`]: "a folder" },
    ...{ "/r/a-1.sigstore.json": "7" },
  } as const;
  const beside = [
    [`/r/a-1.2${ENDING}`, false, "2"],
    [`/r/a-1.3${ENDING}`, false, "3"],
  ];
  expect(await read(contents)).toEqual(beside);
  expect(await read(contents, ["/x/own.json"])).toEqual([["/x/own.json", true, "1"], ...beside]);
  const [first, second] = [`/r/a-1.2${ENDING}`, `/r/a-1.3${ENDING}`];
  expect(await read(contents, [second])).toEqual([
    [second, true, "3"],
    [first, false, "2"],
  ]);
});

test("bytes have nothing beside them", async () => {
  const files = memoryFiles({ "/x": "1" });
  const capsule = { bytes: bytesSource(new Uint8Array()), fileName: "a-1.capsule" };
  expect(await readBeside("approval", { capsule, approvals: ["/x"] }, { files })).toHaveLength(1);
  expect(await readBeside("approval", { capsule }, { files })).toEqual([]);
});

test("one that was named must be there, and one that only lies there hides nothing", async () => {
  await expectFault("file-missing", () => read({}, ["/gone"]));
  const large = { [`/r/a-1.2${ENDING}`]: new Uint8Array(2 * 1024 * 1024 + 1), [`/r/a-1.3${ENDING}`]: "3" };
  expect((await read(large)).map(([, , content]) => content)).toEqual(["file-unreadable", "3"]);
  for (const error of [new Fault("internal", "a test"), new TypeError("a test")]) {
    const files = { ...memoryFiles(large), read: () => Promise.reject(error) };
    await expect(read(large, undefined, files)).rejects.toBe(error);
  }
});

test("more than 128 are refused before they are read", async () => {
  const of = (count: number) =>
    Object.fromEntries(Array.from({ length: count }, (_, index) => [`/r/a-1.${index}${ENDING}`, "x"]));
  expect(await read({ ...of(127), "/x": "1" }, ["/x"])).toHaveLength(128);
  const fault = await expectFault("statements-too-many", () => read({ ...of(128), "/x": "1" }, ["/x"]));
  expect(fault.message).toBe("there are more than 128 approvals");
  await expectFault("statements-too-many", () => read(of(129)));
});
