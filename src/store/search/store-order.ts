/** By what finds are ordered; relevance of finds without words is their rating. */
export interface StoreOrder {
  readonly by: 'relevance' | 'rating' | 'popular' | 'newest' | 'updated';
  /** Else the worst, the least or the oldest come first. */
  readonly isDescending: boolean;
}
