export { systemFiles } from "../../world/files.ts";
