// A collected comment against what the platform stated: every field that it tells.
import type { Comment } from "@belowline/schema";
import type { Expected } from "./server.ts";

/** One sentence for each difference; none where the comment is as one of its versions (before or after an edit). */
export function differences(comment: Comment, versions: readonly Expected[], collected: ReadonlySet<string>): string[] {
  if (versions.length === 0) return [`${comment.nativeId} is no comment of this thread`];
  const all = versions.map((version) => compared(comment, version, collected));
  return all.find((one) => one.length === 0) ?? all.at(-1)!;
}

function compared(comment: Comment, expected: Expected, collected: ReadonlySet<string>): string[] {
  const found: string[] = [];
  const same = (field: string, got: unknown, wanted: unknown): void => {
    if (JSON.stringify(got) !== JSON.stringify(wanted))
      found.push(`${comment.nativeId} ${field}: ${JSON.stringify(got)} instead of ${JSON.stringify(wanted)}`);
  };
  same("parent", comment.parent, expected.parent);
  same("orphan", comment.orphan, expected.parent !== null && !collected.has(expected.parent));
  if (expected.parentFrom !== undefined) same("parentFrom", comment.parentFrom, expected.parentFrom);
  if (expected.author !== undefined) same("author", comment.author?.name ?? null, expected.author?.name ?? null);
  if (expected.createdAt !== undefined) same("createdAt", seconds(comment.createdAt?.at), seconds(expected.createdAt));
  if (expected.editedAt !== undefined) same("editedAt", seconds(comment.editedAt?.at), seconds(expected.editedAt));
  if (expected.text !== undefined) same("text", comment.text, expected.text.normalize("NFC"));
  if (expected.state !== undefined) same("state", comment.state, expected.state);
  if (expected.votes !== undefined) same("votes", comment.votes, expected.votes);
  if (expected.permalink !== undefined) same("permalink", comment.permalink, expected.permalink);
  return found;
}

const seconds = (iso: string | null | undefined): number | null => (iso ? Math.floor(Date.parse(iso) / 1000) : null);
