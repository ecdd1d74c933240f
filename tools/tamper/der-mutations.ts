import { compareBytes, concatBytes } from "../../src/kernel/bytewise.ts";
import { DER_TAGS, type DerNode, readDer } from "../../src/kernel/der.ts";

/** A value of DER taken apart, strings that hold DER as well, so that what is put together again is DER but for the change. */
interface Tree {
  readonly tag: number;
  /** Of a bit string: the count of unused bits. */
  readonly before: Uint8Array;
  readonly parts: readonly Tree[] | Uint8Array;
}

/** How the length of a changed value is written; only the first is DER. */
type LengthForm = "minimal" | "padded" | "indefinite";

/** `count` changes of a DER value in its structure, lengths above written anew; none where the bytes are not DER. */
export function* derMutants(bytes: Uint8Array, random: () => number, count: number): Generator<Uint8Array> {
  const tree = treeOf(bytes);
  if (tree === undefined) return;
  const places = pathsOf(tree);
  for (let done = 0; done < count; done++) {
    const path = places[Math.floor(random() * places.length)] ?? [];
    const changed = changedAt(tree, path, random);
    if (changed !== undefined && compareBytes(changed, bytes) !== 0) yield changed;
  }
}

function treeOf(bytes: Uint8Array): Tree | undefined {
  try {
    return toTree(readDer(bytes));
  } catch {
    return undefined;
  }
}

function toTree(node: DerNode): Tree {
  const none = new Uint8Array();
  if (node.constructed) return { tag: node.tag, before: none, parts: node.children().map(toTree) };
  const before = node.tag === DER_TAGS.bitString ? node.content.subarray(0, 1) : none;
  const holds = node.tag === DER_TAGS.octetString || node.tag === DER_TAGS.bitString;
  const inner = holds ? treeOf(node.content.subarray(before.length)) : undefined;
  return { tag: node.tag, before, parts: inner === undefined ? node.content.subarray(before.length) : [inner] };
}

function pathsOf({ parts }: Tree, path: readonly number[] = []): (readonly number[])[] {
  if (parts instanceof Uint8Array) return [path];
  return [path, ...parts.flatMap((part, at) => pathsOf(part, [...path, at]))];
}

/** The bytes of the tree with the value at the path changed. */
function changedAt(tree: Tree, path: readonly number[], random: () => number): Uint8Array | undefined {
  const [at, ...rest] = path;
  if (at === undefined) return changed(tree, random);
  if (tree.parts instanceof Uint8Array) return undefined;
  const { parts } = tree;
  const part = parts[at];
  if (part === undefined) return undefined;
  const own = parts.map(format);
  if (rest.length === 0) {
    const other = own[Math.floor(random() * own.length)] ?? new Uint8Array();
    const lists = [own.toSpliced(at, 1), own.toSpliced(at, 0, other), own.with(at, other), own.toReversed()];
    const list = lists[Math.floor(random() * 8)];
    if (list !== undefined) return wrap(tree, concatBytes(...list));
  }
  const inner = changedAt(part, rest, random);
  return inner === undefined ? undefined : wrap(tree, concatBytes(...own.with(at, inner)));
}

/** Another tag, other content, or a form of the same value that DER does not allow. */
function changed(tree: Tree, random: () => number): Uint8Array {
  const content = contentOf(tree);
  const place = Math.floor(random() * content.length);
  const choices: (() => Uint8Array)[] = [
    () => wrap({ ...tree, tag: tree.tag ^ (1 << Math.floor(random() * 8)) }, content),
    () => wrap(tree, content.with(place, (content[place] ?? 0) ^ (1 << Math.floor(random() * 8)))),
    () => wrap(tree, content.subarray(0, place)),
    () => wrap(tree, concatBytes(content, Uint8Array.of(0))),
    () => wrap(tree, concatBytes(Uint8Array.of(content[0] === undefined || content[0] < 0x80 ? 0 : 0xff), content)),
    () => wrap(tree, content, "padded"),
    () => wrap(tree, content, "indefinite"),
    () => wrap(tree, new Uint8Array()),
  ];
  const choice = choices[content.length === 0 ? 5 : Math.floor(random() * choices.length)];
  return choice === undefined ? format(tree) : choice();
}

function contentOf({ parts }: Tree): Uint8Array {
  return parts instanceof Uint8Array ? parts : concatBytes(...parts.map(format));
}

function format(tree: Tree): Uint8Array {
  return wrap(tree, contentOf(tree));
}

function wrap({ tag, before }: Tree, content: Uint8Array, form: LengthForm = "minimal"): Uint8Array {
  if (form === "indefinite") return concatBytes(Uint8Array.of(tag, 0x80), before, content, Uint8Array.of(0, 0));
  const length = before.length + content.length;
  const octets = form === "padded" || length >= 0x80 ? lengthOctets(length, form === "padded") : Uint8Array.of(length);
  return concatBytes(Uint8Array.of(tag), octets, before, content);
}

function lengthOctets(length: number, padded: boolean): Uint8Array {
  const octets =
    length > 0xff_ff ? [length >> 16, length >> 8, length] : length > 0xff ? [length >> 8, length] : [length];
  const all = padded ? [0, ...octets] : octets;
  return Uint8Array.of(0x80 | all.length, ...all);
}
