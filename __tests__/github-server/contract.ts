import { readFileSync } from "node:fs";
import { Ajv, type ValidateFunction } from "ajv";
import addFormats from "ajv-formats";
import { corpus } from "../corpus.ts";
import type { Answer } from "./answer.ts";

/** Compares requests and answers with GitHub's published description of its API. */
export interface Contract {
  /** Whether this kind of server has the operation. */
  describes(operation: Operation): boolean;
  /** Empty where the request is as described. */
  request(operation: Operation, query: URLSearchParams, body: unknown): readonly string[];
  answer(operation: Operation, answer: Answer): readonly string[];
}

export interface Operation {
  readonly method: string;
  readonly template: string;
}

const FILES = {
  "github.com": "github-openapi/api.github.com.subset.json",
  ghes: "github-openapi/ghes-3.19.subset.json",
} as const;

type Json = Record<string, unknown>;

/** Undefined where the descriptions are not beside the repository: then nothing is compared. */
export function openApiContract(flavour: keyof typeof FILES): Contract | undefined {
  const path = corpus(FILES[flavour]);
  if (path === undefined) return undefined;
  const description: Json = JSON.parse(readFileSync(path, "utf8"));
  const ajv = new Ajv({ strict: false, allErrors: false, validateFormats: true });
  addFormats.default(ajv);
  ajv.addSchema(asJsonSchema(description) as Json, "description");
  const compiled = new Map<string, ValidateFunction>();
  const validate = (pointer: string, value: unknown): string[] => {
    const check = compiled.get(pointer) ?? ajv.compile({ $ref: `description#${pointer}` });
    compiled.set(pointer, check);
    return check(value) ? [] : [`${ajv.errorsText(check.errors)} at ${pointer}`];
  };
  const find = ({ method, template }: Operation) => {
    const keys = ["paths", template, method.toLowerCase()];
    return {
      pointer: pointerOf(keys),
      described: keys.reduce<unknown>((at, key) => (at as Json | undefined)?.[key], description) as Json | undefined,
    };
  };

  return {
    describes: (operation) => find(operation).described !== undefined,
    request(operation, query, body) {
      const { pointer, described } = find(operation);
      if (described === undefined) return [];
      return [...unknownQuery(description, described, query), ...checkBody(described, pointer, body)].map(
        (problem) => `request ${nameOf(operation)}: ${problem}`,
      );
    },
    answer(operation, { status, json }) {
      const { pointer, described } = find(operation);
      if (described === undefined) return [];
      return checkAnswer(described, pointer, { status, json: asDescribed(json) }).map(
        (problem) => `answer ${status} of ${nameOf(operation)}: ${problem}`,
      );
    },
  };

  function checkBody(described: Json, pointer: string, body: unknown): string[] {
    const schema = jsonSchemaOf(described["requestBody"]);
    if (schema === undefined) return [];
    const known = (schema["properties"] ?? {}) as Json;
    const unknown = Object.keys((body ?? {}) as Json).filter((field) => !(field in known));
    return [
      ...unknown.map((field) => `the field ${field} is not described`),
      ...validate(`${pointer}/requestBody/content/application~1json/schema`, body),
    ];
  }

  function checkAnswer(described: Json, pointer: string, { status, json }: Answer): string[] {
    const responses = described["responses"] as Json;
    const response = responses[String(status)] as Json | undefined;
    // Every operation may be refused in ways that are not listed one by one.
    if (response === undefined)
      return status >= 400 ? validate("/components/schemas/basic-error", json) : ["not described"];
    const place = `${pointer}/responses/${status}`;
    const named = typeof response["$ref"] === "string" ? response["$ref"].slice(1) : undefined;
    const resolved = named === undefined ? response : (lookUp(description, named) as Json);
    if (jsonSchemaOf(resolved) === undefined) return [];
    return validate(`${named ?? place}/content/application~1json/schema`, json);
  }
}

function nameOf({ method, template }: Operation): string {
  return `${method} ${template}`;
}

function pointerOf(keys: readonly string[]): string {
  const escaped = keys.map((key) => encodeURIComponent(key.replaceAll("~", "~0").replaceAll("/", "~1")));
  return `/${escaped.join("/")}`;
}

function lookUp(description: Json, pointer: string): unknown {
  return pointer
    .split("/")
    .slice(1)
    .reduce<unknown>((at, key) => (at as Json)[key], description);
}

function jsonSchemaOf(part: unknown): Json | undefined {
  const content = (part as Json | undefined)?.["content"] as Json | undefined;
  return (content?.["application/json"] as Json | undefined)?.["schema"] as Json | undefined;
}

function unknownQuery(description: Json, described: Json, query: URLSearchParams): string[] {
  const parameters = ((described["parameters"] ?? []) as Json[]).map((one) =>
    typeof one["$ref"] === "string" ? (lookUp(description, one["$ref"].slice(1)) as Json) : one,
  );
  const known = parameters.filter((one) => one["in"] === "query").map((one) => one["name"]);
  return [...query.keys()]
    .filter((name) => !known.includes(name))
    .map((name) => `the parameter ${name} is not described`);
}

/**
 * What GitHub does beside its description: the prose says that a failed upload leaves `starter`, which the list of states
 * does not name; and since July 2026 an attestation has `bundle: null`.
 */
function asDescribed(json: unknown): unknown {
  return JSON.parse(JSON.stringify(json ?? null), (key, value) => {
    if (key === "state" && value === "starter") return "open";
    return key === "bundle" && value === null ? {} : value;
  });
}

/** OpenAPI 3.0 writes `nullable` where JSON Schema has a type `null`. */
function asJsonSchema(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(asJsonSchema);
  if (typeof value !== "object" || value === null) return value;
  const { nullable, ...rest } = Object.fromEntries(
    Object.entries(value as Json).map(([key, part]) => [key, asJsonSchema(part)]),
  );
  return nullable === true ? { anyOf: [rest, { type: "null" }] } : rest;
}
