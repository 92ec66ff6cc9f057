// Data in scripts, read without running them: what comes out is JSON, whatever stands around it.
import { performance } from "node:perf_hooks";
import { describe, expect, it } from "vitest";
import { assignedJson } from "../../../packages/scraper/src/html/script-state.ts";
import fc from "../../support/property.ts";

const read = (script: string): unknown[] => [...assignedJson(script)].map((json) => JSON.parse(json));

describe("assigned data", () => {
  it.each([
    ['window.__STATE__ = {"a": [1, 2.5, -3e2]};', [{ a: [1, 2.5, -300] }]],
    ['window.__STATE__={"a":1};(function(){start({b:2})})();', [{ a: 1 }]],
    [
      "var state = {a: 'it\\'s', 'b': undefined, c: !0, d: void 0, e: [1,],};",
      [{ a: "it's", b: null, c: true, d: null, e: [1] }],
    ],
    ['window.X = JSON.parse("{\\"a\\":\\"\\\\u00e9\\"}"); go();', [{ a: "é" }]],
    ['window.X = JSON.parse(\'{"a":"it\\x27s"}\')', [{ a: "it's" }]],
    ["a.b = 1; c['d'] = [{}]; e = {f: 'x;y = {g:1}'}", [[{}], { f: "x;y = {g:1}" }]],
  ])("in %s", (script, data) => {
    expect(read(script)).toEqual(data);
  });

  it.each([
    "x = {a: f()}",
    `x = {a: \`\${b}\`}`,
    "x = {",
    "x = JSON.parse(y)",
    "x == {a: 1}",
    "function f() { return {a: 1} }",
  ])("is none in %s", (script) => {
    expect(read(script)).toEqual([]);
  });

  it("is whatever JSON was written, with code on both sides", () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (value) => {
        const json = JSON.stringify(value);
        const same = JSON.parse(json);
        expect(read(`start();\nwindow.S = ${json};\nrun()`)).toEqual([same]);
        expect(read(`window.S = JSON.parse(${JSON.stringify(json)});`)).toEqual([same]);
      }),
    );
  });

  it("costs no more than its length, however it is broken", () => {
    const start = performance.now();
    const long = 200_000;
    for (const script of [
      "x = {".repeat(long),
      `x = ${"[".repeat(long)}`,
      `x = {a: "${"\\".repeat(long)}`,
      "x=".repeat(long),
      "\nx=[1,2,3,".repeat(long),
    ])
      read(script);
    expect(performance.now() - start).toBeLessThan(5000);
  });
});
