import { Readable } from "node:stream";
import { ReadableStream } from "node:stream/web";
import { createGunzip } from "node:zlib";
import xz from "xz-decompress";
import { Fault } from "../../../kernel/fault.ts";
import { STEPS, type WorkBudget } from "../model/work-budget.ts";
import type { PackingKind } from "./container-kind.ts";
import { unpackZstd } from "./unpack-zstd.ts";

/**
 * The bytes inside a gzip, Zstandard or xz stream, however many there are, as far as the budget goes. Faults: `gzip-malformed` for
 * damage of any of the three, `archive-truncated`, `sbom-limit` (A17, A19).
 */
export async function* unpack(
  kind: PackingKind,
  input: AsyncIterable<Uint8Array>,
  budget: WorkBudget,
): AsyncGenerator<Uint8Array> {
  try {
    for await (const bytes of UNPACKERS[kind](input)) {
      budget.spend(STEPS.unpackedByte[kind] * bytes.length, "unpacking it");
      yield bytes;
    }
  } catch (cause) {
    if (cause instanceof Fault) throw cause;
    const truncated = /Z_BUF_ERROR|unexpected (?:eof|end)|error code 8$/i.test(
      `${(cause as { code?: unknown }).code} ${(cause as Error).message}`,
    );
    if (truncated) throw new Fault("archive-truncated", `the ${kind} stream ends too early`, { cause });
    throw new Fault("gzip-malformed", `the ${kind} stream is damaged`, { cause });
  }
}

const UNPACKERS: Record<PackingKind, (input: AsyncIterable<Uint8Array>) => AsyncIterable<Uint8Array>> = {
  gzip: (input) => {
    const from = Readable.from(input, { objectMode: false });
    const engine = createGunzip();
    from.once("error", (error) => engine.destroy(error));
    return from.pipe(engine);
  },
  zstd: unpackZstd,
  xz: (input) => {
    const from = ReadableStream.from(input);
    return new xz.XzReadableStream(
      from as unknown as globalThis.ReadableStream<Uint8Array>,
    ) as unknown as AsyncIterable<Uint8Array>;
  },
};
