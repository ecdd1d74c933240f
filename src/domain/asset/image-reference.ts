import { Fault } from "../../kernel/fault.ts";
import { printable } from "../../kernel/printable.ts";
import { withoutLogin } from "../../kernel/web-address.ts";

/** A container image, by the digest of its manifest or index. */
export interface ImageReference {
  /** Registry and repository, without tag and digest, as subjects of statements name it. */
  readonly name: string;
  /** Hex. */
  readonly sha256: string;
}

// https://github.com/distribution/reference/blob/main/reference.go; the registry is always named, so that nobody adds one.
const HOST = "(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)(?:\\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*(?::[0-9]{1,5})?";
const PART = "[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*";
const NAME = new RegExp(`^${HOST}(?:/${PART})+$`);
const DIGEST = /@sha256:[0-9a-f]{64}$/;
const REGISTRY = /^(?:localhost\/|[^/]*[.:])/;
const MAX_NAME = 255;

/** Parses `registry/repository@sha256:…`. Fault: `usage`, also for a tag, which says nothing beside a digest. */
export function parseImage(text: string): ImageReference {
  const name = text.replace(DIGEST, "");
  if (name === text || !isImageName(name)) {
    throw new Fault("usage", `${printable(withoutLogin(text))} does not name an image by its registry and digest`, {
      hint: "write it as ghcr.io/owner/name@sha256:…, without a tag",
    });
  }
  refuseSecondName(name);
  return { name, sha256: text.slice(-64) };
}

/** Hosts of the registry `docker.io`, which Docker's clients take for the same (distribution/reference, `legacyDefaultDomain`). */
const HUB_HOSTS = /^(?:index|registry-1)\.docker\.io(?=\/)/;

/** A registry has one spelling, since what is asked of its images may depend on it. Fault: `usage`. */
export function refuseSecondName(name: string): void {
  const [host] = HUB_HOSTS.exec(name) ?? [];
  if (host === undefined) return;
  throw new Fault("usage", `${printable(host)} is a second name of the registry docker.io`, {
    hint: `write the image as ${printable(name.replace(HUB_HOSTS, "docker.io"))}`,
  });
}

/** Refuses what is not a registry and repository. Fault: `asset-name-invalid`. */
export function requireImageName(name: string): void {
  if (isImageName(name)) return;
  throw new Fault("asset-name-invalid", `${printable(name)} has no SHA-512, and is not the name of an image`);
}

export function isImageName(name: string): boolean {
  return name.length <= MAX_NAME && NAME.test(name) && REGISTRY.test(name);
}

/** Parses a list, in which a repository stands once: a statement's subjects are told apart by their names. */
export function parseImages(texts: readonly string[]): ImageReference[] {
  const images = texts.map(parseImage);
  refuseTwice(images);
  return images;
}

/** Fault: `usage`. */
export function refuseTwice(images: readonly ImageReference[]): void {
  const twice = images.find(({ name }, index) => images.findIndex((other) => other.name === name) !== index);
  if (twice === undefined) return;
  throw new Fault("usage", `the image ${printable(twice.name)} is named twice`, {
    hint: "name the index of a multi-platform image, which names the images of all platforms",
  });
}
