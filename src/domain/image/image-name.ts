import { Fault } from "../../kernel/fault.ts";
import { printable } from "../../kernel/printable.ts";
import { isPlainHost, withoutLogin } from "../../kernel/web-address.ts";
import { isImageName, refuseSecondName } from "../asset/image-reference.ts";

/** An image as people name it: by tag, by digest, or by both. */
export interface ImageName {
  /** Host and port, as it was written: `ghcr.io`, `localhost:5000`, `docker.io`. */
  readonly registry: string;
  readonly repository: string;
  readonly tag: string | undefined;
  /** `sha256:` and hex. */
  readonly digest: string | undefined;
}

const DIGEST = /@sha256:[0-9a-f]{64}$/;
const TAG = /:([A-Za-z0-9_][A-Za-z0-9._-]{0,127})$/;

/**
 * Parses `registry/repository[:tag][@sha256:…]`; nobody's registry is added. Fault: `usage`, as of `refuseSecondName` too.
 */
export function parseImageName(text: string): ImageName {
  const digest = DIGEST.exec(text)?.[0].slice(1);
  const tagged = digest === undefined ? text : text.slice(0, -digest.length - 1);
  const tag = TAG.exec(tagged)?.[1];
  const name = tag === undefined ? tagged : tagged.slice(0, -tag.length - 1);
  const slash = name.indexOf("/");
  const [registry, path] = [name.slice(0, slash), name.slice(slash + 1)];
  if (!isImageName(name) || !isPlainHost(registry) || (tag === undefined && digest === undefined)) {
    throw new Fault("usage", `${printable(withoutLogin(text))} does not name an image`, {
      hint: "write it as ghcr.io/owner/name@sha256:…, or with a tag as ghcr.io/owner/name:1.2.3, without the port 443",
    });
  }
  refuseSecondName(name);
  // What Docker's hub calls official images lies under `library`.
  const repository = registry === "docker.io" && !path.includes("/") ? `library/${path}` : path;
  return { registry, repository, tag, digest };
}

/** As it is written into statements: without tag and digest. */
export function imagePath({ registry, repository }: ImageName): string {
  return `${registry}/${repository}`;
}
