import type { BinaryFormat } from "./catalogue.ts";
import { goBuildInformation } from "./formats/go-build-information.ts";

/** Every kind of program and package that is read in place; the first that finds something speaks. */
export const BINARIES: readonly BinaryFormat[] = [goBuildInformation];
