import * as v from "valibot";
import { Fault } from "../../kernel/fault.ts";
import { type JsonValue, parseJson } from "../../kernel/json.ts";
import { printable } from "../../kernel/printable.ts";
import { parseWebAddress } from "../../kernel/web-address.ts";

/** The services of one Sigstore instance, as its signing config lists them. */
export interface SigningConfig {
  readonly certificateAuthorities: readonly SigningService[];
  readonly logs: ServiceChoice;
  readonly timestampAuthorities: ServiceChoice;
  /** Paths of what is not understood and left out, for a warning. */
  readonly notUnderstood: readonly string[];
}

export interface SigningService {
  /** Without a slash at its end. */
  readonly url: string;
  readonly majorApiVersion: number;
  /** Milliseconds since 1970, both inclusive. */
  readonly start: number;
  readonly end: number | undefined;
  readonly operator: string;
}

export interface ServiceChoice {
  readonly services: readonly SigningService[];
  /** How many operators are asked: all of them, or a number; 0 if the instance has no such service. */
  readonly count: number | "all";
}

const MEDIA_TYPE = "application/vnd.dev.sigstore.signingconfig.v0.2+json";
const MAX_BYTES = 256 * 1024;
const RFC_3339 = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?(Z|[+-]\d\d:\d\d)$/;

const Time = v.pipe(
  v.string(),
  v.regex(RFC_3339),
  v.check((text) => !Number.isNaN(Date.parse(text))),
);
const Service = v.looseObject({
  url: v.string(),
  majorApiVersion: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0)), 0),
  validFor: v.looseObject({ start: Time, end: v.optional(Time) }),
  operator: v.optional(v.string(), ""),
});
const Services = v.optional(v.array(v.unknown()), []);
const Choice = v.looseObject({
  selector: v.picklist(["ALL", "ANY", "EXACT"]),
  count: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0)), 0),
});
const Config = v.looseObject({
  mediaType: v.literal(MEDIA_TYPE),
  caUrls: Services,
  rekorTlogUrls: Services,
  rekorTlogConfig: v.optional(v.unknown()),
  tsaUrls: Services,
  tsaConfig: v.optional(v.unknown()),
});
/** `oidcUrls` says where people sign in, which no run of ours does. */
const KNOWN = new Set([...Object.keys(Config.entries), "oidcUrls"]);

/**
 * Parses a Sigstore signing config v0.2 (protobuf-specs, `sigstore_trustroot.proto`, message SigningConfig, in its JSON
 * form). A newer one may say more: its media type must be understood, and how many services are asked; a field or a
 * service that is not is left out, and `notUnderstood` names it. Fault: `signing-config-malformed`.
 */
export function parseSigningConfig(bytes: Uint8Array): SigningConfig {
  const parsed = v.safeParse(Config, readJson(bytes));
  if (!parsed.success)
    throw malformed(`${printable(v.getDotPath(parsed.issues[0]) ?? "the whole")} is not as specified`);
  const { caUrls, rekorTlogUrls, rekorTlogConfig, tsaUrls, tsaConfig } = parsed.output;
  const notUnderstood = unknownFields("", parsed.output, KNOWN);
  const read = (name: string, services: readonly unknown[]) => readServices(name, services, notUnderstood);
  return {
    certificateAuthorities: read("caUrls", caUrls).understood,
    logs: toChoice("rekorTlogConfig", read("rekorTlogUrls", rekorTlogUrls), rekorTlogConfig),
    timestampAuthorities: toChoice("tsaConfig", read("tsaUrls", tsaUrls), tsaConfig),
    notUnderstood,
  };
}

function unknownFields(at: string, value: object, known: ReadonlySet<string>): string[] {
  return Object.keys(value)
    .filter((name) => !known.has(name))
    .map((name) => at + name);
}

function readServices(name: string, services: readonly unknown[], notUnderstood: string[]): Listed {
  const understood = services.flatMap((service, index) => {
    const at = `${name}.${index}`;
    const parsed = v.safeParse(Service, service);
    const read = parsed.success ? toService(parsed.output) : undefined;
    if (read === undefined || !parsed.success) {
      notUnderstood.push(at);
      return [];
    }
    for (const field of unknownFields(`${at}.`, parsed.output, SERVICE_FIELDS)) notUnderstood.push(field);
    return [read];
  });
  return { understood, all: services.length };
}

const SERVICE_FIELDS = new Set(Object.keys(Service.entries));

/** What is wrong with the JSON of a signing config is a wrong setting, not refused evidence. */
function readJson(bytes: Uint8Array): JsonValue {
  try {
    return parseJson(bytes, { maxBytes: MAX_BYTES, what: "the JSON" });
  } catch (cause) {
    throw malformed(cause instanceof Fault ? cause.message : "it is not JSON");
  }
}

/** Undefined if we would not ask at its address. */
function toService(service: v.InferOutput<typeof Service>): SigningService | undefined {
  const url = addressOf(service.url);
  if (url === undefined || url.search !== "") return undefined;
  const { start, end } = service.validFor;
  return {
    url: url.href.replace(/(?<!\/)\/+$/, ""),
    majorApiVersion: service.majorApiVersion,
    start: Date.parse(start),
    end: end === undefined ? undefined : Date.parse(end),
    operator: service.operator,
  };
}

function addressOf(text: string): URL | undefined {
  try {
    return parseWebAddress(text, "a service of the signing config");
  } catch (error) {
    if (error instanceof Fault) return undefined;
    throw error;
  }
}

interface Listed {
  readonly understood: readonly SigningService[];
  /** How many there are, with those that are not understood. */
  readonly all: number;
}

/** A kind of service that the config lists is never left out as a whole, nor in part if all are to be asked. */
function toChoice(name: string, { understood, all }: Listed, config: unknown): ServiceChoice {
  if (all === 0) return { services: [], count: 0 };
  const parsed = v.safeParse(Choice, config);
  if (!parsed.success) throw malformed(`"${name}" is missing or not as specified`);
  const { selector, count } = parsed.output;
  if (selector === "EXACT" && (count === 0 || count > all)) {
    throw malformed(`"${name}" asks for ${count} of ${all} services`);
  }
  if (selector === "ALL" && understood.length < all) {
    throw malformed(`"${name}" asks for all services, and one of them is not understood`);
  }
  return { services: understood, count: { ALL: "all" as const, ANY: 1, EXACT: count }[selector] };
}

function malformed(reason: string): Fault {
  return new Fault("signing-config-malformed", `the signing config is refused: ${reason}`);
}
