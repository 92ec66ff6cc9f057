// HTML to a tree whose depth and size are bounded, so that a page of a hundred thousand nested elements costs no more than a flat one.
import { type ChildNode, type Document, DomHandler, Element } from "domhandler";
import { Parser } from "htmlparser2";
import { repair } from "./repair.ts";
import { SILENT } from "./text.ts";

/** Browsers stop nesting at this depth too (WebKit and Blink: 512); what lies deeper stands beside, its text kept. */
export const DEEPEST = 512;

/**
 * htmlparser2 keeps its open elements in an array that it shifts at the front, which is quadratic in depth (100,000
 * nested elements: seconds). Beyond the bound an element is opened and closed at once, as a void one is.
 */
class BoundedParser extends Parser {
  readonly #depth: () => number;
  /** Elements closed at once, whose end tags are still to come. */
  #flattened = 0;
  #isOpening = false;
  #isFlat = false;

  constructor(handler: DomHandler, depth: () => number) {
    super(handler);
    this.#depth = depth;
  }

  protected override isVoidElement(name: string): boolean {
    if (super.isVoidElement(name)) return true;
    if (this.#isOpening) {
      this.#isOpening = false;
      this.#isFlat = this.#depth() >= DEEPEST;
      if (this.#isFlat) this.#flattened++;
    }
    return this.#isFlat;
  }

  override onopentagname(start: number, endIndex: number): void {
    this.#isOpening = true;
    this.#isFlat = false;
    super.onopentagname(start, endIndex);
    this.#isOpening = false;
  }

  override onclosetag(start: number, endIndex: number): void {
    this.#isFlat = this.#flattened > 0;
    if (this.#isFlat) this.#flattened--;
    super.onclosetag(start, endIndex);
    this.#isFlat = false;
  }
}

export interface Parsed {
  readonly document: Document;
  /** All that the page writes, in document order. */
  readonly elements: readonly Element[];
  /** Texts and attributes that held UTF-8 read as windows-1252, and were put right. */
  readonly repaired: number;
}

/** A page of more elements has been made by a machine for a machine; a hundred thousand comments have fewer. */
export const MOST_ELEMENTS = 750_000;

class CountingHandler extends DomHandler {
  depth = 0;
  readonly elements: Element[] = [];
  /** Open tags beyond the bound: no elements, their text is kept. They lie within all that are elements. */
  #beyond = 0;
  /** Of these, from the outermost one on whose text nobody reads. */
  #silent = 0;

  override onopentag(name: string, attribs: { [key: string]: string }): void {
    this.depth++;
    if (this.elements.length < MOST_ELEMENTS) {
      // No `[]`: once many of those have lived for long, as on a large page, they are put among the old objects (V8, allocation
      // sites), where they keep the trees of all later pages until the next full collection.
      const element = new Element(name, attribs, Array.of<ChildNode>());
      this.addNode(element);
      this.tagStack.push(element);
      this.elements.push(element);
      return;
    }
    this.#beyond++;
    if (this.#silent > 0 || SILENT.has(name)) this.#silent++;
    else super.ontext("\n");
  }
  override onclosetag(): void {
    this.depth--;
    if (this.#beyond === 0) super.onclosetag();
    else {
      this.#beyond--;
      if (this.#silent > 0) this.#silent--;
    }
  }
  override ontext(text: string): void {
    if (this.#silent === 0) super.ontext(text);
  }
}

/** A document with more nodes than this at its top has no `<html>` around them. */
const MOST_TOPS = 64;

/** The tree alone. */
export const parseBounded = (html: string): Document => parsePage(html).document;

/** Parses a whole document. Scripts, styles and comments stay in the tree. */
export function parsePage(html: string): Parsed {
  const handler = new CountingHandler();
  new BoundedParser(handler, () => handler.depth).end(html);
  const { root } = handler;
  if (root.children.length > MOST_TOPS) {
    // Every selector compares all top nodes with each other (css-select, removeSubsets): minutes for 100,000 of them.
    const wrapper = new Element("html", {}, root.children);
    for (const child of root.children) child.parent = wrapper;
    wrapper.parent = root;
    root.children = [wrapper];
  }
  return { document: root, elements: handler.elements, repaired: repair(html, root) };
}
