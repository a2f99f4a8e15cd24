export const ALLOWED: ReadonlySet<string>;
export function productionLicences(): {
  /** Its folder, from the root of the project. */
  readonly place: string;
  readonly name: string;
  readonly version: string;
  /** SPDX; undefined where nobody has looked it up. */
  readonly licence: string | undefined;
}[];
/** docs/licences.md */
export function licencesPage(): string;
