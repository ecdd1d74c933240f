import { type KitFile, kitFileKey } from "./kit-list.ts";
import type { RetentionRule } from "./kit-statement.ts";

/** A kit that is kept, the one in place first. */
export interface KeptKit {
  /** Name of its folder. */
  readonly folder: string;
  readonly files: readonly KitFile[];
  readonly rules: readonly RetentionRule[];
}

export interface RetentionNote {
  readonly kind: "ends-soon" | "not-in-place";
  readonly path: string;
  readonly until: string;
  readonly reason: string;
  /** The folders of the kits that have it. */
  readonly folders: readonly string[];
}

const SOON_DAYS = 90;
const DAY_MS = 86_400_000;

/**
 * What has to be kept, by the rules of all kits that are here: which rule ends within 90 days, and which file the kit in place lacks
 * though a rule that still holds is about it. One note for a rule that ends, with the beginning of its paths.
 */
export function judgeRetention(kept: readonly KeptKit[], now: Date): readonly RetentionNote[] {
  const rules = kept.flatMap((one) => one.rules);
  const today = now.toISOString().slice(0, 10);
  const soon = new Date(now.getTime() + SOON_DAYS * DAY_MS).toISOString().slice(0, 10);
  const ending = rules
    .filter(({ until }) => until >= today && until <= soon)
    .map(({ paths, until, reason }) => ({
      ...{ kind: "ends-soon" as const, path: paths, until, reason },
      folders: kept.filter(({ files }) => files.some(({ path }) => path.startsWith(paths))).map(({ folder }) => folder),
    }));
  const [current, ...earlier] = kept;
  const here = new Set(current?.files.map(kitFileKey));
  const absent = new Map<string, RetentionNote>();
  for (const { folder, files } of earlier) {
    for (const file of files) {
      const rule = rules.find(({ paths, until }) => until >= today && file.path.startsWith(paths));
      if (rule === undefined || here.has(kitFileKey(file))) continue;
      const { until, reason } = rule;
      const folders = [...(absent.get(kitFileKey(file))?.folders ?? []), folder];
      absent.set(kitFileKey(file), { kind: "not-in-place", path: file.path, until, reason, folders });
    }
  }
  return [...new Map(ending.map((one) => [`${one.path} ${one.until}`, one])).values(), ...absent.values()];
}

/** The folders that may go, of those beyond the `keep` newest before the one in place: none that alone has what must be kept. */
export function removableKits(kept: readonly KeptKit[], keep: number, now: Date): readonly string[] {
  const held = kept.slice(0, keep + 1);
  const removable: string[] = [];
  for (const one of kept.slice(keep + 1)) {
    const alone = judgeRetention([...held, one], now).some(
      ({ kind, folders }) => kind === "not-in-place" && folders.every((folder) => folder === one.folder),
    );
    if (alone) held.push(one);
    else removable.push(one.folder);
  }
  return removable;
}
