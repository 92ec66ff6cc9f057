// A heap: the largest first, while others come in.

export interface Heap<T> {
  push(one: T): void;
  /** The largest, taken out; undefined when it is empty. */
  pop(): T | undefined;
}

/** `compare` is negative where the first is the smaller one. */
export function heapOf<T>(compare: (a: T, b: T) => number): Heap<T> {
  const held: T[] = [];
  const isAbove = (i: number, j: number): boolean => compare(held[i]!, held[j]!) > 0;
  const swap = (i: number, j: number): void => {
    [held[i], held[j]] = [held[j]!, held[i]!];
  };
  return {
    push(one) {
      let i = held.push(one) - 1;
      for (let parent = (i - 1) >> 1; i > 0 && isAbove(i, parent); i = parent, parent = (i - 1) >> 1) swap(i, parent);
    },
    pop() {
      const top = held[0];
      const last = held.pop();
      if (held.length === 0 || last === undefined) return top;
      held[0] = last;
      for (let i = 0; ; ) {
        let largest = i;
        for (const child of [2 * i + 1, 2 * i + 2]) if (child < held.length && isAbove(child, largest)) largest = child;
        if (largest === i) return top;
        swap(i, largest);
        i = largest;
      }
    },
  };
}
