import { resolve } from "node:path";
import { readSourceDate } from "../../domain/source/source-date.ts";
import type { KitToMake } from "../../journeys/kit/make-kit.ts";
import type { FeedSource } from "../../journeys/kit/merge-feed.ts";
import { Fault } from "../../kernel/fault.ts";
import { formatEpoch } from "../../kernel/iso-time.ts";
import { printable } from "../../kernel/printable.ts";
import type { OptionsOf } from "../options/commands.ts";
import type { OptionValues } from "../options/option-values.ts";
import type { Surroundings } from "../surroundings.ts";

export type KitValues = OptionValues<OptionsOf<"kit">>;

const UNITS: Readonly<Record<string, number>> = { "": 1, K: 2 ** 10, M: 2 ** 20, G: 2 ** 30, T: 2 ** 40 };

/** What `kit make` is asked for. Fault: `usage`. */
export function kitToMake(
  { folder, out }: { readonly folder: string; readonly out: string },
  values: KitValues,
  world: Pick<Surroundings, "folder" | "env" | "files">,
  now: Date,
): KitToMake {
  const at = (path: string | undefined) => (path === undefined ? undefined : resolve(world.folder, path));
  const [sequence, expires] = [values.text("sequence"), values.text("expires")];
  if (expires === undefined) {
    throw new Fault("usage", "nothing says until when the kit may be imported", {
      hint: `give ${values.spelling("expires")}, as 2026-12-31`,
    });
  }
  return {
    folder: resolve(world.folder, folder),
    out: resolve(world.folder, out),
    name: values.text("name") ?? world.files.nameOf(resolve(world.folder, folder)),
    sequence: sequence === undefined ? undefined : countOf(sequence, values.spelling("sequence"), 999_999),
    made: values.text("made") ?? madeAt(world, now),
    expires: timeOf(expires, values.spelling("expires")),
    ...{ previous: at(values.text("previous")), since: at(values.text("since")) },
    chunk: sizeOf(values),
    feed: values.lines("feed").map((line) => feedSource(line, world.folder)),
  };
}

/** As other builds that give equal bytes: https://reproducible-builds.org/specs/source-date-epoch/ */
function madeAt({ env }: Pick<Surroundings, "env">, now: Date): string {
  return formatEpoch(readSourceDate(env("SOURCE_DATE_EPOCH")) ?? Math.floor(now.getTime() / 1000));
}

/** A whole number up to `most`. Fault: `usage`. */
export function countOf(text: string, shown: string, most: number): number {
  const number = /^\d{1,16}$/.test(text) ? Number(text) : Number.NaN;
  if (number <= most) return number;
  throw new Fault("usage", `${shown} is ${printable(text)}, not a whole number up to ${most}`);
}

function timeOf(text: string, shown: string): string {
  const whole = /^\d{4}-\d{2}-\d{2}$/.test(text) ? `${text}T23:59:59Z` : text;
  if (/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$/.test(whole) && !Number.isNaN(Date.parse(whole))) return whole;
  throw new Fault("usage", `${shown} is not a time`, { hint: "write it as 2026-12-31, or as 2026-12-31T12:00:00Z" });
}

function sizeOf(values: KitValues): number | undefined {
  const text = values.text("chunk");
  if (text === undefined) return undefined;
  const [, digits = "", unit = ""] = /^([1-9]\d{0,14})([KMGT]?)$/.exec(text) ?? [];
  const size = Number(digits) * (UNITS[unit] ?? Number.NaN);
  if (size >= 1024 && size <= Number.MAX_SAFE_INTEGER) return size;
  throw new Fault("usage", `${values.spelling("chunk")} is not a size of at least 1024 bytes`, {
    hint: "write it as 4G, 700M or 512K, or in bytes",
  });
}

function feedSource(line: string, folder: string): FeedSource {
  const [, name, path] = /^([A-Za-z0-9][A-Za-z0-9._-]{0,63})=(.+)$/.exec(line) ?? [];
  if (name !== undefined && path !== undefined) return { name, path: resolve(folder, path) };
  throw new Fault("usage", `${printable(line, 80)} does not name a source of vulnerabilities`, {
    hint: "write it as NAME=PATH",
  });
}
