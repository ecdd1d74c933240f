import { createHash } from "node:crypto";
import { gunzipSync } from "node:zlib";
import { nodeCryptography } from "../../src/crypto/node.ts";
import { packCapsule } from "../../src/domain/capsule/pack.ts";
import { readCapsule } from "../../src/domain/capsule/read-capsule.ts";
import { parsePolicy } from "../../src/domain/policy/parse-policy.ts";
import type { Policy } from "../../src/domain/policy/policy.ts";
import { POLICY_SCHEMA_ID } from "../../src/domain/policy/policy-schema.ts";
import { gzipCanonical } from "../../src/kernel/archives/gzip.ts";
import { bytesSource, sourceChunks } from "../../src/kernel/byte-source.ts";
import { mutateBytes } from "../fuzz/mutate/bytes.ts";
import { mutateTar } from "../fuzz/mutate/tar-blocks.ts";
import { equivalentOf } from "./equivalents.ts";
import type { Judged, TamperKind, TamperOrder } from "./kinds.ts";
import { MUTATION_KINDS, mutantsOf } from "./mutations.ts";
import { type TamperedRelease, tamperedRelease, verifyRelease } from "./release.ts";
import { accepts, verdictOf } from "./verdict-of.ts";

/** Of each way that works at random. */
const BLIND = 1500;

/**
 * Capsules: the file, the archive in it, its entries, and the fields of each bundle among them. A capsule is closed over its bytes: only
 * what is outside the signature of its own root may differ, by the reasons that hold for any bundle.
 */
export const tamperedCapsules: TamperKind = {
  name: "capsules",
  atLeast: 1000,
  async *judged({ random, share }: TamperOrder): AsyncGenerator<Judged> {
    const [release, donor] = [await tamperedRelease(), await tamperedRelease("1.2.2")];
    const policy = parsePolicy(
      Buffer.from(JSON.stringify({ schema: POLICY_SCHEMA_ID, signers: [{ repository: "octo-org/octo-tool" }] })),
    );
    const judge = judgeOf(release, policy);
    for (let left = Math.ceil(BLIND * share); left > 0; left--) {
      yield* judge("bytes of the file", mutateBytes(release.capsule, { donor: donor.capsule, random }));
      const archive = new Uint8Array(gunzipSync(release.capsule));
      const other = new Uint8Array(gunzipSync(donor.capsule));
      yield* judge("bytes of the archive", gzipCanonical(mutateBytes(archive, { donor: other, random })));
      yield* judge("members of the archive", gzipCanonical(mutateTar(archive, { donor: other, random })));
    }
    for (const [change, bytes, clause] of await entryMutants(release, donor, random)) {
      if (random() < share) yield* judge(change, bytes(), clause);
    }
  },
};

function judgeOf(release: TamperedRelease, policy: Policy) {
  const seen = new Set([digestOf(release.capsule)]);
  return async function* judge(change: string, bytes: Uint8Array, clause?: string): AsyncGenerator<Judged> {
    // The same bytes are not a mutant.
    if (seen.has(digestOf(bytes))) return;
    seen.add(digestOf(bytes));
    const found = await accepts(async () => (await verifyRelease(release, bytes, policy)).verdict === "verified");
    const why = found === true ? (clause ?? (await clauseOf(bytes, release))) : undefined;
    yield { id: "capsule", change, verdict: verdictOf(found, why), clause: why };
  };
}

/** Why a capsule that was changed blindly may be accepted: every entry is the same, and its root differs in equivalents alone. */
async function clauseOf(bytes: Uint8Array, release: TamperedRelease): Promise<string | undefined> {
  const [genuine, changed] = await Promise.all([release.capsule, bytes].map(read));
  if (genuine === undefined || changed === undefined || genuine.entries.size !== changed.entries.size) return undefined;
  for (const [name, content] of genuine.entries) {
    if (Buffer.compare(content, changed.entries.get(name) ?? new Uint8Array()) !== 0) return undefined;
  }
  const [before, after] = [genuine.root, changed.root].map((root) => Buffer.from(root).toString());
  // A blind change has no kind of its own: null, nothing and another value all look the same from here.
  const clauses = differences(JSON.parse(before ?? ""), JSON.parse(after ?? "")).map((path) =>
    MUTATION_KINDS.map((kind) => equivalentOf({ path, kind, text: after ?? "" }, before ?? "")?.clause).find(
      (clause) => clause !== undefined,
    ),
  );
  return clauses.includes(undefined) ? undefined : clauses.join("; ");
}

/** Paths of what two documents do not share, without indexes. */
function differences(one: unknown, other: unknown, path = ""): string[] {
  if (typeof one !== "object" || typeof other !== "object" || one === null || other === null) {
    return one === other ? [] : [path];
  }
  const [a, b] = [one as Record<string, unknown>, other as Record<string, unknown>];
  const keys = [...new Set([...Object.keys(a), ...Object.keys(b)])];
  return keys.flatMap((key) => {
    const inside = Array.isArray(one) ? `${path}[]` : path === "" ? key : `${path}.${key}`;
    return differences(a[key], b[key], inside);
  });
}

type EntryMutant = readonly [change: string, bytes: () => Uint8Array, clause?: string | undefined];

/** Entries left out, added, renamed and exchanged, and every field of every bundle among them, the root's too. */
async function entryMutants(
  release: TamperedRelease,
  other: TamperedRelease,
  random: () => number,
): Promise<EntryMutant[]> {
  const [own, foreign] = await Promise.all([release, other].map(({ capsule }) => read(capsule)));
  if (own === undefined || foreign === undefined) throw new Error("a capsule could not be read");
  const pack = (root: Uint8Array, entries: Iterable<readonly [string, Uint8Array]>) => () => {
    return packCapsule({ root, entries: new Map(entries) }, gzipCanonical);
  };
  const all = [...own.entries];
  const theirs = [...foreign.entries];
  const mutants: EntryMutant[] = [
    ["the root of another release", pack(foreign.root, all)],
    ["all entries of another release", pack(own.root, theirs)],
  ];
  for (const [at, [name, bytes]] of all.entries()) {
    mutants.push(
      [`${name} left out`, pack(own.root, all.toSpliced(at, 1))],
      [`${name} with a byte more`, pack(own.root, all.with(at, [name, Buffer.concat([bytes, Buffer.from("\n")])]))],
      [`${name} without its last byte`, pack(own.root, all.with(at, [name, bytes.subarray(0, -1)]))],
      [
        `${name} of another release`,
        pack(own.root, all.with(at, [name, foreign.entries.get(name) ?? Buffer.from("{}")])),
      ],
      ...all.map(
        ([from, content]): EntryMutant => [`${from} as ${name}`, pack(own.root, all.with(at, [name, content]))],
      ),
      ...theirs.map(
        ([from, content]): EntryMutant => [
          `${from} of another release beside it`,
          pack(own.root, [...all, [from, content]]),
        ],
      ),
    );
    if (!name.endsWith(".json")) continue;
    for (const { path, kind, text } of jsonMutants(bytes, random)) {
      mutants.push([`${name}: ${path} ${kind}`, pack(own.root, all.with(at, [name, Buffer.from(text)]))]);
    }
  }
  for (const { path, kind, text } of jsonMutants(own.root, random)) {
    const clause = equivalentOf({ path, kind, text }, Buffer.from(own.root).toString())?.clause;
    mutants.push([`the root: ${path} ${kind}`, pack(Buffer.from(text), all), clause]);
  }
  return mutants;
}

function jsonMutants(bytes: Uint8Array, random: () => number) {
  return mutantsOf(JSON.parse(Buffer.from(bytes).toString()), {}, random);
}

function read(capsule: Uint8Array) {
  return readCapsule(sourceChunks(bytesSource(capsule)), nodeCryptography);
}

function digestOf(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}
