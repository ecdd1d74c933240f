import { Readable } from "node:stream";
import { ReadableStream } from "node:stream/web";
import { createGunzip } from "node:zlib";
import { Decompress } from "fzstd";
import xz from "xz-decompress";
import { type ByteSource, sourceChunks } from "../../../kernel/byte-source.ts";
import { Fault } from "../../../kernel/fault.ts";
import { MAX_RATIO, MAX_UNTRUSTED_BYTES, RATIO_FLOOR_BYTES } from "../../../kernel/limits.ts";

import type { PackingKind } from "./container-kind.ts";

/** zstd may give a thousand times what it is given, all at once: it is fed little. */
const ZSTD_STEP_BYTES = 4096;

/**
 * The bytes inside a gzip, Zstandard or xz stream. Faults: `gzip-malformed` for damage of any of the three,
 * `archive-truncated`, `archive-bomb` and `archive-limit` (A17, A19).
 */
export async function* unpack(kind: PackingKind, source: ByteSource): AsyncGenerator<Uint8Array> {
  const meter = new Meter();
  const input = meter.fed(sourceChunks(source));
  try {
    for await (const bytes of UNPACKERS[kind](input, meter)) {
      meter.take(bytes.length);
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

/** Compares what came out with what went in. */
class Meter {
  private consumed = 0;
  private produced = 0;

  async *fed(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    for await (const chunk of chunks) {
      this.consumed += chunk.length;
      yield chunk;
    }
  }

  take(count: number): void {
    this.produced += count;
    if (this.produced > MAX_UNTRUSTED_BYTES)
      throw new Fault("archive-limit", `more than ${MAX_UNTRUSTED_BYTES} bytes are packed in it`);
    if (this.produced > RATIO_FLOOR_BYTES && this.produced > this.consumed * MAX_RATIO) {
      throw new Fault("archive-bomb", `the file grows more than ${MAX_RATIO} times`);
    }
  }
}

const UNPACKERS: Record<PackingKind, (input: AsyncIterable<Uint8Array>, meter: Meter) => AsyncIterable<Uint8Array>> = {
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

async function* unpackZstd(input: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const out: Uint8Array[] = [];
  let waiting = 0;
  const engine = new Decompress((bytes) => {
    waiting += bytes.length;
    if (waiting > RATIO_FLOOR_BYTES + ZSTD_STEP_BYTES * MAX_RATIO)
      throw new Fault("archive-bomb", "the file grows without bound");
    out.push(bytes.slice());
  });
  for await (const chunk of input) {
    for (let at = 0; at < chunk.length; at += ZSTD_STEP_BYTES) {
      engine.push(chunk.subarray(at, at + ZSTD_STEP_BYTES));
      yield* out.splice(0);
      waiting = 0;
    }
  }
  engine.push(new Uint8Array(0), true);
  yield* out.splice(0);
}
