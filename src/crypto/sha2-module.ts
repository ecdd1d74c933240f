import { ROUNDS, roundConstants, type WordBits } from "./sha2-constants.ts";

/**
 * Where things lie in the memory of the module: eight words of the state, the constant of each round, and what is to be hashed. The rest
 * of its two pages is room for the padding.
 */
export const SHA2_MEMORY = { state: 0, constants: 64, input: 1024, inputBytes: 64 * 1024 } as const;

/** §4.1.2, §4.1.3: how far each function rotates; the last of a small one shifts. */
const TURNS = {
  32: { largeZero: [2, 13, 22], largeOne: [6, 11, 25], smallZero: [7, 18, 3], smallOne: [17, 19, 10] },
  64: { largeZero: [28, 34, 39], largeOne: [14, 18, 41], smallZero: [1, 8, 7], smallOne: [19, 61, 6] },
} as const;

type Turns = readonly [number, number, number];
/** Instructions, as bytes. */
type Code = readonly number[];

/**
 * The compression of SHA-2 (FIPS 180-4 §6.2.2, §6.4.2) as a WebAssembly module (core specification 1.0, §5): `memory`, and `compress`,
 * which takes the address behind the last block of the input. Sixteen rounds are written out, so that no word is moved; the schedule of
 * a block is kept in sixteen local variables.
 */
export function sha2Module(bits: WordBits): Uint8Array<ArrayBuffer> {
  const { add, and, xor, load, store, rotate, shift, swapped } = wordsOf(bits);
  const size = bits / 8;
  // Local variables: the end, the place in the input, that of the constants, then eight words of the state and sixteen of the block.
  const [end, place, round, firstWord, firstScheduled] = [0, 1, 2, 3, 11];
  const word = (at: number) => firstWord + (at & 7);
  const scheduled = (at: number) => get(firstScheduled + (at & 15));
  const turned = (of: Code, [one, two, three]: Turns, last: typeof rotate) =>
    xor(xor(rotate(of, one), rotate(of, two)), last(of, three));
  const { largeZero, largeOne, smallZero, smallOne } = TURNS[bits];

  /** The words change their names instead of their places: what is `a` in one round is `b` in the next. */
  const oneRound = (at: number): Code => {
    const [a, b, c, d, e, f, g, h] = Array.from({ length: 8 }, (_, name) => word(name - at)) as EightWords;
    const choice = xor(get(g), and(get(e), xor(get(f), get(g))));
    const majority = xor(and(get(a), get(b)), and(get(c), xor(get(a), get(b))));
    const given = add(load(round, SHA2_MEMORY.constants + at * size), scheduled(at));
    return [
      ...set(h, add(add(add(get(h), turned(get(e), largeOne, rotate)), choice), given)),
      ...set(d, add(get(d), get(h))),
      ...set(h, add(add(get(h), turned(get(a), largeZero, rotate)), majority)),
    ];
  };
  const sixteen = (prepare: (at: number) => Code): Code =>
    range(16).flatMap((at) => [...set(firstScheduled + at, prepare(at)), ...oneRound(at)]);
  const nextScheduled = (at: number): Code =>
    add(
      add(scheduled(at), turned(scheduled(at + 1), smallZero, shift)),
      add(scheduled(at + 9), turned(scheduled(at + 14), smallOne, shift)),
    );

  const body: Code = [
    ...set(place, [...ADDRESS.constant, ...signed(BigInt(SHA2_MEMORY.input))]),
    ...repeated(
      [
        ...range(8).flatMap((at) => set(word(at), load(undefined, SHA2_MEMORY.state + at * size))),
        ...set(round, [...ADDRESS.constant, 0]),
        ...sixteen((at) => swapped(load(place, at * size))),
        ...repeated(
          [...moved(round, 16 * size), ...sixteen(nextScheduled)],
          below(get(round), [...ADDRESS.constant, ...signed(BigInt((ROUNDS[bits] - 16) * size))]),
        ),
        ...range(8).flatMap((at) => {
          const address = SHA2_MEMORY.state + at * size;
          return store(address, add(load(undefined, address), get(word(at))));
        }),
        ...moved(place, 16 * size),
      ],
      below(get(place), get(end)),
    ),
  ];
  const valueType = bits === 32 ? 0x7f : 0x7e;
  const constants = roundConstants(bits).flatMap((word) => littleEndian(word, size));
  const code = [2, ...[2, 0x7f], ...[24, valueType], ...body, 0x0b];
  return new Uint8Array([
    ...[0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...section(1, [1, 0x60, 1, 0x7f, 0]),
    ...section(3, [1, 0]),
    ...section(5, [1, 0, 2]),
    ...section(7, [2, ...name("memory"), 2, 0, ...name("compress"), 0, 0]),
    ...section(10, [1, ...sized(code)]),
    ...section(11, [1, 0, ...ADDRESS.constant, ...signed(BigInt(SHA2_MEMORY.constants)), 0x0b, ...sized(constants)]),
  ]);
}

type EightWords = [number, number, number, number, number, number, number, number];

/** What a word is computed by. */
function wordsOf(bits: WordBits) {
  const op = bits === 32 ? I32 : I64;
  const binary = (code: number) => (one: Code, other: Code) => [...one, ...other, code];
  const constant = (value: bigint): Code => [op.constant, ...signed(BigInt.asIntN(bits, value))];
  const shifted = (code: number) => (of: Code, by: number) => [...of, ...constant(BigInt(by)), code];
  const [and, or, rotate, left, shift] = [
    binary(op.and),
    binary(op.or),
    shifted(op.rotr),
    shifted(op.shl),
    shifted(op.shrU),
  ];
  /** Halves of which every second one is kept. */
  const mask = (width: number) => {
    let kept = 0n;
    for (let at = 0; at < bits; at += 2 * width) kept |= ((1n << BigInt(width)) - 1n) << BigInt(at);
    return constant(kept);
  };
  const exchanged = (of: Code, width: number): Code =>
    or(left(and(of, mask(width)), width), and(shift(of, width), mask(width)));
  return {
    ...{ and, rotate, shift },
    add: binary(op.add),
    xor: binary(op.xor),
    load: (base: number | undefined, offset: number): Code => [
      ...(base === undefined ? [...ADDRESS.constant, 0] : get(base)),
      ...[op.load, 0, ...unsigned(offset)],
    ],
    store: (offset: number, value: Code): Code => [...ADDRESS.constant, 0, ...value, op.store, 0, ...unsigned(offset)],
    /** Its bytes in the other order: those of a block are big-endian. */
    swapped: (of: Code): Code => {
      const pairs = exchanged(of, 8);
      return bits === 32 ? rotate(pairs, 16) : rotate(exchanged(pairs, 16), 32);
    },
  };
}

const I32 = {
  constant: 0x41,
  load: 0x28,
  store: 0x36,
  add: 0x6a,
  and: 0x71,
  or: 0x72,
  xor: 0x73,
  shl: 0x74,
  shrU: 0x76,
  rotr: 0x78,
};
const I64 = {
  constant: 0x42,
  load: 0x29,
  store: 0x37,
  add: 0x7c,
  and: 0x83,
  or: 0x84,
  xor: 0x85,
  shl: 0x86,
  shrU: 0x88,
  rotr: 0x8a,
};
const ADDRESS = { constant: [0x41], add: 0x6a, lessUnsigned: 0x49 } as const;

const get = (local: number): Code => [0x20, local];
const set = (local: number, value: Code): Code => [...value, 0x21, local];
const moved = (local: number, by: number): Code =>
  set(local, [...get(local), ...ADDRESS.constant, ...signed(BigInt(by)), ADDRESS.add]);
const below = (one: Code, other: Code): Code => [...one, ...other, ADDRESS.lessUnsigned];
/** `loop`, and a branch to its beginning as long as the condition holds. */
const repeated = (body: Code, condition: Code): Code => [0x03, 0x40, ...body, ...condition, 0x0d, 0, 0x0b];

const range = (count: number): number[] => Array.from({ length: count }, (_, at) => at);
const section = (id: number, content: Code): Code => [id, ...sized(content)];
const sized = (content: Code): Code => [...unsigned(content.length), ...content];
const name = (text: string): Code => sized([...text].map((letter) => letter.charCodeAt(0)));

const littleEndian = (word: bigint, size: number): Code =>
  range(size).map((at) => Number((word >> BigInt(8 * at)) & 0xffn));

/** LEB128, §5.2.2. */
function unsigned(value: number): Code {
  return value < 0x80 ? [value] : [(value & 0x7f) | 0x80, ...unsigned(value >>> 7)];
}

function signed(value: bigint): Code {
  const [low, rest] = [Number(value & 0x7fn), value >> 7n];
  const isLast = (rest === 0n && low < 0x40) || (rest === -1n && low >= 0x40);
  return isLast ? [low] : [low | 0x80, ...signed(rest)];
}
