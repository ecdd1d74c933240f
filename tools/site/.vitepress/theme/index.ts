/** The usual theme with the fonts of the reader's system, so that none is fetched. */
export { default } from "vitepress/theme-without-fonts";
