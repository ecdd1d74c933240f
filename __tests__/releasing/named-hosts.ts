import http from "node:http";
import https from "node:https";

/**
 * Loaded into npm before it starts (`node --import`): the hosts in NAMED_HOSTS, a JSON object, are those addresses of the loopback
 * instead. npm has no setting for the Sigstore that it signs with, so its names are led to the one of the test.
 */
const NAMED: Readonly<Record<string, string>> = JSON.parse(process.env["NAMED_HOSTS"] ?? "{}");
const { request } = https;

https.request = ((given: https.RequestOptions, ...more: [callback?: (response: http.IncomingMessage) => void]) => {
  const address = NAMED[given.hostname ?? ""];
  if (address === undefined) return request(given, ...more);
  const { hostname, port } = new URL(address);
  const { agent: _, ...rest } = given;
  return http.request({ ...rest, protocol: "http:", hostname, host: hostname, port }, ...more);
}) as typeof https.request;
