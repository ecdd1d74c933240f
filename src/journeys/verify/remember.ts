import {
  type CapsuleLock,
  formatCapsuleLock,
  MAX_LOCK_BYTES,
  parseCapsuleLock,
  type RememberedProject,
} from "../../domain/memory/capsule-lock.ts";
import { type Change, compareMemory, entryOf, faultOfChanges } from "../../domain/memory/compare-memory.ts";
import { learn } from "../../domain/memory/learn.ts";
import type { SeenProject } from "../../domain/memory/seen-project.ts";
import type { Claim } from "../../domain/verification/claim.ts";
import { failedClaim, openClaim, verifiedClaim } from "../../domain/verification/make-claim.ts";
import type { Fault } from "../../kernel/fault.ts";
import { printable } from "../../kernel/printable.ts";
import type { Files } from "../../ports/files.ts";
import type { MemoryOrder } from "./verify-order.ts";

export const NO_MEMORY = "nothing is remembered here of earlier releases";

type MemoryFiles = Pick<Files, "facts" | "read" | "update" | "makeFolder" | "folderOf">;

/** Reads each memory before anything else is done. Faults: `lock-malformed`, those of the files. */
export async function readMemories({ paths }: MemoryOrder, files: MemoryFiles): Promise<CapsuleLock[]> {
  const locks: CapsuleLock[] = [];
  for (const path of paths) {
    const isThere = (await files.facts(path)) !== undefined;
    locks.push(parseCapsuleLock(isThere ? await files.read(path, MAX_LOCK_BYTES) : undefined));
  }
  return locks;
}

export interface MemoryToCompare {
  readonly memory: MemoryOrder;
  /** Never empty. */
  readonly seen: readonly SeenProject[];
  /** Whether everything else is good: only then is anything remembered. */
  readonly isGood: boolean;
}

/**
 * Compares what was verified with what it was before, in every memory, and then remembers it in each. Another run may have
 * remembered something meanwhile: what is written is compared with what is there then.
 */
export async function remember({ memory, seen, isGood }: MemoryToCompare, files: MemoryFiles): Promise<Claim> {
  const locks = await readMemories(memory, files);
  for (const lock of locks) {
    const { fault } = compared(lock, seen, memory);
    if (fault !== undefined) return failedClaim("memory", fault);
  }
  const [known] = locks.flatMap((lock) => seen.flatMap((one) => entryOf(lock, one) ?? []));
  const accepted = [...new Set(locks.flatMap((lock) => compared(lock, seen, memory).accepted))];
  if (!isGood) return openClaim("memory", "not-checked", { reason: "nothing is remembered of what is not verified" });
  for (const path of memory.paths) {
    const fault = await rememberIn(path, { memory, seen }, files);
    if (fault !== undefined) return failedClaim("memory", fault);
  }
  return verifiedClaim("memory", reasonOf(known, accepted));
}

async function rememberIn(
  path: string,
  { memory, seen }: Pick<MemoryToCompare, "memory" | "seen">,
  files: MemoryFiles,
): Promise<Fault | undefined> {
  const folder = files.folderOf(path);
  if ((await files.facts(folder)) === undefined) await files.makeFolder(folder);
  const day = memory.now.toISOString().slice(0, 10);
  let refused: Fault | undefined;
  await files.update(path, MAX_LOCK_BYTES, (bytes) => {
    const lock = parseCapsuleLock(bytes);
    const { fault, accepted } = compared(lock, seen, memory);
    refused = fault;
    if (fault !== undefined) return undefined;
    const learned = seen.reduce((known, one) => learn(known, { seen: one, accepted, day }), lock);
    return learned === lock ? undefined : formatCapsuleLock(learned);
  });
  return refused;
}

interface Compared {
  /** Why it is refused, if it is. */
  readonly fault: Fault | undefined;
  /** What is another than before, and was accepted. */
  readonly accepted: readonly Change[];
}

function compared(lock: CapsuleLock, seen: readonly SeenProject[], { accepted }: MemoryOrder): Compared {
  const changes = seen.flatMap((one) => compareMemory(lock, one));
  return {
    fault: faultOfChanges(changes.filter(({ change }) => !accepted.includes(change))),
    accepted: accepted.filter((one) => changes.some(({ change }) => change === one)),
  };
}

function reasonOf(known: RememberedProject | undefined, accepted: readonly Change[]): string {
  if (known === undefined) return "it is seen for the first time, and remembered from now on";
  const took = accepted.length === 0 ? "" : `, but for what was accepted: ${accepted.join(", ")}`;
  return `it fits what is remembered of ${printable(known.repository)} since ${known.firstSeen}${took}`;
}
