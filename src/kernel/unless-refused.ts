import { isRefusal } from "./is-refusal.ts";

/** What `read` gives, or `instead` if it refuses what it reads. Any other fault, and a defect, is thrown. */
export function unlessRefused<T, E>(read: () => Promise<T>, instead: E): Promise<T | E>;
export function unlessRefused<T, E>(read: () => T, instead: E): T | E;
export function unlessRefused(read: () => unknown, instead: unknown): unknown {
  const give = (error: unknown): unknown => {
    if (isRefusal(error)) return instead;
    throw error;
  };
  try {
    const value = read();
    return value instanceof Promise ? value.catch(give) : value;
  } catch (error) {
    return give(error);
  }
}
