/** Fields by lower-case name; a field that stands several times has several values, continued lines are joined by LF. */
export type ControlFields = ReadonlyMap<string, readonly string[]>;

/**
 * Paragraphs of `Name: value` lines, as Debian control files, Python metadata and Java manifests write them (RFC 822 in
 * spirit). A line that begins with a space continues the one before.
 */
export function parseControl(lines: readonly string[]): ControlFields[] {
  const paragraphs: Map<string, string[]>[] = [];
  let fields: Map<string, string[]> | undefined;
  let last: string[] | undefined;
  for (const line of lines) {
    if (line.trim() === "") fields = last = undefined;
    else if (/^[ \t]/.test(line)) {
      if (last !== undefined) last[last.length - 1] += `\n${line.slice(1)}`;
    } else {
      const [, name, value = ""] = /^([^:\s]+)\s*:\s?(.*)$/.exec(line) ?? [];
      if (name === undefined) continue;
      if (fields === undefined) {
        fields = new Map();
        paragraphs.push(fields);
      }
      last = fields.get(name.toLowerCase()) ?? [];
      last.push(value.trim());
      fields.set(name.toLowerCase(), last);
    }
  }
  return paragraphs;
}

/** The first value of a field, or undefined if it is absent or empty. */
export function fieldOf(fields: ControlFields | undefined, name: string): string | undefined {
  return fields?.get(name)?.[0] || undefined;
}
