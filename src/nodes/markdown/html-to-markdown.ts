import { defineNode, pin } from '../../engine/index.js';
import { toMarkdown } from './to-markdown.js';

export const htmlToMarkdown = defineNode({
  name: 'utils_md_html_to_md',
  title: 'HTML to Markdown',
  doc: 'Writes a page, or a part of one, as Markdown.',
  category: 'Utils/Markdown',
  inputs: {
    exec_in: pin.exec('Input', 'Writes the Markdown.'),
    html: pin.string('Html', 'The HTML; it need not be well formed.'),
    skipped_tags: pin.array(
      pin.string('Tags', 'Names of elements to leave out with all that is in them.', {
        default: ['script', 'style', 'iframe'],
      }),
    ),
  },
  outputs: {
    exec_out: pin.exec('Output', 'Goes on here.'),
    markdown: pin.string('Markdown', 'The Markdown.'),
  },
  bind: ({ inputs: { html, skipped_tags }, outputs: { exec_out, markdown } }) => {
    return (at) => {
      exec_out.off(at);
      const skipped = new Set(skipped_tags.read(at).map((name) => name.toLowerCase()));
      markdown.write(at, toMarkdown(html.read(at), skipped));
      exec_out.on(at);
    };
  },
});
