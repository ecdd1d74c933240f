import type { LoggedStatement } from "./logged-statement.ts";

/** How many statements of a log are known, were refused, cannot be read, and were erased. */
export function countStatements(statements: readonly LoggedStatement[]) {
  const counted = { said: 0, refused: 0, absent: 0, erased: 0 };
  for (const { content } of statements)
    counted[content.kind === "absent" && content.isErased ? "erased" : content.kind]++;
  return counted;
}
