import type { OrderName } from "../../src/domain/vulnerability/versions/order-of.ts";

/** Deterministic chance: a linear congruential generator is enough to vary versions. */
function chance(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

const NUMBERS = ["0", "1", "2", "3", "9", "10", "11", "20", "99", "100", "20240131"];

type Grammar = (pick: <T>(of: readonly T[]) => T) => string;

const dotted = (pick: Parameters<Grammar>[0], counts: readonly number[]) =>
  Array.from({ length: pick(counts) }, () => pick(NUMBERS)).join(".");

/** Versions as the ecosystem has them, with their corners: zeros at the end, words in all cases, several separators. */
const GRAMMARS: Readonly<Record<OrderName, Grammar>> = {
  alpine: (pick) =>
    dotted(pick, [1, 2, 3]) +
    pick(["", "", "a", "b"]) +
    pick(["", "", "_alpha", "_beta2", "_rc1", "_pre", "_p1", "_p2", "_git20240101", "_rc1_p2"]) +
    pick(["", "-r0", "-r1", "-r10"]),
  composer: (pick) =>
    pick(["", "v"]) +
    // A date at the beginning would make it a version by date, which ends otherwise.
    dotted(pick, [1, 2, 3, 4]).replace(/^20240131/, "2024") +
    pick(["", "", "-beta", "-beta.2", "-RC1", "RC2", "-alpha3", "a1", "-patch1", "-p2", "-dev", "-stable"]),
  debian: (pick) =>
    pick(["", "", "1:"]) +
    dotted(pick, [1, 2, 3]) +
    pick(["", "~rc1", "~beta2", "+dfsg", "+git20240101", "a", ".b", "~~", "+b1"]) +
    pick(["", "-1", "-2", "-1ubuntu1", "-0+deb12u1", "-1~bpo12+1"]),
  go: (pick) =>
    `v${dotted(pick, [3])}${pick(["", "", "-rc.1", "-beta", "-0.20240101120000-abcdef123456", "+incompatible"])}`,
  maven: (pick) =>
    dotted(pick, [1, 2, 3]) +
    pick([
      "",
      "",
      "-SNAPSHOT",
      "-alpha-1",
      "-beta2",
      "-b3",
      ".RC1",
      "-m4",
      ".Final",
      ".GA",
      "-sp1",
      "-jre",
      "-1",
      ".x",
      "-foo.2",
      "a1",
    ]),
  nuget: (pick) => dotted(pick, [2, 3, 4]) + pick(["", "", "-beta", "-Beta.2", "-rc.10", "-alpha-x", "+build"]),
  pep440: (pick) =>
    pick(["", "", "1!"]) +
    dotted(pick, [1, 2, 3]) +
    pick(["", "", "a1", "b2", "rc1", "-alpha", ".beta3", "c1", "_preview_2"]) +
    pick(["", "", ".post1", "-1", ".r2"]) +
    pick(["", "", ".dev0", ".dev3"]) +
    pick(["", "", "", "+local.1", "+ubuntu-2"]),
  rpm: (pick) =>
    pick(["", "", "1:"]) +
    dotted(pick, [1, 2, 3]) +
    pick(["", "~rc1", "^git1", "a", ".b2", "~~", "^", "_1"]) +
    pick(["-1", "-2.el9", "-1.el9_2.3", "-0.1.rc1"]),
  rubygems: (pick) => dotted(pick, [1, 2, 3, 4]) + pick(["", "", ".pre", ".rc1", ".beta.2", "-java", ".a", ".b1.0"]),
  semver: (pick) =>
    dotted(pick, [3]) +
    pick(["", "", "-alpha", "-alpha.1", "-alpha.beta", "-1", "-rc.10", "-rc.9", "-x-y"]) +
    pick(["", "", "+b1"]),
  "loose-semver": (pick) => pick(["", "v"]) + dotted(pick, [1, 2, 3]),
};

/** `count` pairs, many of them near each other. */
export function makePairs(order: OrderName, count: number, seed: number): (readonly [string, string])[] {
  const below = chance(seed);
  const pick = <T>(of: readonly T[]): T => of[below(of.length)]!;
  const grammar = GRAMMARS[order];
  return Array.from({ length: count }, () => {
    const one = grammar(pick);
    // Half of the pairs share their beginning, for that is where orders differ.
    if (below(2) === 0) return [one, grammar(pick)];
    const other = grammar(pick);
    const head = /^(?:\d+[:!])?v?[\d.]*/;
    return [one, other.replace(head, head.exec(one)?.[0] ?? "")];
  });
}

/** Pairs of versions from all of a list, in turn with the one after it, and with one that is far from it. */
export function pairsOf(versions: readonly string[], count: number): (readonly [string, string])[] {
  return Array.from({ length: count }, (_, index) => {
    const at = Math.floor((index * Math.max(versions.length, count)) / count) % versions.length;
    const step = index % 2 === 0 ? 1 : 1 + ((index * 7919) % (versions.length - 1));
    return [versions[at]!, versions[(at + step) % versions.length]!];
  });
}
