import type { CarriedRoot } from "../domain/sigstore/roots-file.ts";

/** A trusted root that its update repository signed, as of a time. */
export interface ProvenRoot extends Pick<CarriedRoot, "instance" | "repository" | "fetched" | "versions" | "sha256"> {
  /** JSON. */
  readonly bytes: Uint8Array;
}

/** Carries trusted roots to where no network is. */
export interface CarriedRoots {
  /** Fetches the newest root of an instance with everything that proves it. Faults: `trust-update-refused`, those of the network. */
  fetch(instance: CarriedRoot["instance"]): Promise<CarriedRoot>;
  /** Proves what was carried, without a socket. Faults: `trust-update-refused`. */
  prove(root: CarriedRoot): Promise<ProvenRoot>;
}
