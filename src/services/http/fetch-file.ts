import { Fault } from "../../kernel/fault.ts";
import { printable } from "../../kernel/printable.ts";
import { type RetryPorts, requestWithRetries } from "./request-with-retries.ts";

/** A file of a service that everybody may read, held whole. Faults: those of the HTTP port, `service-busy`, `network-unreachable`. */
export async function fetchFile(ports: RetryPorts, url: string, maxBytes: number): Promise<Uint8Array> {
  const response = await requestWithRetries(ports, { method: "GET", url, maxResponseBytes: maxBytes });
  if (response.status === 200) return response.body;
  const place = printable(new URL(url).host);
  throw new Fault("network-unreachable", `${place} answered with status ${response.status} to the request of a file`);
}

/** An address that an answer gave, which must be at one of the origins of its service. Fault: `response-malformed`. */
export function ownFile(
  address: string,
  { origins, service }: { readonly origins: readonly string[]; readonly service: string },
): string {
  const own = origins.map((one) => new URL(one).origin);
  if (URL.canParse(address) && own.includes(new URL(address).origin)) return address;
  throw new Fault(
    "response-malformed",
    `${service} answered with an address that is not its own: ${printable(address)}`,
  );
}
