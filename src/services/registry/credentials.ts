import * as v from "valibot";
import { decodeBase64 } from "../../kernel/base64.ts";
import { Fault } from "../../kernel/fault.ts";
import { parseJsonObject } from "../../kernel/json-object.ts";
import { printable } from "../../kernel/printable.ts";
import { decodeUtf8 } from "../../kernel/utf8.ts";
import type { CredentialHelper, RegistryCredentials } from "../../ports/credential-helper.ts";
import type { Env } from "../../ports/env.ts";
import type { Files } from "../../ports/files.ts";

export interface CredentialPorts {
  readonly env: Env;
  readonly files: Files;
  readonly askHelper: CredentialHelper;
  /** Folder of the user; undefined for one without. */
  readonly home: string | undefined;
}

const auth = v.object({
  auth: v.nullish(v.string()),
  username: v.nullish(v.string()),
  password: v.nullish(v.string()),
  identitytoken: v.nullish(v.string()),
});
const configSchema = v.object({
  auths: v.nullish(v.record(v.string(), v.nullish(auth))),
  credHelpers: v.nullish(v.record(v.string(), v.string())),
  credsStore: v.nullish(v.string()),
});

const MAX_CONFIG_BYTES = 1 << 20;
/** Docker's hub has its logins under an address of its first API. */
const HUB = "https://index.docker.io/v1/";

/**
 * How this user logs in to a registry, as Docker and Podman keep it: the files that REGISTRY_AUTH_FILE and DOCKER_CONFIG name, then
 * those of Podman and Docker at their places. The first file that knows the registry counts; a helper for it comes before what stands
 * in the file. Undefined if none knows it. Faults: `configuration-invalid`, those of the helper and of reading.
 */
export async function credentialsFor(
  registry: string,
  ports: CredentialPorts,
): Promise<RegistryCredentials | undefined> {
  for (const path of configPaths(ports)) {
    if ((await ports.files.facts(path))?.kind !== "file") continue;
    const found = await credentialsIn(path, registry, ports);
    if (found !== undefined) return found;
  }
  return undefined;
}

function configPaths({ env, files, home }: CredentialPorts): string[] {
  const docker = env("DOCKER_CONFIG");
  const named = env("REGISTRY_AUTH_FILE");
  const runtime = env("XDG_RUNTIME_DIR");
  const at = (folder: string | undefined, ...names: string[]): string[] =>
    folder === undefined || folder === "" ? [] : [names.reduce((path, name) => files.join(path, name), folder)];
  return [
    ...(named === undefined || named === "" ? [] : [named]),
    ...at(docker, "config.json"),
    ...at(runtime, "containers", "auth.json"),
    ...at(env("XDG_CONFIG_HOME"), "containers", "auth.json"),
    ...at(home, ".config", "containers", "auth.json"),
    ...(docker === undefined ? at(home, ".docker", "config.json") : []),
  ];
}

async function credentialsIn(
  path: string,
  registry: string,
  { files, askHelper }: CredentialPorts,
): Promise<RegistryCredentials | undefined> {
  const config = parseConfig(await files.read(path, MAX_CONFIG_BYTES), path);
  const names = registry === "docker.io" ? [HUB, "docker.io", "index.docker.io"] : [registry, `https://${registry}`];
  const helper = names.map((name) => own(config.credHelpers, name)).find((one) => one !== undefined);
  if (helper !== undefined) return askHelper(helper, names[0]!);
  const stored = names.map((name) => own(config.auths, name)).find((one) => one != null);
  const inFile = stored == null ? undefined : credentialsOf(stored, path);
  if (inFile !== undefined) return inFile;
  return typeof config.credsStore === "string" && config.credsStore !== ""
    ? askHelper(config.credsStore, names[0]!)
    : undefined;
}

function own<T>(record: Readonly<Record<string, T>> | null | undefined, name: string): T | undefined {
  return record != null && Object.hasOwn(record, name) ? record[name] : undefined;
}

function parseConfig(bytes: Uint8Array, path: string): v.InferOutput<typeof configSchema> {
  try {
    const parsed = v.safeParse(configSchema, parseJsonObject(bytes, { what: "the logins" }));
    if (parsed.success) return parsed.output;
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
  }
  throw invalid(path);
}

function credentialsOf(
  { auth: packed, username, password, identitytoken }: v.InferOutput<typeof auth>,
  path: string,
): RegistryCredentials | undefined {
  if (identitytoken) return { kind: "refresh-token", token: identitytoken };
  if (username && password) return { kind: "password", user: username, password };
  if (!packed) return undefined;
  try {
    const text = decodeUtf8(decodeBase64(packed), "the login");
    const colon = text.indexOf(":");
    if (colon > 0) return { kind: "password", user: text.slice(0, colon), password: text.slice(colon + 1) };
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
  }
  throw invalid(path);
}

/** Nothing of the file is shown: it holds passwords. */
function invalid(path: string): Fault {
  return new Fault("configuration-invalid", `the logins in ${printable(path)} cannot be read`, {
    hint: "log in to the registry again",
  });
}
