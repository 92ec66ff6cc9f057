// What standards call the parts of a comment: schema.org in microdata and RDFa, and SIOC, Dublin Core and FOAF, as Drupal 7 prints them.
import type { Element } from "domhandler";

type Attributes = Element["attribs"];

/** The property an element states; RDFa puts some into `rel`. */
const stated = ({ itemprop, property, rel }: Attributes): string | undefined => itemprop ?? property ?? rel;
const test =
  (name: RegExp) =>
  (attribs: Attributes): boolean => {
    const property = stated(attribs);
    return property !== undefined && name.test(property);
  };

export const isText = test(/(?:^|[\s:])(?:text|commentText|articleBody|reviewBody|encoded)(?:\s|$)/);
export const isAuthor = test(/(?:^|[\s:])(?:author|creator|has_creator)(?:\s|$)/);
export const isName = test(/(?:^|[\s:])name(?:\s|$)/);
export const isUpvotes = test(/(?:^|[\s:])upvoteCount(?:\s|$)/);
export const isDownvotes = test(/(?:^|[\s:])downvoteCount(?:\s|$)/);
export const isParent = test(/(?:^|[\s:])(?:parentItem|reply_of|in-reply-to)(?:\s|$)/);
/** The time, where the element tells it as `content` to machines. */
export const timeContent = (attribs: Attributes): string | undefined =>
  attribs.content !== undefined && IS_TIME(attribs) ? attribs.content : undefined;
const IS_TIME = test(/(?:^|[\s:])(?:dateCreated|datePublished|commentTime|created|date)(?:\s|$)/);
