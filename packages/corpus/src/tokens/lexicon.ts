// Lexicon: types under numbers of its own, looked up by the signs of a text, so that no string is made for a word that is known.
import type { Rules } from "./rules.ts";
import { AS_WRITTEN, BY_RULES, type Folding, LOWER } from "./word-scan.ts";

export interface Lexicon {
  /** The number, from 1, of the form that text[start..end) folds to; what was not there is added. */
  of(text: string, start: number, end: number, folding: Folding, rules: Rules): number;
  form(number: number): string;
  /** The largest number. */
  readonly size: number;
}

export function lexicon(): Lexicon {
  let size = 0;
  let slots = new Int32Array(1 << 16);
  let hashes = new Int32Array(1 << 15);
  /** Where the signs of a form end in `signs`; they begin where those of the form before end. */
  let ends = new Int32Array(1 << 15);
  let signs = new Uint16Array(1 << 18);

  const find = (text: string, start: number, end: number, asWritten: boolean): number => {
    let hash = end - start;
    for (let at = start; at < end; at++) {
      const code = text.charCodeAt(at);
      hash = Math.imul(hash ^ (asWritten ? code : LOWER[code]!), 0x01000193);
    }
    hash ^= hash >>> 15;
    const mask = slots.length - 1;
    let slot = hash & mask;
    for (let number = slots[slot]!; number !== 0; number = slots[slot]!) {
      if (hashes[number] === hash && same(number, text, start, end, asWritten)) return number;
      slot = (slot + 1) & mask;
    }
    return add(hash, text, start, end, asWritten);
  };

  const same = (number: number, text: string, start: number, end: number, asWritten: boolean): boolean => {
    const first = ends[number - 1]!;
    if (ends[number]! - first !== end - start) return false;
    for (let i = 0; i < end - start; i++) {
      const code = text.charCodeAt(start + i);
      if (signs[first + i] !== (asWritten ? code : LOWER[code])) return false;
    }
    return true;
  };

  const add = (hash: number, text: string, start: number, end: number, asWritten: boolean): number => {
    size++;
    if (size === ends.length) {
      [hashes, ends] = [wider(hashes), wider(ends)];
      slots = new Int32Array(slots.length * 2);
      for (let number = 1; number < size; number++) slots[free(hashes[number]!)] = number;
    }
    const first = ends[size - 1]!;
    const last = first + end - start;
    while (last > signs.length) {
      const old = signs;
      signs = new Uint16Array(old.length * 2);
      signs.set(old);
    }
    for (let i = first; i < last; i++) {
      const code = text.charCodeAt(start + i - first);
      signs[i] = asWritten ? code : LOWER[code]!;
    }
    [hashes[size], ends[size]] = [hash, last];
    slots[free(hash)] = size;
    return size;
  };

  const free = (hash: number): number => {
    const mask = slots.length - 1;
    let slot = hash & mask;
    while (slots[slot] !== 0) slot = (slot + 1) & mask;
    return slot;
  };

  return {
    of(text, start, end, folding, rules) {
      if (folding !== BY_RULES) return find(text, start, end, folding === AS_WRITTEN);
      const form = rules.fold(text.slice(start, end));
      return find(form, 0, form.length, true);
    },
    form: (number) => String.fromCharCode(...signs.subarray(ends[number - 1]!, ends[number]!)),
    get size() {
      return size;
    },
  };
}

function wider(old: Int32Array<ArrayBuffer>): Int32Array<ArrayBuffer> {
  const grown = new Int32Array(old.length * 2);
  grown.set(old);
  return grown;
}
