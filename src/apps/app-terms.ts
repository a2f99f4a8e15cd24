// The words of the ecosystem for apps (board page, 3.1).

export const APP_STATUSES = ['Active', 'Inactive', 'Archived'] as const;
export type AppStatus = (typeof APP_STATUSES)[number];

/** From everybody's to one's own; `Offline` lives on one machine only. */
export const VISIBILITIES = [
  'Public',
  'PublicRequestAccess',
  'Private',
  'Prototype',
  'Offline',
] as const;
export type Visibility = (typeof VISIBILITIES)[number];

export const EXECUTION_MODES = ['Any', 'Local', 'Remote'] as const;
export type AppExecutionMode = (typeof EXECUTION_MODES)[number];

export const CATEGORIES = [
  'Other',
  'Productivity',
  'Social',
  'Entertainment',
  'Education',
  'Health',
  'Finance',
  'Lifestyle',
  'Travel',
  'News',
  'Sports',
  'Shopping',
  'FoodAndDrink',
  'Music',
  'Photography',
  'Utilities',
  'Weather',
  'Games',
  'Business',
  'Communication',
  'Anime',
] as const;
export type Category = (typeof CATEGORIES)[number];

/** Listed in the store: everybody may join, or ask to. */
export const LISTED_VISIBILITIES = ['Public', 'PublicRequestAccess'] as const;
export type ListedVisibility = (typeof LISTED_VISIBILITIES)[number];

/** Listed in the store, so that everybody may know of it. */
export function isListed(visibility: Visibility): visibility is ListedVisibility {
  return visibility === 'Public' || visibility === 'PublicRequestAccess';
}
