/** What the thread that reads is told. */
export interface FuzzOrder {
  readonly room: string;
  /** The address of the module that makes the targets of a room; that of all rooms, where there is none. */
  readonly targetsAt?: string;
  /** Names of targets of the room, one after the other. */
  readonly targets: readonly string[];
  /** Which of them is begun with, and with which of its inputs. */
  readonly from: { readonly target: number; readonly input: number };
  readonly seed: number;
  /** For each target. */
  readonly milliseconds: number;
  /** The number of the target, of inputs begun, and the length of the current one, then its bytes. */
  readonly shared: SharedArrayBuffer;
}

/** What the thread tells. */
export type FuzzReport =
  | { readonly kind: "failed"; readonly target: string; readonly error: string; readonly input: Uint8Array }
  | ({ readonly kind: "done"; readonly target: string } & Tally);

export interface Tally {
  readonly read: number;
  readonly refused: Readonly<Record<string, number>>;
}

export const HEADER_BYTES = 12;

/** What is being read at this moment. */
export function currentOf(shared: SharedArrayBuffer): {
  readonly target: number;
  readonly begun: number;
  readonly input: Uint8Array;
} {
  const numbers = new Int32Array(shared, 0, 3);
  const length = Atomics.load(numbers, 2);
  const input = Uint8Array.from(new Uint8Array(shared, HEADER_BYTES, length));
  return { target: Atomics.load(numbers, 0), begun: Atomics.load(numbers, 1), input };
}
