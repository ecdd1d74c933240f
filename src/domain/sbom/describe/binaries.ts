import { goBuildInformation } from "../ecosystems/go/go-build-information.ts";
import { cargoAuditable } from "../ecosystems/rust/cargo-auditable.ts";
import { rpmPackage } from "../ecosystems/system/rpm-package.ts";
import type { BinaryFormat } from "../model/catalogue.ts";

/** Every kind of program and package that is read in place; the first that finds something speaks. */
export const BINARIES: readonly BinaryFormat[] = [goBuildInformation, cargoAuditable, rpmPackage];
