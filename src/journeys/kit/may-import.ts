import { judgeSuccession, type KnownKit } from "../../domain/kit/judge-succession.ts";
import { Fault } from "../../kernel/fault.ts";
import { printable } from "../../kernel/printable.ts";
import type { KitPorts } from "./kit-ports.ts";
import type { VerifiedKit } from "./open-kit.ts";
import { kitInRegistry } from "./push-kit.ts";

interface Forced {
  /** Why what forbids a kit shall not count; undefined to let it count. */
  readonly force: string | undefined;
}

/** As `requireSuccession`, for the kit that a registry has, which may be this one already. */
export async function requireRegistrySuccession(
  kit: KnownKit,
  to: string,
  order: Forced,
  ports: Pick<KitPorts, "crypto" | "registryOf" | "clock">,
): Promise<readonly Fault[]> {
  const there = await kitInRegistry(to, kit.predicate.name, ports);
  return there?.sha256 === kit.sha256 ? [] : requireSuccession(kit, there, order, ports);
}

/** What forbids the kit, if somebody says why it shall not count. Fault: the first of them, if nobody does. */
export function requireSuccession(
  kit: KnownKit,
  before: KnownKit | undefined,
  { force }: Forced,
  { clock }: Pick<KitPorts, "clock">,
): readonly Fault[] {
  const against = judgeSuccession(kit, before, clock.now());
  const [first] = against;
  if (first !== undefined && force === undefined) throw first;
  return against;
}

/** Names of files and blocks that are not full take room, too. */
const ROOM_FOR_A_FILE = 8192;

export async function requireDiskSpace(
  { folder }: { readonly folder: string },
  { predicate }: VerifiedKit,
  ports: KitPorts,
): Promise<void> {
  const { files, disk } = ports;
  let there = folder;
  while ((await files.facts(there)) === undefined) there = files.folderOf(there);
  const needed = predicate.carried.bytes + predicate.contents.files * ROOM_FOR_A_FILE;
  const free = await disk.freeBytes(there);
  if (free >= needed) return;
  throw new Fault("kit-space", `the kit takes ${needed} bytes, and ${free} are free at ${printable(folder)}`, {
    hint: "make room, or import it into a folder on a larger disk",
  });
}
