import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdtempSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Installed, ProgramName } from "../install-program.ts";
import { LOGIN, startTokenServer } from "./token-server.ts";

/** A registry that others wrote, on a port of this machine. */
export interface RealRegistry {
  readonly name: string;
  /** `127.0.0.1:PORT`, or `localhost:PORT` of one that wants a login. */
  readonly host: string;
  /** Where its tokens are given. */
  readonly realm?: string;
  /** Whether gh finds what lies there: it believes the artifact type that the registry says. */
  readonly saysTypes: boolean;
  close(): void;
}

const DEBIAN = "/usr/bin/docker-registry";

/** Starts every registry that is there; the others are named with the reason. */
export async function startRegistries(programs: readonly Installed[]): Promise<{
  readonly registries: readonly RealRegistry[];
  readonly missing: readonly { readonly shape: string; readonly reason: string }[];
}> {
  const registries: RealRegistry[] = [];
  const missing: { shape: string; reason: string }[] = [];
  const start = async (
    name: string,
    program: string | undefined,
    args: (port: number) => string[],
    saysTypes = true,
  ) => {
    if (program === undefined) missing.push({ shape: name, reason: "it is not on this machine" });
    else registries.push(await startOne({ name, program, args, saysTypes }));
  };
  const olareg = pathOf(programs, "olareg");
  const serve = (port: number) => ["serve", "--addr", "127.0.0.1", "--port", String(port), "--store-type", "mem"];
  await start("olareg 0.1.2, with the referrers API", olareg, serve);
  await start("olareg 0.1.2, without it", olareg, (port) => [...serve(port), "--api-referrer=false"]);
  await start("Debian's docker-registry 2.8.2", existsSync(DEBIAN) ? DEBIAN : undefined, (port) => [
    "serve",
    debianConfig(port),
  ]);
  if (existsSync(DEBIAN)) registries.push(await startWithTokens());
  const ggcr = pathOf(programs, "ggcr-registry");
  await start(
    "go-containerregistry 0.22.1, which says a wrong artifact type",
    ggcr,
    (port) => [`127.0.0.1:${port}`],
    false,
  );
  return { registries, missing };
}

export function pathOf(programs: readonly Installed[], name: ProgramName): string | undefined {
  const found = programs.find((one) => one.name === name);
  return found !== undefined && "path" in found ? found.path : undefined;
}

/** As public registries are: nothing without a token, which another server gives. */
async function startWithTokens(): Promise<RealRegistry> {
  const tokens = await startTokenServer();
  const { realm, service, issuer, certificate } = tokens;
  const auth = { token: { realm, service, issuer, rootcertbundle: certificate } };
  const name = "Debian's docker-registry 2.8.2, with bearer tokens";
  const args = (port: number) => ["serve", debianConfig(port, { auth })];
  const registry = await startOne({ name, program: DEBIAN, args, saysTypes: true });
  const close = (): void => {
    registry.close();
    void tokens.close();
  };
  return { ...registry, host: registry.host.replace("127.0.0.1", "localhost"), realm, close };
}

function debianConfig(port: number, more: object = {}): string {
  const folder = mkdtempSync(join(tmpdir(), "capsule-interop-registry-"));
  const storage = { filesystem: { rootdirectory: join(folder, "data") }, delete: { enabled: true } };
  const config = { version: "0.1", log: { level: "warn" }, storage, http: { addr: `127.0.0.1:${port}` }, ...more };
  const path = join(folder, "registry.json");
  // Every JSON document is one of YAML.
  writeFileSync(path, JSON.stringify(config));
  return path;
}

interface Starting {
  readonly name: string;
  readonly program: string;
  readonly args: (port: number) => string[];
  readonly saysTypes: boolean;
}

async function startOne({ name, program, args, saysTypes }: Starting): Promise<RealRegistry> {
  const port = await freePort();
  const child = spawn(program, args(port), { stdio: "ignore" });
  const host = `127.0.0.1:${port}`;
  await answering(host, child, name);
  return { name, host, saysTypes, close: () => void child.kill() };
}

async function answering(host: string, child: ChildProcess, name: string): Promise<void> {
  for (let attempt = 0; attempt < 200; attempt += 1) {
    if (child.exitCode !== null) throw new Error(`${name} ended with ${child.exitCode}`);
    const answer = await fetch(`http://${host}/v2/`).catch(() => undefined);
    if (answer?.status === 200 || answer?.status === 401) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  child.kill();
  throw new Error(`${name} does not answer`);
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() =>
        typeof address === "object" && address !== null ? resolve(address.port) : reject(new Error("no port")),
      );
    });
  });
}

/** Logins for the registries that want one, as Docker keeps them; `identityToken` in the place of name and password. */
export function loginsOf(registries: readonly RealRegistry[], identityToken = false): string {
  const folder = mkdtempSync(join(tmpdir(), "capsule-interop-logins-"));
  const packed = Buffer.from(`${LOGIN.user}:${LOGIN.password}`).toString("base64");
  const login = identityToken ? { identitytoken: LOGIN.identityToken } : { auth: packed };
  const auths = Object.fromEntries(
    registries.filter(({ realm }) => realm !== undefined).map(({ host }) => [host, login]),
  );
  writeFileSync(join(folder, "config.json"), JSON.stringify({ auths }));
  return folder;
}
