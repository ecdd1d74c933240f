import { createInflateRaw, type InflateRaw, inflateRawSync } from "node:zlib";
import { zlibFault } from "../kernel/archives/zlib-fault.ts";
import { joinBytes } from "../kernel/bytewise.ts";
import { Fault } from "../kernel/fault.ts";

/** Up to here, asking zlib's threads takes longer than the work; more is not held before its first part was looked at. */
const AT_ONCE = { deflated: 128 * 1024, inflated: 4 * 1024 * 1024 };

/** `Cryptography.inflateRaw` by zlib, which stops at the end of the stream and says how far it came. */
export async function* inflateByZlib(deflated: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const source = deflated[Symbol.asyncIterator]();
  const start: Uint8Array[] = [];
  try {
    let [length, isWhole] = [0, false];
    while (!isWhole && length <= AT_ONCE.deflated) {
      const step = await source.next();
      isWhole = step.done === true;
      if (step.done !== true) length += start[start.push(step.value) - 1]!.length;
    }
    const inflated = isWhole ? inflateAtOnce(joinBytes(start)) : undefined;
    if (inflated !== undefined) yield inflated;
    else yield* inflateAsStream(goOn(start, source));
  } finally {
    await source.return?.();
  }
}

async function* goOn(start: readonly Uint8Array[], rest: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  yield* start;
  for (let step = await rest.next(); step.done !== true; step = await rest.next()) yield step.value;
}

/** Undefined if it is too much for one piece, or anything is wrong with it: as a stream it gives out what comes before that. */
function inflateAtOnce(deflated: Uint8Array): Uint8Array | undefined {
  try {
    const options = { info: true, chunkSize: 64 * 1024, maxOutputLength: AT_ONCE.inflated };
    const { buffer, engine } = inflateRawSync(deflated, options) as unknown as {
      buffer: Uint8Array;
      engine: InflateRaw;
    };
    return engine.bytesWritten === deflated.length ? plainBytes(buffer) : undefined;
  } catch {
    return undefined;
  }
}

async function* inflateAsStream(deflated: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  // In the pieces of 16 KiB that are the default: larger ones are fewer ways to another thread, and pile up until they are collected.
  const engine = createInflateRaw();
  const fed: Fed = { given: 0, failed: undefined };
  const feeding = feed(deflated, engine, fed);
  try {
    for await (const chunk of engine as AsyncIterable<Uint8Array>) yield plainBytes(chunk);
  } catch (error) {
    throw fed.failed === undefined ? zlibFault(error) : fed.failed.error;
  } finally {
    await feeding;
  }
  if (engine.bytesWritten !== fed.given) {
    throw new Fault("archive-trailing-data", "something follows the compressed data");
  }
}

/** The same memory. Node cuts its own kind of bytes by code that is run, and plain ones by itself; a capsule is cut thousands of times. */
function plainBytes({ buffer, byteOffset, length }: Uint8Array): Uint8Array {
  return new Uint8Array(buffer, byteOffset, length);
}

interface Fed {
  given: number;
  /** What the source threw. */
  failed: { readonly error: unknown } | undefined;
}

/** Writes chunk after chunk, until the engine, having reached its end, does not want more. */
async function feed(source: AsyncIterable<Uint8Array>, engine: InflateRaw, fed: Fed): Promise<void> {
  const write = writerOf(engine);
  try {
    for await (const chunk of source) {
      fed.given += chunk.length;
      if (!(await write(chunk))) return;
      // A write is done once all of it was used, or nothing more is wanted.
      if (engine.bytesWritten !== fed.given) return;
    }
    engine.end();
  } catch (error) {
    fed.failed = { error };
    engine.destroy(new Error("reading failed"));
  }
}

/** Resolves to true when the chunk was used, to false when the engine was closed instead. */
function writerOf(engine: InflateRaw): (chunk: Uint8Array) => Promise<boolean> {
  let settle: (used: boolean) => void = () => undefined;
  engine.once("close", () => settle(false));
  return (chunk) =>
    new Promise((resolve) => {
      settle = resolve;
      engine.write(chunk, (error) => resolve(!error));
    });
}
