import { compareUtf8 } from "../../kernel/bytewise.ts";
import { byPrincipal } from "../policy/principal.ts";
import { isKnown } from "./authority.ts";
import { type LoggedStatement, type Receipt, type StatementContent, statementKey } from "./logged-statement.ts";

/**
 * The union of what several logs have: each statement once, with every place where a log has it. It is commutative, associative and
 * idempotent, so that logs can be joined in any order and as often as one likes. A payload that one side has is known to both.
 */
export function joinStatements(sets: readonly (readonly LoggedStatement[])[]): LoggedStatement[] {
  const joined = new Map<string, LoggedStatement>();
  for (const statement of sets.flat()) {
    const key = statementKey(statement);
    const known = joined.get(key);
    joined.set(key, known === undefined ? statement : joinOne(known, statement));
  }
  return [...joined.values()].sort((a, b) => compareUtf8(statementKey(a), statementKey(b)));
}

function joinOne(one: LoggedStatement, other: LoggedStatement): LoggedStatement {
  const receipts = new Map([...one.receipts, ...other.receipts].map((receipt) => [placeKey(receipt), receipt]));
  const [first] = [one, other].sort((a, b) => rank(a.content) - rank(b.content) || compareUtf8(leafKey(a), leafKey(b)));
  return {
    ...(first ?? one),
    receipts: [...receipts.entries()].sort(([a], [b]) => compareUtf8(a, b)).map(([, receipt]) => receipt),
  };
}

function placeKey({ origin, index }: Receipt): string {
  return `${origin} ${String(index).padStart(16, "0")}`;
}

/** What is known goes before what is refused, and that before what nobody has. */
function rank(content: StatementContent): number {
  return { said: 0, refused: 1, absent: 2 }[content.kind] + (content.kind === "absent" && !content.isErased ? 0.5 : 0);
}

/** A leaf that says another thing of the same envelope is not what it says: of two such, the least. */
function leafKey({ says, subject }: LoggedStatement): string {
  return JSON.stringify([says, subject]);
}

/** Two roots that one party published as the same release. */
export interface Equivocation {
  readonly release: string;
  /** All names of the one party that said both. */
  readonly signer: string;
  /** Hex SHA-256 of the roots, in order. */
  readonly subjects: readonly string[];
}

/** Who said of two different roots that they are one release: no union of sets makes that true. */
export function equivocations(statements: readonly LoggedStatement[]): Equivocation[] {
  const published = new Map<string, { readonly names: readonly string[]; readonly subject: readonly string[] }[]>();
  for (const { subject, content } of statements.filter(isKnown)) {
    const { effect, release } = content.state ?? {};
    if (effect !== "published" || release === undefined) continue;
    published.set(release, [...(published.get(release) ?? []), { names: content.signer.names, subject }]);
  }
  const found = [...published].flatMap(([release, all]) =>
    byPrincipal(all).map((own) => ({
      release,
      signer: inOrder(own.flatMap(({ names }) => names)).join(", "),
      subjects: inOrder(own.flatMap(({ subject }) => subject)),
    })),
  );
  return found
    .filter(({ subjects }) => subjects.length > 1)
    .sort((a, b) => compareUtf8(`${a.release}\n${a.signer}`, `${b.release}\n${b.signer}`));
}

/** Each text once. */
function inOrder(texts: readonly string[]): string[] {
  return [...new Set(texts)].sort(compareUtf8);
}
