import { readFileSync } from "node:fs";
import { type Agent, Agent as HttpAgent } from "node:http";
import { Agent as HttpsAgent } from "node:https";
import { createSecureContext, rootCertificates, type SecureContext } from "node:tls";
import { getProxyForUrl } from "proxy-from-env";
import { Fault } from "../../kernel/fault.ts";
import { isLoopback } from "../../kernel/web-address.ts";
import type { Env } from "../../ports/env.ts";
import { TunnelAgent } from "./tunnel-agent.ts";

/** How to connect to one address. */
export interface Connection {
  readonly agent: Agent;
  /** Undefined if the certificate authorities of the runtime are enough. */
  readonly secureContext: SecureContext | undefined;
}

export interface Connections {
  for(url: URL): Connection;
}

/** Parallel requests must be parallel: enough sockets for one round of signing to two services of one host. */
const POOL = { keepAlive: true, maxSockets: 128, maxFreeSockets: 128 } as const;
/** Node's own floor is the same, but an option of its environment lowers it; TLS 1.3 is taken if the other side has it. */
export const TLS_FLOOR = "TLSv1.2";
const CA_VARIABLES = ["SSL_CERT_FILE", "NODE_EXTRA_CA_CERTS"];

/** Pools of connections: direct ones, and one tunnel pool per proxy. An idle connection keeps no process alive. */
export function createConnections(env: Env): Connections {
  const direct = { "http:": new HttpAgent(POOL), "https:": new HttpsAgent(POOL) };
  const tunnels = new Map<string, Agent>();
  let trust: { context: SecureContext | undefined } | undefined;
  return {
    for(url) {
      trust ??= { context: ownTrust(env) };
      const proxy = proxyFor(url);
      if (proxy === undefined) {
        return { agent: direct[url.protocol as "http:" | "https:"], secureContext: trust.context };
      }
      const tunnel = tunnels.get(proxy.href) ?? new TunnelAgent(proxy, { ...POOL, minVersion: TLS_FLOOR });
      tunnels.set(proxy.href, tunnel);
      return { agent: tunnel, secureContext: trust.context };
    },
  };
}

/** This machine is never asked through a proxy: it would be another machine's loopback, and in plain text. */
function proxyFor(url: URL): URL | undefined {
  const found = isLoopback(url) ? "" : getProxyForUrl(url.href);
  if (found === "") return undefined;
  const proxy = URL.canParse(found) ? new URL(found) : undefined;
  if (proxy?.protocol !== "http:" && proxy?.protocol !== "https:") {
    throw new Fault("configuration-invalid", `the proxy for "${url.host}" is not an http or https address`, {
      hint: "set HTTPS_PROXY to an address such as http://proxy.example:3128",
    });
  }
  return proxy;
}

/** The runtime's own authorities and those of the user's files. Built once: parsing them costs milliseconds. */
function ownTrust(env: Env): SecureContext | undefined {
  const own = CA_VARIABLES.flatMap((name) => certificates(name, env(name)));
  return own.length === 0
    ? undefined
    : createSecureContext({ ca: [...rootCertificates, ...own], minVersion: TLS_FLOOR });
}

function certificates(variable: string, path: string | undefined): string[] {
  if (path === undefined) return [];
  try {
    const found = readFileSync(path, "utf8").match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g);
    if (found !== null && createSecureContext({ ca: found })) return found;
  } catch {
    // An unreadable file and an unreadable certificate are the same mistake as none.
  }
  throw new Fault("configuration-invalid", `${variable} names a file that holds no readable certificates`);
}
