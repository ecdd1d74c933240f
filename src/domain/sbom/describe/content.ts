import { createHash, type Hash } from "node:crypto";
import { ByteReader } from "../../../kernel/byte-reader.ts";
import { type ByteSource, bytesSource, sourceChunks } from "../../../kernel/byte-source.ts";
import { joinBytes } from "../../../kernel/bytewise.ts";
import { readAt } from "../../../kernel/read-at.ts";
import { STEPS, type WorkBudget } from "../model/work-budget.ts";

const HEAD_BYTES = 512;
const HOLDING = "holding it in memory";

/** The bytes of a file or member that is read: as a stream, or at any place where a format asks for that. */
export interface Content {
  /** The first 512 bytes, or all if there are fewer. */
  readonly head: Uint8Array;
  /** From the first byte to the last, once. */
  stream(): AsyncIterable<Uint8Array>;
  /** Held in memory until `close`, if it is not a file. Fault: `sbom-limit`. */
  whole(): Promise<ByteSource>;
  /** The same in memory, which stays counted as held after `close`. Fault: `sbom-limit`. */
  keep(): Promise<Uint8Array>;
  /** SHA-256, hex; undefined for the asset itself, whose digests are known. Not before whatever reads the stream is done. */
  sha256(): Promise<string | undefined>;
  close(): Promise<void>;
}

/** An open file. */
export async function fileContent(source: ByteSource, budget: WorkBudget): Promise<Content> {
  return {
    head: await readAt(source, 0, HEAD_BYTES),
    stream: () => sourceChunks(source),
    whole: async () => source,
    keep() {
      budget.hold(source.size, HOLDING);
      return readAt(source, 0, source.size);
    },
    sha256: async () => undefined,
    close: async () => {},
  };
}

/** A member of an archive, or what is packed in a file. `chunks` are read once, and only as far as they are asked for. */
export async function streamedContent(chunks: AsyncIterable<Uint8Array>, budget: WorkBudget): Promise<Content> {
  const content = new StreamedContent(chunks, budget);
  await content.begin();
  return content;
}

class StreamedContent implements Content {
  head: Uint8Array = new Uint8Array(0);
  readonly #reader: ByteReader;
  readonly #budget: WorkBudget;
  readonly #hash: Hash = createHash("sha256");
  #waiting: Uint8Array[] = [];
  #held: Uint8Array | undefined;
  #reserved = 0;

  constructor(chunks: AsyncIterable<Uint8Array>, budget: WorkBudget) {
    this.#reader = new ByteReader(chunks);
    this.#budget = budget;
  }

  async begin(): Promise<void> {
    this.head = await this.#reader.take(HEAD_BYTES);
    this.#count(this.head);
    if (this.head.length > 0) this.#waiting = [this.head];
  }

  /** Whoever stops reading it, as of a damaged archive, does not end what it is read from. */
  async *stream(): AsyncGenerator<Uint8Array> {
    for (let bytes = await this.#next(); bytes !== undefined; bytes = await this.#next()) yield bytes;
  }

  async whole(): Promise<ByteSource> {
    if (this.#held === undefined) {
      const parts: Uint8Array[] = [];
      for await (const bytes of this.stream()) {
        this.#budget.hold(bytes.length, HOLDING);
        this.#reserved += bytes.length;
        parts.push(bytes);
      }
      this.#held = parts.length === 1 ? (parts[0] as Uint8Array) : joinBytes(parts);
    }
    return bytesSource(this.#held);
  }

  async keep(): Promise<Uint8Array> {
    await this.whole();
    this.#reserved = 0;
    return this.#held as Uint8Array;
  }

  async sha256(): Promise<string> {
    for (let bytes = await this.#next(); bytes !== undefined; bytes = await this.#next());
    return this.#hash.copy().digest("hex");
  }

  async close(): Promise<void> {
    this.#held = undefined;
    this.#budget.release(this.#reserved);
    this.#reserved = 0;
    await this.#reader.close();
  }

  async #next(): Promise<Uint8Array | undefined> {
    const first = this.#waiting.shift();
    if (first !== undefined) return first;
    const bytes = await this.#reader.next();
    if (bytes !== undefined) this.#count(bytes);
    return bytes;
  }

  #count(bytes: Uint8Array): void {
    this.#budget.spend(STEPS.memberByte * bytes.length, "reading it");
    this.#hash.update(bytes);
  }
}
