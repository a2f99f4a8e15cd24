import { extractLinks } from './extract-links.js';

export const scraping = [extractLinks];
