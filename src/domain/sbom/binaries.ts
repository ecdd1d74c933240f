import type { BinaryFormat } from "./catalogue.ts";
import { cargoAuditable } from "./formats/cargo-auditable.ts";
import { goBuildInformation } from "./formats/go-build-information.ts";
import { rpmPackage } from "./formats/rpm-package.ts";

/** Every kind of program and package that is read in place; the first that finds something speaks. */
export const BINARIES: readonly BinaryFormat[] = [goBuildInformation, cargoAuditable, rpmPackage];
