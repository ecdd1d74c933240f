/** An `ar` archive, as Debian packages are. */
export function arOf(members: Readonly<Record<string, Uint8Array | string>>): Uint8Array {
  const parts = Object.entries(members).flatMap(([name, content]) => {
    const bytes = Buffer.from(content);
    const header = `${`${name}/`.padEnd(16)}${"0".padEnd(12)}${"0".padEnd(6)}${"0".padEnd(6)}${"100644".padEnd(8)}${String(bytes.length).padEnd(10)}\`\n`;
    return [Buffer.from(header), bytes, Buffer.alloc(bytes.length % 2, "\n")];
  });
  return new Uint8Array(Buffer.concat([Buffer.from("!<arch>\n"), ...parts]));
}
