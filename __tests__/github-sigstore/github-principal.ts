import { utf8 } from "../../src/kernel/der-writer.ts";
import { Fault } from "../../src/kernel/fault.ts";
import type { JsonObject } from "../../src/kernel/json.ts";
import { encodeUtf8 } from "../../src/kernel/utf8.ts";
import { extension } from "../../src/services/local/certificate.ts";
import type { Principal } from "../../src/services/local/certificate-authority.ts";
import { GITHUB_WEB } from "./github-run.ts";

const FULCIO = "1.3.6.1.4.1.57264.1";

/**
 * What Fulcio's public configuration (`config/identity/config.yaml`, `github-workflow`) makes of a token of GitHub: the
 * subject alternative name, and the extensions .2 to .6 as raw text and .9 to .24 as UTF8String, empty ones left out.
 * `web` is what it has as the address of that GitHub.
 */
export function gitHubPrincipal(claims: JsonObject, web = GITHUB_WEB): Principal {
  const claim = (name: string): string => {
    const value = claims[name];
    if (typeof value !== "string") throw new Fault("local-service-refused", `the identity token has no claim ${name}`);
    return value;
  };
  const environment = claims["environment"];
  const raw = {
    2: claim("event_name"),
    3: claim("sha"),
    4: claim("workflow"),
    5: claim("repository"),
    6: claim("ref"),
  };
  const texts = {
    9: `${web}/${claim("job_workflow_ref")}`,
    10: claim("job_workflow_sha"),
    11: claim("runner_environment"),
    12: `${web}/${claim("repository")}`,
    13: claim("sha"),
    14: claim("ref"),
    15: claim("repository_id"),
    16: `${web}/${claim("repository_owner")}`,
    17: claim("repository_owner_id"),
    18: `${web}/${claim("workflow_ref")}`,
    19: claim("workflow_sha"),
    20: claim("event_name"),
    21: `${web}/${claim("repository")}/actions/runs/${claim("run_id")}/attempts/${claim("run_attempt")}`,
    22: claim("repository_visibility"),
    23: typeof environment === "string" ? environment : "",
    24: claim("sub"),
  };
  return {
    subject: { kind: "uri", value: `${web}/${claim("job_workflow_ref")}` },
    issuer: claim("iss"),
    extensions: [...extensions(raw, encodeUtf8), ...extensions(texts, utf8)],
  };
}

function extensions(values: Record<number, string>, encode: (text: string) => Uint8Array): Uint8Array[] {
  return Object.entries(values)
    .filter(([, text]) => text !== "")
    .map(([number, text]) => extension(`${FULCIO}.${number}`, encode(text)));
}
