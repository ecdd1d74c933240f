export { systemFiles } from "../../../world/files/files.ts";
