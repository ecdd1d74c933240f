import { Fault } from "./fault.ts";

/**
 * Parses the address of a service: https, or http to this machine, without credentials and fragment; with `plain` http to any machine. Fault:
 * `address-refused`, whose message never repeats the address, since a refused one may hold a password.
 */
export function parseWebAddress(text: string, what = "an address", plain = false): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined) throw new Fault("address-refused", `${what} is not a web address`);
  if (url.username !== "" || url.password !== "") throw new Fault("address-refused", `${what} contains credentials`);
  if (url.protocol === "https:" || (url.protocol === "http:" && (plain || isLoopback(url)))) {
    url.hash = "";
    return url;
  }
  throw new Fault("address-refused", `${what} is neither https nor on this machine`);
}

/** Whether the host is this machine by name or number; a name that merely resolves to it is not. */
export function isLoopback(url: URL): boolean {
  const host = url.hostname;
  return host === "localhost" || host.endsWith(".localhost") || host === "[::1]" || /^127\.\d+\.\d+\.\d+$/.test(host);
}

/** Whether a host, with its port if it has one, is written as it is asked: then no other spelling leads to the same place. */
export function isPlainHost(host: string): boolean {
  if (!URL.canParse(`https://${host}`)) return false;
  const url = new URL(`https://${host}`);
  // This machine is asked over http, which has another port by itself.
  return (isLoopback(url) ? new URL(`http://${host}`) : url).host === host;
}

/** A text that may be an address, without what may be a user and a password in it. */
export function withoutLogin(text: string): string {
  const scheme = /^[a-z][a-z0-9+.-]{0,31}:\/\//i.exec(text)?.[0] ?? "";
  const rest = text.slice(scheme.length);
  // What follows the `@` of an image may be its digest, and that of a release its tag.
  const digest = rest.lastIndexOf("@sha256:");
  const at = rest.lastIndexOf("@", digest < 0 ? rest.length : digest - 1);
  return at < 0 || (scheme === "" && !/^[^/@]*:/.test(rest)) ? text : `${scheme}…${rest.slice(at)}`;
}
