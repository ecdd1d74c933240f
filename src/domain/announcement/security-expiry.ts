import { printable } from "../../kernel/printable.ts";
import type { SecurityFile } from "./security-file.ts";

/** Something that a project says of its security for a time. */
export interface SecurityExpiry {
  /** Safe to print: `the contacts`, `the key for release`, `support`. */
  readonly what: string;
  /** RFC 3339, or a day; the latest of the support lines. */
  readonly until: string;
  readonly state: "good" | "ends-soon" | "ended";
}

const SOON_MS = 30 * 86_400_000;

/** What ends, the contacts first: a key that was revoked has ended, and support only if no line has any. */
export function securityExpiry({ expires, keys, support }: SecurityFile, now: Date): readonly SecurityExpiry[] {
  const inForce = keys.filter((key) => key.revoked === undefined || Date.parse(key.revoked) > now.getTime());
  const ends = support.map(({ until }) => until);
  const last = ends.includes("open") ? undefined : ends.reduce((most, one) => (one > most ? one : most));
  return [
    judged("the contacts", expires, now),
    ...inForce.flatMap((key) =>
      key["not-after"] === undefined
        ? []
        : [judged(`the key for ${printable(key.purpose, 80)}`, key["not-after"], now)],
    ),
    ...(last === undefined ? [] : [judged("support of every line", last, now)]),
  ];
}

function judged(what: string, until: string, now: Date): SecurityExpiry {
  const left = Date.parse(until.length === 10 ? `${until}T23:59:59Z` : until) - now.getTime();
  return { what, until, state: left < 0 ? "ended" : left < SOON_MS ? "ends-soon" : "good" };
}
