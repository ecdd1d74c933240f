import { Parser } from "tar/parse";
import type { ReadEntry } from "tar/read-entry";
import { ByteReader } from "../byte-reader.ts";
import { Fault } from "../fault.ts";
import type { UntrustedEntry, UntrustedLimits } from "./untrusted-entry.ts";
import { EntryCounter, escapesArchive, readContent, UNTRUSTED_LIMITS } from "./untrusted-entry.ts";
import { gunzipUntrusted } from "./untrusted-gunzip.ts";

/** So much is parsed at a time: it bounds what is held when entries are skipped. */
const STEP_BYTES = 64 * 1024;

/**
 * The entries of a tar archive, plain or gzip, in their order. PAX and GNU headers are understood; nothing is extracted.
 * Faults: `archive-header` for damage and for anything that is not a tar, `archive-truncated`, `archive-limit`, `archive-bomb`,
 * `gzip-malformed`.
 */
export async function* readUntrustedTar(
  source: AsyncIterable<Uint8Array>,
  limits: UntrustedLimits = UNTRUSTED_LIMITS,
): AsyncGenerator<UntrustedEntry> {
  const tar = new TarPump(ungzip(source, limits), limits);
  try {
    for (let entry = await tar.next(); entry !== undefined; entry = await tar.next()) yield entry;
  } finally {
    await tar.close();
  }
}

/** The bytes as they are, or unpacked if they begin like gzip. */
function ungzip(source: AsyncIterable<Uint8Array>, limits: UntrustedLimits): AsyncGenerator<Uint8Array> {
  return whereGzip(source, (packed) => whereGzip(gunzipUntrusted(packed, limits), refuseGzip));
}

/** The bytes, through `unpack` if they begin like gzip. */
async function* whereGzip(
  source: AsyncIterable<Uint8Array>,
  unpack: (packed: AsyncIterable<Uint8Array>) => AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  const reader = new ByteReader(source);
  try {
    const begin = await reader.take(2);
    const all = remaining(begin, reader);
    yield* begin[0] === 0x1f && begin[1] === 0x8b ? unpack(all) : all;
  } finally {
    await reader.close();
  }
}

/** The parser would unpack by itself, without our limits, what begins like gzip; gzip within gzip is not a tar. */
function refuseGzip(): never {
  throw new Fault("archive-header", "the archive is gzip within gzip");
}

async function* remaining(begin: Uint8Array, reader: ByteReader): AsyncGenerator<Uint8Array> {
  yield begin;
  for (let chunk = await reader.next(); chunk !== undefined; chunk = await reader.next()) yield chunk;
}

/** An entry that the parser has met, and the part of its content that was parsed but not yet asked for. */
interface Met {
  readonly entry: ReadEntry;
  readonly parts: Uint8Array[];
  ended: boolean;
  /** True once nobody will ask for the content. */
  skipped: boolean;
}

/** Pulls: the parser, which would push, gets the next bytes only when an entry or its content is asked for. */
class TarPump {
  private readonly chunks: AsyncGenerator<Uint8Array>;
  private readonly parser: Parser;
  private readonly counter: EntryCounter;
  private readonly maxBytes: number;
  private readonly met: Met[] = [];
  private current: Met | undefined;
  private fault: Fault | undefined;
  private bytes = 0;
  private sawEnd = false;
  private passedEnd = false;
  private finished = false;

  constructor(source: AsyncIterable<Uint8Array>, limits: UntrustedLimits) {
    this.chunks = stepped(source);
    this.counter = new EntryCounter(limits);
    this.maxBytes = limits.maxBytes;
    this.parser = new Parser({ strict: false, brotli: false, zstd: false });
    this.parser.on("warn", (code, _message, { entry }) => this.hear(code, entry));
    this.parser.on("nullBlock", () => {
      this.sawEnd = true;
    });
    this.parser.on("eof", () => {
      this.passedEnd = true;
    });
    this.parser.on("entry", (entry: ReadEntry) => this.meet(entry));
    this.parser.on("ignoredEntry", (entry: ReadEntry) => this.ignore(entry));
  }

  async next(): Promise<UntrustedEntry | undefined> {
    if (this.current !== undefined) {
      this.current.skipped = true;
      this.current.parts.length = 0;
    }
    while (this.met.length === 0 && !this.finished) await this.step();
    this.current = this.met.shift();
    return this.current === undefined ? undefined : this.present(this.current);
  }

  async close(): Promise<void> {
    await this.chunks.return(undefined);
  }

  private present(met: Met): UntrustedEntry {
    const { path, size } = met.entry;
    const content = () => this.content(met);
    return {
      path,
      size,
      kind: kindOf(met.entry.type),
      escapes: escapesArchive(path),
      content,
      read: (maxBytes) => readContent({ path, size, content }, maxBytes),
    };
  }

  private async *content(met: Met): AsyncGenerator<Uint8Array> {
    for (;;) {
      yield* met.parts.splice(0);
      if (met.skipped || met.ended) return;
      await this.step();
    }
  }

  /** Parses the next bytes, or the end. */
  private async step(): Promise<void> {
    const step = await this.chunks.next();
    try {
      if (step.done === true) this.finish();
      else this.write(step.value);
    } catch (cause) {
      throw cause instanceof Fault ? cause : new Fault("archive-header", "the tar archive is damaged", { cause });
    }
    if (this.fault !== undefined) throw this.fault;
  }

  private write(bytes: Uint8Array): void {
    this.bytes += bytes.length;
    if (this.bytes > this.maxBytes)
      throw new Fault("archive-limit", `the archive has more than ${this.maxBytes} bytes`);
    // The parser takes nothing behind the end, and would hold all of it.
    if (!this.passedEnd) this.parser.write(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
  }

  private finish(): void {
    this.finished = true;
    this.parser.end();
    if (!this.sawEnd) this.refuse(truncated());
  }

  private meet(entry: ReadEntry): void {
    const met: Met = { entry, parts: [], ended: false, skipped: false };
    entry.on("data", (bytes: Buffer) => {
      if (!met.skipped) met.parts.push(bytes);
    });
    entry.on("end", () => {
      met.ended = true;
    });
    this.count(entry);
    this.met.push(met);
  }

  /** Metadata longer than the parser keeps would silently change what the next entry is. */
  private ignore(entry: ReadEntry): void {
    if (entry.meta) this.refuse(new Fault("archive-limit", "the archive has metadata that is too long"));
    else this.count(entry);
  }

  private count(entry: ReadEntry): void {
    try {
      this.counter.count(entry.path, entry.size);
    } catch (error) {
      this.refuse(error as Fault);
    }
  }

  /** A bad archive is one that ends within an entry, or has none at all. */
  private hear(code: string, entry: ReadEntry | undefined): void {
    const isBad = code === "TAR_BAD_ARCHIVE";
    // The parser complains about an archive of nothing but its end, which is valid.
    if (isBad && entry === undefined && this.sawEnd) return;
    this.refuse(isBad && entry !== undefined ? truncated() : damaged());
  }

  private refuse(fault: Fault): void {
    this.fault ??= fault;
  }
}

async function* stepped(source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  for await (const chunk of source) {
    for (let rest = chunk; rest.length > 0; rest = rest.subarray(STEP_BYTES)) yield rest.subarray(0, STEP_BYTES);
  }
}

function kindOf(type: ReadEntry["type"]): UntrustedEntry["kind"] {
  if (type === "File" || type === "ContiguousFile") return "file";
  if (type === "Link" || type === "SymbolicLink") return "link";
  return type === "Directory" || type === "GNUDumpDir" ? "directory" : "other";
}

function truncated(): Fault {
  return new Fault("archive-truncated", "the tar archive ends too early");
}

function damaged(): Fault {
  return new Fault("archive-header", "the tar archive is damaged, or is not one");
}
