// Ids and pseudonyms: the same thing always gets the same one, different things different ones.
import {
  articleId,
  commentId,
  digestOfFields,
  keyFingerprint,
  newPrivacyKey,
  type PrivacyKey,
  privacyOf,
  publisherId,
  threadId,
} from "@belowline/schema";
import { describe, expect, it } from "vitest";

describe("ids", () => {
  it("are UUIDs of version 8, made of the thing alone", () => {
    const id = articleId("https://news.example/a");
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(articleId("https://news.example/a")).toBe(id);
    expect(publisherId("https://news.example/a")).not.toBe(id);
    expect(threadId("ab", "c", "d")).not.toBe(threadId("a", "bc", "d"));
  });

  it("of one thread's comments share their beginning, of two threads' not", () => {
    const [one, two] = [threadId("p", "wordpress", "1"), threadId("p", "wordpress", "2")];
    expect(commentId(one, "7").slice(0, 13)).toBe(commentId(one, "8").slice(0, 13));
    expect(commentId(one, "7").slice(0, 13)).not.toBe(commentId(two, "7").slice(0, 13));
    expect(commentId(one, "7")).not.toBe(commentId(one, "8"));
  });

  it("never change: a corpus made today must be readable tomorrow", () => {
    expect(articleId("https://news.example/a")).toBe("f1d7f269-ec3b-88e1-aa37-18d8fba2fede");
    expect(commentId(threadId("news.example", "wordpress", "https://news.example/?p=1"), "7")).toBe(
      "4625db8a-5d40-8ee6-b168-2776781633cf",
    );
  });
});

describe("pseudonyms", () => {
  const key = new Uint8Array(32).fill(7) as PrivacyKey;
  const privacy = privacyOf("pseudonym", key);

  it("are the same for one name at one publisher and differ elsewhere", () => {
    const ada = privacy.author("news.example", { name: "Ada  L." });
    expect(ada).toEqual({
      id: expect.stringMatching(/^c_[a-z2-7]{16}$/),
      name: null,
      called: [expect.stringMatching(/^f_[a-z2-7]{16}$/), expect.stringMatching(/^n_[a-z2-7]{16}$/)],
    });
    expect(privacy.author("news.example", { name: " Ada L. " })).toEqual(ada);
    expect(privacy.author("other.example", { name: "Ada L." })?.id).not.toBe(ada?.id);
    expect(privacy.author("news.example", { name: "ada l." })?.id).not.toBe(ada?.id);
    expect(privacyOf("pseudonym", newPrivacyKey()).author("news.example", { name: "Ada L." })?.id).not.toBe(ada?.id);
  });

  it("have marks of what somebody is called, in any spelling, which differ elsewhere and tell nobody the name", () => {
    const marks = (publisher: string, name: string) => privacy.author(publisher, { name, key: "1" })?.called;
    expect(marks("news.example", "Ada L.")?.[1]).toBe(marks("news.example", "ada-l")?.[0]);
    expect(marks("news.example", "Ada L.")).not.toEqual(marks("other.example", "Ada L."));
    expect(marks("news.example", "Ada L.")?.[1]).toBe(`n_${privacy.mark("news.example", "adal")}`);
    expect(marks("news.example", "Guest")).toEqual([]);
    expect(privacyOf("raw", key).author("news.example", { name: "Ada" })).not.toHaveProperty("called");
  });

  it("keep the name only when asked to, and nothing when told to drop it", () => {
    expect(privacyOf("raw", key).author("news.example", { name: "Ada" })?.name).toBe("Ada");
    expect(privacyOf("drop", key).author("news.example", { name: "Ada" })).toBeNull();
    expect(privacy.author("news.example", { name: " " })).toBeNull();
    expect(privacy.author("news.example", null)).toBeNull();
  });

  it("come from a key that its fingerprint does not give away", () => {
    expect(keyFingerprint(key)).toMatch(/^[0-9a-f]{16}$/);
    expect(keyFingerprint(key)).not.toBe(keyFingerprint(newPrivacyKey()));
  });
});

it("tells a missing field from an empty one", () => {
  expect(digestOfFields(["a", null])).not.toBe(digestOfFields(["a", ""]));
  expect(digestOfFields(["ab", "c"])).not.toBe(digestOfFields(["a", "bc"]));
});
