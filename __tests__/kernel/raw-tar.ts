/** Writes tar archives that the product would never write, from the field table of POSIX.1-1988. */
export interface RawFields {
  readonly name: string;
  readonly size?: number;
  readonly type?: string;
  readonly link?: string;
}

export function rawHeader({ name, size = 0, type = "0", link = "" }: RawFields): Buffer {
  const header = Buffer.alloc(512);
  header.write(name, 0, 100, "utf8");
  header.write("0000644\0", 100);
  header.write("0000000\0", 108);
  header.write("0000000\0", 116);
  header.write(`${size.toString(8).padStart(11, "0")}\0`, 124);
  header.write("00000000000\0", 136);
  header.write(type, 156, 1, "latin1");
  header.write(link, 157, 100, "latin1");
  header.write("ustar\0", 257);
  header.write("00", 263);
  header.write("0000000\0", 329);
  header.write("0000000\0", 337);
  return withChecksum(header);
}

/** Corrects the checksum after a field was changed. */
export function withChecksum(header: Buffer): Buffer {
  header.fill(" ", 148, 156);
  let sum = 0;
  for (const byte of header) sum += byte;
  header.write(`${sum.toString(8).padStart(6, "0")}\0 `, 148);
  return header;
}

export function rawTar(entries: readonly { readonly header: Uint8Array; readonly content: string }[]): Uint8Array {
  const parts = entries.flatMap(({ header, content }) => [
    header,
    Buffer.from(content),
    Buffer.alloc((512 - (content.length % 512)) % 512),
  ]);
  return Buffer.concat([...parts, Buffer.alloc(1024)]);
}
