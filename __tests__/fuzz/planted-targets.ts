import { Fault } from "../../src/kernel/fault.ts";
import { encodeUtf8 } from "../../src/kernel/utf8.ts";
import type { FuzzTarget } from "../../tools/fuzz/target.ts";

const held: unknown[] = [];

/** Readers with one fault each, behind a byte of the input: a sound seed reaches none of them. */
const PLANTED: Readonly<Record<string, () => void>> = {
  hang: () => {
    for (;;);
  },
  leak: () => {
    for (;;) held.push(Array.from({ length: 10_000 }, (_, index) => ({ index })));
  },
  untyped: () => {
    throw new TypeError("not of this world");
  },
  defect: () => {
    throw new Fault("internal", "a defect that says so");
  },
  refusal: () => {
    throw new Fault("json-malformed", "as it should be");
  },
};

/** Made as `tools/fuzz/targets/all-targets.ts` makes them, for the test of the fuzzer itself. */
export async function targetsOf(room: string): Promise<readonly FuzzTarget[]> {
  const planted = PLANTED[room];
  if (planted === undefined) throw new Error(`nothing is planted in ${room}`);
  return [
    {
      name: room,
      seeds: [encodeUtf8("all is well in this seed")],
      read: (bytes) => (bytes.includes(0x21) ? planted() : undefined),
      mutate: (bytes, random) => encodeUtf8(`${Buffer.from(bytes)}${random() < 0.2 ? "!" : "."}`),
    },
  ];
}
