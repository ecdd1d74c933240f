import { type Seen, seen } from "../../domain/audit/public-facts.ts";
import { requireFault } from "../../kernel/require-fault.ts";

/** What a service says, or why it could not be asked: one that does not answer leaves its rows unseen, and ends nothing. */
export async function see<T>(question: () => Promise<T>): Promise<Seen<T>> {
  try {
    return seen(await question());
  } catch (error) {
    requireFault(error);
    return { isSeen: false, why: error.message };
  }
}
