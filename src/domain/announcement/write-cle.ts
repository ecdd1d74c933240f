import type { JsonObject } from "../../kernel/json.ts";
import type { Announcement } from "./announcement.ts";

/**
 * The life of the product's versions as ECMA-428 (CLE 1.0.0) has it, in the form that TEA serves: the affected versions are superseded by
 * the fix, and lines out of support have their day. Events with the highest id come first.
 */
export function lifecycle({ file, published, affected, fixed, product }: Announcement): JsonObject {
  const events: JsonObject[] = [
    ...[...file.support]
      .sort((a, b) => (a.ends < b.ends ? -1 : 1))
      .map(({ line, ends }) => ({
        type: "endOfSupport",
        effective: `${ends}T00:00:00Z`,
        published,
        versions: [versionsOfLine(line)],
        supportId: "standard",
      })),
    { type: "released", effective: published, published, version: fixed.version },
    ...affected.map(({ version }) => ({
      ...{ type: "supersededBy", effective: published, published },
      ...{ versions: [{ version }], supersededByVersion: fixed.version, description: file.title },
    })),
  ];
  return {
    events: events.map((event, index) => ({ id: index + 1, ...event })).reverse(),
    definitions:
      file.support.length === 0 ? {} : { support: [{ id: "standard", description: `Security fixes for ${product}` }] },
  };
}

/** `1.3` is every version from 1.3 on and before 1.4; of a line without a number at its end nothing but itself is known. */
function versionsOfLine(line: string): JsonObject {
  const [, before = "", last] = /^((?:\d+\.)*)(\d+)$/.exec(line) ?? [];
  if (last === undefined) return { version: line };
  return { range: `vers:generic/>=${line}|<${before}${Number(last) + 1}` };
}
