import { Fault } from "../../kernel/fault.ts";
import type { KitPredicate } from "./kit-statement.ts";

/** A kit that is in place, or is to come there. */
export interface KnownKit {
  readonly predicate: KitPredicate;
  /** Hex SHA-256 of what is signed about it. */
  readonly sha256: string;
}

/** A clock may be behind that of who made the kit. */
const TOLERANCE_MS = 5 * 60_000;

/**
 * Why a kit must not follow the one that is in place, undefined for a first one: it goes back, it is late or early, it leaves the
 * line of its forerunners, or its vulnerabilities are older. Each can be overruled by a person who says why. Empty if it may.
 */
export function judgeSuccession(kit: KnownKit, current: KnownKit | undefined, now: Date): readonly Fault[] {
  const { made, expires } = kit.predicate;
  const found: Fault[] = [];
  if (now.getTime() > Date.parse(expires)) found.push(refusal("kit-expired", `the kit was good until ${expires}`));
  if (Date.parse(made) - TOLERANCE_MS > now.getTime()) {
    found.push(refusal("kit-from-future", `the kit was made at ${made}, which has not come`));
  }
  const newest = kit.predicate.feed?.newest;
  if (newest !== undefined && Date.parse(newest) - TOLERANCE_MS > now.getTime()) {
    found.push(refusal("kit-from-future", `a record of its vulnerabilities is of ${newest}, which has not come`));
  }
  return current === undefined ? found : [...found, ...judgeOrder(kit, current)];
}

function judgeOrder({ predicate }: KnownKit, current: KnownKit): Fault[] {
  const found: Fault[] = [];
  const here = current.predicate;
  if (predicate.name !== here.name) {
    found.push(refusal("kit-other-name", `the kit is of ${predicate.name}, and ${here.name} is in place`));
  }
  if (predicate.sequence <= here.sequence) {
    found.push(refusal("kit-replayed", `the kit is number ${predicate.sequence}, and ${here.sequence} is in place`));
  }
  if (predicate.made < here.made) {
    found.push(refusal("kit-replayed", `the kit was made at ${predicate.made}, before the one that is in place`));
  }
  if (leavesLine(predicate, current)) {
    found.push(refusal("kit-forked", "the kit names another one as its forerunner than the one that is in place"));
  }
  if (here.feed !== null && predicate.feed === null) {
    found.push(refusal("kit-feed-older", "the kit has no vulnerabilities, and the one that is in place has"));
  }
  if (here.feed !== null && predicate.feed !== null) {
    if (Date.parse(predicate.feed.newest) < Date.parse(here.feed.newest)) {
      found.push(
        refusal("kit-feed-older", `its vulnerabilities are of ${predicate.feed.newest}, before those in place`),
      );
    }
  }
  return found;
}

/** A kit that skips some says nothing of the one in place; the next one must name it, and so must one that names its number. */
function leavesLine({ sequence, previous }: KitPredicate, { predicate, sha256 }: KnownKit): boolean {
  const isNext = sequence === predicate.sequence + 1;
  const isNamed = previous?.sequence === predicate.sequence;
  return (isNext || isNamed) && previous?.sha256 !== sha256;
}

type Overrulable =
  | "kit-expired"
  | "kit-from-future"
  | "kit-other-name"
  | "kit-replayed"
  | "kit-forked"
  | "kit-feed-older";

function refusal(code: Overrulable, message: string): Fault {
  return new Fault(code, message);
}
