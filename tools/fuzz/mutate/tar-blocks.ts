import { concatBytes } from "../../../src/kernel/bytewise.ts";
import { mutateBytes } from "./bytes.ts";
import { type Mutation, mutateOnce } from "./mutate.ts";
import { integer, pick, type Random } from "./random.ts";

const BLOCK = 512;
/** Where the fields of a header begin, with their lengths. */
const FIELDS = [
  [0, 100],
  [100, 8],
  [108, 8],
  [116, 8],
  [124, 12],
  [136, 12],
  [156, 1],
  [157, 100],
  [257, 8],
  [265, 32],
  [345, 155],
] as const;
const VALUES = [
  "",
  "../x",
  "/x",
  "A",
  "PaxHeader/x",
  "00000000000",
  "77777777777",
  "00000000001",
  "\xff\xff",
  "5",
  "2",
  "x",
  "L",
  "g",
];

interface Member {
  readonly header: Uint8Array;
  readonly content: Uint8Array;
}

export function isTar(bytes: Uint8Array): boolean {
  return bytes.length >= BLOCK && Buffer.from(bytes.subarray(257, 262)).toString("latin1") === "ustar";
}

/** A member removed, doubled, moved, renamed or changed inside; sizes and checksums of headers are right again. */
export function mutateTar(bytes: Uint8Array, mutation: Mutation): Uint8Array {
  const { random } = mutation;
  const members = membersOf(bytes);
  const at = integer(random, members.length);
  const member = members[at];
  if (member === undefined) return mutateBytes(bytes, mutation);
  const other = pick(random, members);
  const lists: readonly (() => readonly Member[])[] = [
    () => members.toSpliced(at, 1),
    () => members.toSpliced(at, 0, other),
    () => members.with(at, other),
    () => members.with(at, { header: member.header, content: other.content }),
    () => members.with(at, { header: withField(member.header, random), content: member.content }),
    ...Array.from(
      { length: 5 },
      () => () => members.with(at, { ...member, content: mutateOnce(member.content, mutation) }),
    ),
  ];
  return format(pick(random, lists)(), random);
}

function membersOf(bytes: Uint8Array): Member[] {
  const members: Member[] = [];
  for (let at = 0; at + BLOCK <= bytes.length && bytes[at] !== 0; ) {
    const header = bytes.subarray(at, at + BLOCK);
    const size = Number.parseInt(Buffer.from(header.subarray(124, 135)).toString("latin1"), 8) || 0;
    members.push({ header, content: bytes.subarray(at + BLOCK, at + BLOCK + size) });
    at += BLOCK + Math.ceil(size / BLOCK) * BLOCK;
  }
  return members;
}

function withField(header: Uint8Array, random: Random): Uint8Array {
  const [start, length] = pick(random, FIELDS);
  const changed = Buffer.from(header);
  changed.fill(0, start, start + length);
  changed.write(pick(random, VALUES), start, length, "latin1");
  return changed;
}

function format(members: readonly Member[], random: Random): Uint8Array {
  // Now and then a size that lies stays as it is.
  const keepsSizes = random() < 0.1;
  const parts = members.flatMap(({ header, content }) => {
    const written = Buffer.from(header);
    if (!keepsSizes) written.write(`${content.length.toString(8).padStart(11, "0")}\0`, 124, "latin1");
    written.fill(0x20, 148, 156);
    const sum = written.reduce((total, byte) => total + byte, 0);
    written.write(`${sum.toString(8).padStart(6, "0")}\0 `, 148, "latin1");
    return [written, content, new Uint8Array((BLOCK - (content.length % BLOCK)) % BLOCK)];
  });
  return concatBytes(...parts, new Uint8Array(2 * BLOCK));
}
