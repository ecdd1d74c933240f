import { readFileSync } from "node:fs";
import { Version } from "@cyclonedx/cyclonedx-library/Spec";
import { JsonStrictValidator } from "@cyclonedx/cyclonedx-library/Validation";
import { Ajv } from "ajv";
import { corpus } from "../../corpus.ts";

/** What the official CycloneDX schema of a version finds wrong; null for nothing. */
export async function cycloneDxErrors(bytes: Uint8Array, version: "1.6" | "1.7"): Promise<unknown> {
  const validator = new JsonStrictValidator(version === "1.6" ? Version.v1dot6 : Version.v1dot7);
  return validator.validate(new TextDecoder().decode(bytes));
}

/** What the official SPDX 2.3 schema finds wrong; null for nothing, undefined where the schema is not at hand. */
export function spdx23Errors(bytes: Uint8Array): unknown {
  const path = corpus("sbom/schemas/spdx-2.3.schema.json");
  if (path === undefined) return undefined;
  const ajv = new Ajv({ strict: false, logger: false });
  const valid = ajv.validate(JSON.parse(readFileSync(path, "utf8")), JSON.parse(new TextDecoder().decode(bytes)));
  return valid ? null : ajv.errors;
}
