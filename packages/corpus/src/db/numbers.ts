// numbersIn(): an array of numbers as the database writes it, {1,NULL,3}: one text is handed over faster than its elements.

export const numbersIn = (array: string): (number | null)[] =>
  JSON.parse(`[${array.slice(1, -1).replaceAll("NULL", "null")}]`) as (number | null)[];
