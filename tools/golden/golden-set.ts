import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";

/** Golden capsules: what a released version made, with the verdict that every later version must reach again. */
export const GOLDEN = fileURLToPath(new URL("../../docs/golden/", import.meta.url));

/** A set of them, by the version whose format it is. */
export interface GoldenSet {
  readonly version: string;
  /** `candidate` until that version is released: then the set may still be made anew. */
  readonly state: "candidate" | "frozen";
  /** SHA-256 in hex of each file below the folder of the set, by its path with `/`. */
  readonly files: Readonly<Record<string, string>>;
}

export interface GoldenIndex {
  readonly sets: readonly GoldenSet[];
}

/** What verifying must give, for each case. */
export interface GoldenCase {
  /** One sentence, without a full stop. */
  readonly about: string;
  /** The program that has what it takes, where the verifier alone has not. */
  readonly only?: "cli";
  /** Arguments of the program in the folder of the case. */
  readonly verify: readonly string[];
  /** Variables, whose values are paths below that folder. */
  readonly env?: Readonly<Record<string, string>>;
  readonly expected: GoldenVerdict;
}

export interface GoldenVerdict {
  readonly verdict: string;
  readonly exitCode: number;
  readonly capsuleSha256?: string | undefined;
  readonly trust?: string | undefined;
  readonly release?: unknown;
  readonly claims: readonly { readonly id: string; readonly status: string; readonly code?: string | null }[];
  readonly assets?: readonly { readonly name?: string | null; readonly status: string }[];
  readonly approvals?: readonly { readonly status: string; readonly kind?: string | null }[];
}

export function readIndex(folder = GOLDEN): GoldenIndex {
  const path = join(folder, "index.json");
  return existsSync(path) ? JSON.parse(readFileSync(path, "utf8")) : { sets: [] };
}

/** Puts the set as it lies in its folder into the index; a frozen set of that version is never replaced. */
export function recordSet({ version, state }: Pick<GoldenSet, "version" | "state">, folder = GOLDEN): void {
  refuseFrozen(version, folder);
  const { sets } = readIndex(folder);
  const others = sets.filter((set) => set.version !== version);
  const all = [...others, { version, state, files: digestsBelow(join(folder, version)) }];
  writeFileSync(join(folder, "index.json"), `${JSON.stringify({ sets: all }, null, 2)}\n`);
}

export function refuseFrozen(version: string, folder = GOLDEN): void {
  const frozen = readIndex(folder).sets.some((set) => set.version === version && set.state === "frozen");
  if (frozen) throw new Error(`the golden capsules of ${version} are frozen: make those of the next version`);
}

export function digestsBelow(folder: string): Record<string, string> {
  const names = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = names.map((entry) => join(entry.parentPath, entry.name));
  const digests = paths.map((path) => {
    const sha256 = createHash("sha256").update(readFileSync(path)).digest("hex");
    return [relative(folder, path).split(sep).join("/"), sha256] as const;
  });
  return Object.fromEntries(digests.sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** What is not as the index says, and what of an earlier index is changed or gone. Empty if all is well. */
export function goldenProblems(
  now: GoldenIndex,
  { folder, earlier }: { folder: string; earlier: GoldenIndex },
): string[] {
  const present = now.sets.flatMap(({ version, files }) => {
    const found = digestsBelow(join(folder, version));
    const paths = [...new Set([...Object.keys(files), ...Object.keys(found)])];
    return paths
      .filter((path) => files[path] !== found[path])
      .map((path) => `${version}/${path} is not what the index says`);
  });
  const kept = earlier.sets
    .filter(({ state }) => state === "frozen")
    .flatMap(({ version, files }) => {
      const set = now.sets.find((other) => other.version === version);
      if (set?.state !== "frozen") return [`${version} was frozen`];
      const paths = Object.keys({ ...files, ...set.files });
      return paths
        .filter((path) => files[path] !== set.files[path])
        .map((path) => `${version}/${path} was frozen and differs`);
    });
  return [...present, ...kept];
}

/** What a later version must say again of what `verify --json` printed: no sentence, and nothing that new fields would change. */
export function verdictOf(json: Record<string, unknown>): GoldenVerdict {
  const { verdict, exitCode, capsuleSha256, trust, release, claims, assets, approvals } =
    json as unknown as GoldenVerdict;
  return {
    ...{ verdict, exitCode, capsuleSha256, trust, release },
    claims: claims.map(({ id, status, code }) => ({ id, status, ...(code == null ? {} : { code }) })),
    ...(assets === undefined ? {} : { assets: assets.map(({ name, status }) => ({ name: name ?? null, status })) }),
    ...(approvals === undefined
      ? {}
      : { approvals: approvals.map(({ status, kind }) => ({ status, kind: kind ?? null })) }),
  };
}
