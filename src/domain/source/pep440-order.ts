/** A version of PEP 440, taken apart. */
interface Pep440Version {
  readonly epoch: number;
  /** Without the zeros at its end. */
  readonly release: readonly bigint[];
  readonly pre: readonly [word: "a" | "b" | "rc", number: bigint] | undefined;
  readonly post: bigint | undefined;
  readonly dev: bigint | undefined;
  /** Undefined if there is none. */
  readonly local: readonly (bigint | string)[] | undefined;
}

const FORM =
  /^v?(?:(\d{1,9})!)?(\d+(?:\.\d+)*)(?:[._-]?(alpha|a|beta|b|preview|pre|c|rc)[._-]?(\d*))?(?:-(\d+)|[._-]?(post|rev|r)[._-]?(\d*))?(?:[._-]?(dev)[._-]?(\d*))?(?:\+([a-z0-9]+(?:[._-][a-z0-9]+)*))?$/;
const WORDS: Readonly<Record<string, "a" | "b" | "rc">> = {
  ...{ alpha: "a", a: "a", beta: "b", b: "b" },
  ...{ preview: "rc", pre: "rc", c: "rc", rc: "rc" },
};

/**
 * Which of two versions of PEP 440, in any of the spellings that it allows, is the later one; undefined if one of them is not a
 * version. https://packaging.python.org/en/latest/specifications/version-specifiers/#summary-of-permitted-suffixes-and-relative-ordering
 */
export function comparePep440(a: string, b: string): number | undefined {
  const [one, other] = [readPep440(a), readPep440(b)];
  if (one === undefined || other === undefined) return undefined;
  return (
    one.epoch - other.epoch ||
    compareLists(one.release, other.release) ||
    compareLists(phase(one), phase(other)) ||
    compareNumbers(one.post ?? -1n, other.post ?? -1n) ||
    compareDev(one.dev, other.dev) ||
    compareLocal(one.local, other.local)
  );
}

function readPep440(version: string): Pep440Version | undefined {
  const match = FORM.exec(version.trim().toLowerCase());
  if (match === null) return undefined;
  const [, epoch = "0", release = "", word, number = "", dashed, posted, post = "", hasDev, dev = "", local] = match;
  const parts = release.split(".").map(BigInt);
  return {
    epoch: Number(epoch),
    release: parts.slice(0, parts.findLastIndex((part) => part !== 0n) + 1),
    pre: word === undefined ? undefined : [WORDS[word]!, BigInt(number)],
    post: dashed !== undefined ? BigInt(dashed) : posted === undefined ? undefined : BigInt(post),
    dev: hasDev === undefined ? undefined : BigInt(dev),
    local: local?.split(/[._-]/).map((part) => (/^\d+$/.test(part) ? BigInt(part) : part)),
  };
}

/** A version that is only for developers comes before all phases, a release after them. */
function phase({ pre, post, dev }: Pep440Version): readonly bigint[] {
  if (pre !== undefined) return [BigInt(["a", "b", "rc"].indexOf(pre[0])), pre[1]];
  return [post === undefined && dev !== undefined ? -1n : 3n];
}

function compareNumbers(a: bigint, b: bigint): number {
  return a === b ? 0 : a < b ? -1 : 1;
}

function compareLists(a: readonly bigint[], b: readonly bigint[]): number {
  for (let at = 0; at < Math.max(a.length, b.length); at += 1) {
    const order = compareNumbers(a[at] ?? 0n, b[at] ?? 0n);
    if (order !== 0) return order;
  }
  return 0;
}

/** None is the last. */
function compareDev(a: bigint | undefined, b: bigint | undefined): number {
  if (a === undefined || b === undefined) return Number(a === undefined) - Number(b === undefined);
  return compareNumbers(a, b);
}

/** None is the first; numbers come after words; the list that ends first comes first. */
function compareLocal(a: Pep440Version["local"], b: Pep440Version["local"]): number {
  if (a === undefined || b === undefined) return Number(a !== undefined) - Number(b !== undefined);
  for (let at = 0; at < Math.max(a.length, b.length); at += 1) {
    const [one, other] = [a[at], b[at]];
    if (one === other) continue;
    if (one === undefined || other === undefined) return one === undefined ? -1 : 1;
    if (typeof one !== typeof other) return typeof one === "bigint" ? 1 : -1;
    return one < other ? -1 : 1;
  }
  return 0;
}
