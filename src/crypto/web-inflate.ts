import { joinBytes } from "../kernel/bytewise.ts";
import { Fault } from "../kernel/fault.ts";

/**
 * `Cryptography.inflateRaw` by the Compression Streams of the Web platform. A chunk is refused if it is damaged or goes on
 * behind the end of the stream, and closing is refused if the stream has not ended (Compression Standard, "decompress and
 * enqueue a chunk", "decompress flush and enqueue"). Which of the first two it was, a second look finds out, for which what
 * was handed over is kept. Node, which does not need this file, refuses the same and later, but for one byte behind the end in
 * Node 20.
 */
export async function* inflateByStreams(deflated: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const stream = new DecompressionStream("deflate-raw");
  const reader = stream.readable.getReader();
  const feeding = feed(deflated, stream.writable.getWriter());
  try {
    for (let step = await reader.read(); !step.done; step = await reader.read()) yield step.value;
  } catch {
    throw await whyRefused(await feeding);
  } finally {
    // Also if nobody wants more: then the source is released.
    await reader.cancel().catch(() => undefined);
    await feeding;
  }
}

/** How far the feeding came. */
interface Fed {
  readonly given: readonly Uint8Array[];
  /** What failed: the source, with what it threw, or a step of the engine; nothing if all went well. */
  readonly failed: { readonly at: "source"; readonly error: unknown } | { readonly at: "write" | "close" } | undefined;
}

async function feed(source: AsyncIterable<Uint8Array>, writer: WritableStreamDefaultWriter): Promise<Fed> {
  // What fails is told by the call that fails.
  writer.closed.catch(() => undefined);
  const given: Uint8Array[] = [];
  let at: "source" | "write" | "close" = "source";
  try {
    for await (const chunk of source) {
      given.push(chunk);
      at = "write";
      await writer.write(chunk as Uint8Array<ArrayBuffer>);
      at = "source";
    }
    at = "close";
    await writer.close();
    return { given, failed: undefined };
  } catch (error) {
    if (at === "source") await writer.abort(error).catch(() => undefined);
    return { given, failed: at === "source" ? { at, error } : { at } };
  }
}

/** The whole input was taken, and closing it failed, only if the stream does not end within it. */
async function whyRefused({ given, failed }: Fed): Promise<unknown> {
  if (failed?.at === "source") return failed.error;
  if (failed?.at === "close") return new Fault("archive-truncated", "the gzip stream ends too early");
  return (await endsBefore(joinBytes(given)))
    ? new Fault("archive-trailing-data", "something follows the compressed data")
    : new Fault("gzip-malformed", "the gzip stream is damaged");
}

/** Whether a beginning of refused bytes is a whole stream. It is the longest one that is taken: then nothing more is. */
async function endsBefore(bytes: Uint8Array): Promise<boolean> {
  let [taken, refused] = [0, bytes.length];
  while (refused - taken > 1) {
    const middle = Math.floor((taken + refused) / 2);
    if ((await refusedAt(bytes.subarray(0, middle))) === "write") refused = middle;
    else taken = middle;
  }
  return (await refusedAt(bytes.subarray(0, taken))) === undefined;
}

/** The step at which the platform refuses bytes as a stream. */
async function refusedAt(bytes: Uint8Array): Promise<"write" | "close" | undefined> {
  const { readable, writable } = new DecompressionStream("deflate-raw");
  const writer = writable.getWriter();
  writer.closed.catch(() => undefined);
  const draining = readable.pipeTo(new WritableStream()).catch(() => undefined);
  let at: "write" | "close" = "write";
  try {
    await writer.write(bytes as Uint8Array<ArrayBuffer>);
    at = "close";
    await writer.close();
    return undefined;
  } catch {
    return at;
  } finally {
    await draining;
  }
}
