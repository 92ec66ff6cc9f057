// The classes that themes and plugins give to the parts of a comment.

/** Classes that hold the author's name, the surest first. */
export const AUTHOR = [
  "fn",
  "wp-block-comment-author-name",
  "wpd-comment-author",
  "wc-comment-author",
  "comment-author-name",
  "comment-author-link",
  "author-name",
  "comment_author",
  "comment_name",
  "comment-name",
  "comment-author",
  "author",
  "name",
  "vcard",
];
/** Classes that hold the text and nothing else, the surest first. */
export const CONTENT = [
  "comment-content",
  "wp-block-comment-content",
  "wpd-comment-text",
  "wc-comment-text",
  "comment-text",
  "comment_text",
  "comment__content",
  "comment-entry",
  "entry-comment",
  "comment_body",
  "commenttext",
  "commentText",
  "comtext",
  "format_text",
];
/** Classes that hold a date for people, the surest first. */
export const DATE = [
  "wpd-comment-date",
  "wc-comment-date",
  "comment-date",
  "comment_date",
  "comment-time",
  "comment_time",
  "commentdate",
  "comdate",
  "wp-block-comment-date",
  "date",
];
export const DATE_AROUND = ["comment-metadata", "commentmetadata", "comment-meta"];
/** What speaks of the comment, around its text. */
export const META = [...AUTHOR, ...DATE, ...DATE_AROUND, "says"];
/** Buttons, pictures and notes of the theme, wherever they stand. */
export const CONTROLS = [
  "avatar",
  "reply",
  "comment-reply-link",
  "comment-edit-link",
  "edit-link",
  "comment-awaiting-moderation",
  "children",
  "comment-likes",
  "comment-actions",
  "comment_num",
  "pd-rating",
  "sharedaddy",
];
