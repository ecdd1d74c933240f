import { judgeSuccession } from "../../domain/kit/judge-succession.ts";
import type { KitFile } from "../../domain/kit/kit-list.ts";
import { counted } from "../../kernel/counted.ts";
import type { KitPorts } from "./kit-ports.ts";
import { type KitToOpen, openKit, type VerifiedKit } from "./open-kit.ts";
import { takeFiles } from "./take-files.ts";

export interface CheckedKit {
  readonly kit: VerifiedKit;
  /** Files that it lists and does not carry. */
  readonly absent: readonly KitFile[];
}

/**
 * Verifies a kit as importing it would, without a folder to import it into.
 *
 *   1. signed  by whom is expected, with the list of its files
 *   2. dated   it has not expired, and is not of tomorrow
 *   3. files   each is the one that was signed
 *
 * Faults: those of `openKit`, `judgeSuccession` and `takeFiles`.
 */
export async function verifyKit(
  order: KitToOpen,
  ports: Pick<KitPorts, "files" | "crypto" | "trust" | "progress" | "clock">,
): Promise<CheckedKit> {
  /* 1 */ return openKit(order, ports, async (opened) => {
    /* 2 */ const [against] = judgeSuccession(opened.kit, undefined, ports.clock.now());
    if (against !== undefined) throw against;
    ports.progress.step(`verifying ${counted(opened.kit.predicate.carried.files, "file")}`);
    /* 3 */ return { kit: opened.kit, absent: await takeFiles(opened, ports) };
  });
}
