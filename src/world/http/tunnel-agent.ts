import type { ClientRequest } from "node:http";
import type { Socket } from "node:net";
import { HttpsProxyAgent } from "https-proxy-agent";

/** What a request may carry in its options for this agent. */
export interface TunnelOptions {
  /** Aborts the connection to the proxy; without it, a proxy that never answers would hold the process for good. */
  readonly connectSignal?: AbortSignal;
}

type ConnectOptions = Parameters<HttpsProxyAgent<string>["connect"]>[1];

/** Tunnels through a proxy with CONNECT (RFC 9110 §9.3.6), and can be told to stop waiting for it. */
export class TunnelAgent extends HttpsProxyAgent<string> {
  override connect(request: ClientRequest, options: ConnectOptions & TunnelOptions): Promise<Socket> {
    const { connectSignal } = options;
    // The options of the proxy connection belong to the agent, and are read before `connect` first waits.
    if (connectSignal !== undefined) this.connectOpts = { ...this.connectOpts, signal: connectSignal };
    return super.connect(request, options);
  }
}
