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
  /** How many operators are asked: all of them, or a number. */
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
const Service = v.strictObject({
  url: v.string(),
  majorApiVersion: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0)), 0),
  validFor: v.strictObject({ start: Time, end: v.optional(Time) }),
  operator: v.optional(v.string(), ""),
});
const Services = v.optional(v.array(Service), []);
const Choice = v.optional(
  v.strictObject({
    selector: v.picklist(["ALL", "ANY", "EXACT"]),
    count: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0)), 0),
  }),
);
const Config = v.strictObject({
  mediaType: v.literal(MEDIA_TYPE),
  caUrls: Services,
  oidcUrls: Services,
  rekorTlogUrls: Services,
  rekorTlogConfig: Choice,
  tsaUrls: Services,
  tsaConfig: Choice,
});

/**
 * Parses a Sigstore signing config v0.2 (protobuf-specs, `sigstore_trustroot.proto`, message SigningConfig, in its JSON
 * form). Strict: unknown fields, other media types and addresses that we would not ask are refused. Fault:
 * `signing-config-malformed`.
 */
export function parseSigningConfig(bytes: Uint8Array): SigningConfig {
  const parsed = v.safeParse(Config, readJson(bytes));
  if (!parsed.success)
    throw malformed(`${printable(v.getDotPath(parsed.issues[0]) ?? "the whole")} is not as specified`);
  const { caUrls, rekorTlogUrls, rekorTlogConfig, tsaUrls, tsaConfig } = parsed.output;
  return {
    certificateAuthorities: caUrls.map(toService),
    logs: toChoice("rekorTlogConfig", rekorTlogUrls, rekorTlogConfig),
    timestampAuthorities: toChoice("tsaConfig", tsaUrls, tsaConfig),
  };
}

/** What is wrong with the JSON of a signing config is a wrong setting, not refused evidence. */
function readJson(bytes: Uint8Array): JsonValue {
  try {
    return parseJson(bytes, { maxBytes: MAX_BYTES, what: "the JSON" });
  } catch (cause) {
    throw malformed(cause instanceof Fault ? cause.message : "it is not JSON");
  }
}

function toService(service: v.InferOutput<typeof Service>): SigningService {
  const url = parseWebAddress(service.url, "a service of the signing config");
  if (url.search !== "") throw malformed("the address of a service has a query");
  const { start, end } = service.validFor;
  return {
    url: url.href.replace(/\/+$/, ""),
    majorApiVersion: service.majorApiVersion,
    start: Date.parse(start),
    end: end === undefined ? undefined : Date.parse(end),
    operator: service.operator,
  };
}

function toChoice(
  name: string,
  services: v.InferOutput<typeof Services>,
  choice: v.InferOutput<typeof Choice>,
): ServiceChoice {
  if (services.length === 0) return { services: [], count: 0 };
  if (choice === undefined) throw malformed(`"${name}" is missing`);
  if (choice.selector === "EXACT" && (choice.count === 0 || choice.count > services.length)) {
    throw malformed(`"${name}" asks for ${choice.count} of ${services.length} services`);
  }
  const count = { ALL: "all" as const, ANY: 1, EXACT: choice.count }[choice.selector];
  return { services: services.map(toService), count };
}

function malformed(reason: string): Fault {
  return new Fault("signing-config-malformed", `the signing config is refused: ${reason}`);
}
