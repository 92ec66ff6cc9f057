// The house as a graph of files: who imports whom, and every way in which that breaks the rules of the house.

/** Layers: which rooms a package may look into. Arrows point down only. */
export const LAYERS: Readonly<Record<string, readonly string[]>> = {
  "@belowline/schema": [],
  "@belowline/migrations": [],
  "@belowline/scraper": ["@belowline/schema"],
  "@belowline/corpus": ["@belowline/schema", "@belowline/migrations"],
  belowline: ["@belowline/schema", "@belowline/scraper", "@belowline/corpus"],
};

/** What a package never imports, whatever its package.json says; `only` turns the list round. */
export const FOREIGN: Readonly<Record<string, { readonly never?: RegExp; readonly only?: RegExp }>> = {
  "@belowline/schema": { never: /^(@crawlee|cheerio|undici|pg$|@electric-sql)/ },
  "@belowline/migrations": { only: /^kysely/ },
  "@belowline/scraper": { never: /^(kysely|pg$|@electric-sql|@belowline\/schema\/tables)/ },
  "@belowline/corpus": { never: /^(@crawlee|cheerio|undici|htmlparser2)/ },
};

/** One package: its manifest's name and dependencies, and its source files by their path within the repository. */
export interface Room {
  readonly name: string;
  readonly dependencies: readonly string[];
  /** Specifier to file: `"."` and the other faces. */
  readonly faces: Readonly<Record<string, string>>;
  readonly files: ReadonlyMap<string, string>;
}

/**
 * The specifiers that a source file imports, type imports and `import()` included. The formatter puts every import at
 * the start of a line, and so nothing that merely talks of imports, in a comment or a string, is taken for one.
 */
export function importsOf(source: string): string[] {
  const code = source.replace(/^\s*(?:\/\/|\/?\*).*$/gm, "");
  const statements = code.matchAll(/^(?:import|export)\b[^;"'`]*?\bfrom\s+"([^"]+)"|^import\s+"([^"]+)"/gm);
  const calls = code.matchAll(/\bimport\(\s*(?:"([^"]+)"|[^)]*)/g);
  return [
    ...[...statements].map((found) => found[1] ?? found[2]!),
    ...[...calls].map((found) => found[1] ?? "(computed)"),
  ];
}

/** `@scope/name/sub` to `@scope/name`. */
export const packageOf = (specifier: string): string =>
  specifier
    .split("/")
    .slice(0, specifier.startsWith("@") ? 2 : 1)
    .join("/");

/** The file that a relative specifier names, seen from another file. */
const near = (from: string, specifier: string): string => new URL(specifier, `file:///${from}`).pathname.slice(1);

/** One line for each broken rule; an empty list is a sound house. */
export function complaints(rooms: readonly Room[]): string[] {
  return [...rooms.flatMap((room) => roomComplaints(room, rooms)), ...circles(rooms)];
}

function roomComplaints(room: Room, rooms: readonly Room[]): string[] {
  const found: string[] = [];
  const used = new Set<string>();
  for (const [path, source] of room.files) {
    for (const specifier of importsOf(source)) {
      if (specifier === "(computed)") found.push(`${path}: import() of a computed name hides what it needs`);
      else if (specifier.startsWith("node:")) continue;
      else if (specifier.startsWith(".")) found.push(...innerComplaints(room, path, specifier));
      else {
        used.add(packageOf(specifier));
        found.push(...outerComplaints(room, rooms, path, specifier));
      }
    }
  }
  for (const name of used) {
    if (!room.dependencies.includes(name)) found.push(`${room.name}: imports ${name} without depending on it`);
  }
  for (const name of room.dependencies) {
    if (!used.has(name)) found.push(`${room.name}: depends on ${name} without importing it`);
  }
  return found;
}

function innerComplaints(room: Room, path: string, specifier: string): string[] {
  const target = near(path, specifier);
  if (!room.files.has(target)) return [`${path}: imports ${specifier}, which is no file of ${room.name}`];
  return /(^|\/)index\.ts$/.test(target) ? [`${path}: imports a face (${specifier}); name the file itself`] : [];
}

function outerComplaints(room: Room, rooms: readonly Room[], path: string, specifier: string): string[] {
  const name = packageOf(specifier);
  const rule = FOREIGN[room.name];
  const home = rooms.find((other) => other.name === name);
  if (rule?.never?.test(specifier) || (rule?.only && !rule.only.test(specifier))) {
    return [`${path}: ${room.name} never imports ${specifier}`];
  }
  if (!home) return [];
  if (!LAYERS[room.name]?.includes(name)) return [`${path}: ${room.name} may not look into ${name}`];
  return home.faces[specifier] ? [] : [`${path}: ${specifier} is no face of ${name}`];
}

/** Circles of files, within and between packages; each is told once, by its files in order. */
function circles(rooms: readonly Room[]): string[] {
  const faces: Record<string, string> = Object.assign({}, ...rooms.map((room) => room.faces));
  const graph = new Map<string, string[]>();
  for (const room of rooms) {
    for (const [path, source] of room.files) {
      const targets = importsOf(source).map((to) => (to.startsWith(".") ? near(path, to) : faces[to]));
      graph.set(
        path,
        targets.filter((to) => to !== undefined),
      );
    }
  }
  const found = new Set<string>();
  const done = new Set<string>();
  const visit = (path: string, trail: readonly string[]): void => {
    const at = trail.indexOf(path);
    if (at >= 0) found.add(`circle: ${[...trail.slice(at), path].join(" -> ")}`);
    if (at >= 0 || done.has(path)) return;
    for (const next of graph.get(path) ?? []) visit(next, [...trail, path]);
    done.add(path);
  };
  for (const path of graph.keys()) visit(path, []);
  return [...found];
}

/** Files whose first line does not say, in a sentence, what they are for. A face may say it in its module comment. */
export function unexplained(files: ReadonlyMap<string, string>): string[] {
  return [...files]
    .filter(([, source]) => {
      const [first = "", second = ""] = source.replace(/^#!.*\n/, "").split("\n");
      return !/^\/\/ \S.{15,}[.:]$/.test(first) && !(first === "/**" && /^ \* \S.{15,}/.test(second));
    })
    .map(([path]) => `${path}: its first line is no sentence that says what it is for`);
}
