/** `latest` = the newest frozen version, or the draft when none is frozen. */
export const VERSION_PATTERN = /^(latest|draft|\d{1,9}\.\d{1,9}\.\d{1,9})$/;

/** One exact state of a board. */
export interface BoardRevision {
  readonly appId: string;
  readonly boardId: string;
  /** `draft` or `1.2.3`. */
  readonly version: string;
  /** SHA-256 of the board's JSON text. */
  readonly hash: string;
}
