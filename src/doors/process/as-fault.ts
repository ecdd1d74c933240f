import { REPOSITORY } from "../../domain/home.ts";
import { Fault } from "../../kernel/fault.ts";
import type { Env } from "../../ports/env.ts";

const DEBUG = "CAPSULE_DEBUG";

/**
 * What a door reports for anything thrown. An error that is not a fault is a defect of ours; its message may hold what must
 * not be shown, so only its kind is.
 */
export function asFault(error: unknown): Fault {
  if (error instanceof Fault) return error;
  const kind = error instanceof Error ? error.name : typeof error;
  return new Fault("internal", `the program has a defect (${kind})`, {
    cause: error,
    hint: `run again with ${DEBUG}=1, read what it shows, and report it at ${REPOSITORY}/issues`,
  });
}

/** Where it was thrown, if that is wanted; messages of other programs stay unsaid, since one may hold a token. */
export function debugText(error: unknown, env: Env): string {
  return env(DEBUG) === undefined ? "" : `${placesOf(error)}\n`;
}

function placesOf(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  const places = (error.stack ?? "").split("\n").filter((line) => /^ {4}at /.test(line));
  const own = [error.name, ...places].join("\n");
  return error.cause === undefined ? own : `${own}\ncaused by ${placesOf(error.cause)}`;
}
