/** As much of sax as is used. The types of others ask for those of Node, which no browser has. */
declare module "sax" {
  interface QualifiedAttribute {
    readonly prefix: string;
    readonly local: string;
    readonly value: string;
  }

  interface QualifiedTag {
    readonly local: string;
    readonly uri: string;
    readonly attributes: { readonly [name: string]: QualifiedAttribute };
  }

  interface SAXParser {
    readonly line: number;
    readonly position: number;
    readonly startTagPosition: number;
    onerror: (error: Error) => void;
    ondoctype: (doctype: string) => void;
    onprocessinginstruction: (node: { readonly name: string; readonly body: string }) => void;
    onopentag: (tag: QualifiedTag) => void;
    ontext: (text: string) => void;
    oncdata: (text: string) => void;
    onclosetag: (name: string) => void;
    write(chunk: string): SAXParser;
    close(): SAXParser;
  }

  interface SAXOptions {
    readonly xmlns: boolean;
    readonly position: boolean;
    readonly strictEntities: boolean;
    readonly maxEntityCount: number;
  }

  const sax: { parser(strict: boolean, options: SAXOptions): SAXParser };
  export default sax;
  export type { QualifiedTag };
}
