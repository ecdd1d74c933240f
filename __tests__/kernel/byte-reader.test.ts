import { expect, test } from "vitest";
import { ByteReader } from "../../src/kernel/byte-reader.ts";
import { collect } from "./collect.ts";

async function* chunks(...sizes: number[]) {
  let value = 0;
  for (const size of sizes) yield Uint8Array.from({ length: size }, () => ++value);
}
const all = (reader: ByteReader) =>
  collect({
    async *[Symbol.asyncIterator]() {
      for (let chunk = await reader.next(); chunk !== undefined; chunk = await reader.next()) yield Array.from(chunk);
    },
  });

test("passes empty chunks over", async () => {
  expect(await all(new ByteReader(chunks(0, 2, 0, 0, 1, 0)))).toEqual([[1, 2], [3]]);
});

test("takes counted bytes across chunks, and gives what is left next", async () => {
  const reader = new ByteReader(chunks(2, 3, 4));
  expect(Array.from(await reader.take(3))).toEqual([1, 2, 3]);
  expect(Array.from(await reader.take(2))).toEqual([4, 5]);
  expect(Array.from(await reader.take(1))).toEqual([6]);
  expect(await all(reader)).toEqual([[7, 8, 9]]);
  expect(await reader.take(1)).toHaveLength(0);
});

test("takes fewer bytes only at the end", async () => {
  expect(Array.from(await new ByteReader(chunks(2, 1)).take(9))).toEqual([1, 2, 3]);
  expect(await new ByteReader(chunks(2)).take(0)).toHaveLength(0);
});

test("gives back bytes that come next", async () => {
  const reader = new ByteReader(chunks(2, 1));
  reader.giveBack((await reader.take(2)).subarray(1));
  expect(await all(reader)).toEqual([[2], [3]]);
});

test("closes a source that can be closed, and one that cannot", async () => {
  const source = chunks(1, 1);
  const reader = new ByteReader(source);
  await reader.next();
  await reader.close();
  expect(await source.next()).toEqual({ done: true, value: undefined });
  const plain = { [Symbol.asyncIterator]: () => ({ next: () => source.next() }) };
  await expect(new ByteReader(plain).close()).resolves.toBeUndefined();
});

test("takes at once what has come, as a whole or not at all", async () => {
  const reader = new ByteReader(chunks(4, 2));
  expect(reader.takeNow(1)).toBeUndefined();
  expect(Array.from(await reader.take(1))).toEqual([1]);
  expect(reader.takeNow(4)).toBeUndefined();
  expect(reader.takeNow(3)).toEqual(Uint8Array.of(2, 3, 4));
  expect(reader.takeNow(0)).toHaveLength(0);
  expect(await all(reader)).toEqual([[5, 6]]);
});

test("takes some of what comes, and no more than asked for", async () => {
  const reader = new ByteReader(chunks(3));
  expect(await reader.takeSome(2)).toEqual(Uint8Array.of(1, 2));
  expect(await reader.takeSome(2)).toEqual(Uint8Array.of(3));
  expect(await reader.takeSome(2)).toBeUndefined();
});
