declare module "proxy-from-env" {
  /** Address of the proxy that the environment names for `url`, or an empty string for none. */
  export function getProxyForUrl(url: string | URL): string;
}
