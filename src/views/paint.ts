export type Style = "bold" | "dim" | "green" | "red" | "yellow";

/** Colours a text where its reader wants colours, and returns it as it is elsewhere. */
export type Paint = (style: Style, text: string) => string;
