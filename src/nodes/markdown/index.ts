import { htmlToMarkdown } from './html-to-markdown.js';

export const markdown = [htmlToMarkdown];
