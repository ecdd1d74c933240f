import { compareUtf8 } from "../../kernel/bytewise.ts";
import { Fault } from "../../kernel/fault.ts";
import { printable } from "../../kernel/printable.ts";
import type { AnnouncedRelease } from "./announced-release.ts";
import { type Announcement, idsOf } from "./announcement.ts";
import { readEffects } from "./effect.ts";

/** A document as it will be written. */
export interface WrittenDocument {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/**
 * Reads every document again that speaks of products, by the readers with which anybody's are read, and holds each against the
 * announcement: the same names of the vulnerability, the same bytes affected, the same fixed. Fault: `self-verification`.
 */
export function requireAgreement(announcement: Announcement, documents: readonly WrittenDocument[]): void {
  const ids = idsOf(announcement);
  const affected = digestsOf(announcement.affected);
  const fixed = digestsOf(announcement.fixed);
  for (const { name, bytes } of documents) {
    const read = readEffects(bytes, name);
    if (read === undefined) throw disagrees(name, "is not an advisory of a known kind");
    const { effects, advisory } = read;
    const named = new Set([
      ...effects.flatMap((effect) => effect.ids),
      ...(advisory === undefined ? [] : [advisory.id, ...advisory.aliases]),
    ]);
    // OSV numbers what no database numbers under its own prefix.
    const lacking = ids.find((id) => !named.has(id) && !named.has(`x_${id}`));
    const said = (status: string) =>
      joined(effects.flatMap((effect) => (effect.status === status && effect.sha256 ? [effect.sha256] : [])));
    if (lacking !== undefined) throw disagrees(name, `does not name ${printable(lacking)}`);
    if (said("affected") !== affected) throw disagrees(name, "names other files as affected");
    if (said("fixed") !== fixed) throw disagrees(name, "names other files as fixed");
  }
}

function digestsOf(releases: readonly AnnouncedRelease[]): string {
  return joined(releases.flatMap(({ files }) => files.map(({ sha256 }) => sha256)));
}

function joined(digests: readonly string[]): string {
  return [...new Set(digests)].sort(compareUtf8).join("\n");
}

function disagrees(name: string, how: string): Fault {
  return new Fault("self-verification", `${printable(name)}, read again, ${how}`);
}
