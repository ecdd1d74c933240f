import { type DerNode, readDer } from "../../src/kernel/der.ts";
import { nullValue, sequence } from "../../src/kernel/der-writer.ts";
import { Fault } from "../../src/kernel/fault.ts";

/** A value in one place of which something is other, with that place: the numbers of members, from the outermost. */
export interface DerEdit {
  readonly where: string;
  readonly der: Uint8Array;
}

/**
 * All values that differ from one in the members of one constructed value inside: cut off behind each member (`1.0[2` has two left), one
 * more at the end (`1.0]`), and a NULL in the place of each (`1.0.2=`). Lengths are right.
 */
export function derEdits(der: Uint8Array): DerEdit[] {
  return editsOf(readDer(der), "");
}

function editsOf(node: DerNode, where: string): DerEdit[] {
  if (!node.constructed) return [];
  const own = node.children();
  const raw = own.map((child) => child.raw);
  const whole = (members: readonly Uint8Array[]) => withMembers(node.tag, members);
  const cut = raw.map((_, count) => ({ where: `${where}[${count}`, der: whole(raw.slice(0, count)) }));
  const replaced = own.flatMap((child, at) => {
    const place = `${where}.${at}`;
    const inside = editsOf(child, place);
    return [{ where: `${place}=`, der: nullValue() }, ...inside].map((edit) => ({
      where: edit.where,
      der: whole(raw.with(at, edit.der)),
    }));
  });
  return [...cut, { where: `${where}]`, der: whole([...raw, nullValue()]) }, ...replaced];
}

function withMembers(tag: number, members: readonly Uint8Array[]): Uint8Array {
  return Buffer.concat([Buffer.of(tag), sequence(...members).subarray(1)]);
}

/** The places whose edits are read all the same; the others are refused, each by a fault, whose codes are told as well. */
export function readEdits(edits: readonly DerEdit[], read: (der: Uint8Array) => unknown) {
  const tolerated: string[] = [];
  const codes = new Set<string>();
  for (const { where, der } of edits) {
    try {
      read(der);
      tolerated.push(where);
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      codes.add(error.code);
    }
  }
  return { tolerated, codes: [...codes].sort() };
}
