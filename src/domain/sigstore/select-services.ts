import { Fault } from "../../kernel/fault.ts";
import type { ServiceChoice, SigningConfig, SigningService } from "./signing-config.ts";

/** The services that one run asks, by address. */
export interface SelectedServices {
  readonly certificateAuthority: string;
  /** None if the instance has no log. */
  readonly logs: readonly SelectedLog[];
  readonly timestampAuthorities: readonly string[];
}

/** A transparency log and the API that it speaks. */
export interface SelectedLog {
  readonly url: string;
  readonly majorApiVersion: 1 | 2;
}

/** The major versions that we speak. */
const FULCIO = 1;
const REKOR = 2;
const TIMESTAMP = 1;

/**
 * Chooses the services valid at `now` (inclusive at both ends; a start in the future is not valid), by the rules that
 * stand beside the fields in protobuf-specs: of each operator the newest start of the highest version that we speak, at
 * most one per operator. Faults: `signing-config-unusable`.
 */
export function selectServices(config: SigningConfig, now: Date): SelectedServices {
  const [authority] = newestPerOperator(config.certificateAuthorities, FULCIO, now).sort(newestFirst);
  if (authority === undefined) throw unusable("no certificate authority of the signing config is valid now");
  const selected = {
    certificateAuthority: authority.url,
    logs: choose("transparency log", config.logs, newestPerOperator(config.logs.services, REKOR, now)).map(toLog),
    timestampAuthorities: choose(
      "timestamp authority",
      config.timestampAuthorities,
      newestPerOperator(config.timestampAuthorities.services, TIMESTAMP, now),
    ).map(({ url }) => url),
  };
  if (selected.logs.length + selected.timestampAuthorities.length === 0) {
    throw unusable("the signing config names neither a log nor a timestamp authority, so nothing would prove the time");
  }
  const statesTime = selected.logs.every(({ majorApiVersion }) => majorApiVersion === 1);
  if (!statesTime && selected.timestampAuthorities.length === 0) {
    throw unusable("a log of API version 2 states no time, and the signing config names no timestamp authority");
  }
  return selected;
}

function choose(kind: string, choice: ServiceChoice, candidates: readonly SigningService[]): readonly SigningService[] {
  if (choice.count === 0) return [];
  const wanted = choice.count === "all" ? Math.max(1, candidates.length) : choice.count;
  if (candidates.length < wanted) {
    throw unusable(`the signing config asks for ${wanted} ${kind}, and ${candidates.length} can be used now`);
  }
  return candidates.slice(0, wanted);
}

function toLog({ url, majorApiVersion }: SigningService): SelectedLog {
  return { url, majorApiVersion: majorApiVersion === 2 ? 2 : 1 };
}

function newestPerOperator(services: readonly SigningService[], maxVersion: number, now: Date): SigningService[] {
  const usable = services.filter(
    (service) => service.majorApiVersion >= 1 && service.majorApiVersion <= maxVersion && validAt(service, now),
  );
  const best = new Map<string, SigningService>();
  for (const service of [...usable].sort(newestFirst)) {
    if (!best.has(service.operator)) best.set(service.operator, service);
  }
  return [...best.values()];
}

function validAt(service: SigningService, now: Date): boolean {
  return service.start <= now.getTime() && (service.end === undefined || now.getTime() <= service.end);
}

/** Stable, so that the order of the file decides between equals. */
function newestFirst(a: SigningService, b: SigningService): number {
  return b.majorApiVersion - a.majorApiVersion || b.start - a.start;
}

function unusable(reason: string): Fault {
  return new Fault("signing-config-unusable", reason, {
    hint: "check the clock of this machine, then ask the operator of the instance for its current signing config",
  });
}
