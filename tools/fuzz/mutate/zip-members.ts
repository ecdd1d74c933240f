import { storedZip } from "../../../__tests__/domain/sbom/stored-zip.ts";
import { mutateBytes } from "./bytes.ts";
import { type Mutation, mutateOnce } from "./mutate.ts";
import { pick } from "./random.ts";

const LOCAL = 0x04034b50;
const LOCAL_BYTES = 30;

export function isZip(bytes: Uint8Array): boolean {
  return bytes.length > LOCAL_BYTES && bytes[0] === 0x50 && bytes[1] === 0x4b && bytes[2] === 3;
}

/** A member of a zip archive of stored files removed, renamed or changed inside; the directory is written anew. */
export function mutateZip(bytes: Uint8Array, mutation: Mutation): Uint8Array {
  const { random } = mutation;
  const members = membersOf(bytes);
  if (members.length === 0) return mutateBytes(bytes, mutation);
  const [name, content] = pick(random, members);
  const others = members.filter(([one]) => one !== name);
  const choice = random();
  if (choice < 0.1) return pack(others);
  if (choice < 0.2) return pack([...others, [`${name}x`, content]]);
  if (choice < 0.3) return pack([...others, [name, pick(random, members)[1]]]);
  return pack([...others, [name, mutateOnce(content, mutation)]]);
}

function pack(members: readonly (readonly [string, Uint8Array])[]): Uint8Array {
  return storedZip(Object.fromEntries(members));
}

function membersOf(bytes: Uint8Array): (readonly [string, Uint8Array])[] {
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const members: (readonly [string, Uint8Array])[] = [];
  for (let at = 0; at + LOCAL_BYTES <= view.length && view.readUInt32LE(at) === LOCAL; ) {
    const [size, nameSize, extra] = [
      view.readUInt32LE(at + 18),
      view.readUInt16LE(at + 26),
      view.readUInt16LE(at + 28),
    ];
    const name = view.toString("latin1", at + LOCAL_BYTES, at + LOCAL_BYTES + nameSize);
    const start = at + LOCAL_BYTES + nameSize + extra;
    members.push([name, bytes.subarray(start, start + size)]);
    at = start + size;
  }
  return members;
}
