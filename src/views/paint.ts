export type Style = "bold" | "dim" | "green" | "red" | "yellow";

/** Colours a text if its reader wants colours, and returns it as it is elsewhere. */
export type Paint = (style: Style, text: string) => string;
