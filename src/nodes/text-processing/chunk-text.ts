import { defineNode, NodeError, pin } from '../../engine/index.js';
import { chunksOf } from './chunks.js';

export const chunkText = defineNode({
  name: 'chunk_text_char',
  title: 'Character Chunk Text',
  doc: 'Cuts a text into pieces of a size that models take: between paragraphs, else lines, sentences, words or signs.',
  category: 'AI/Preprocessing',
  longRunning: true,
  inputs: {
    exec_in: pin.exec('Input', 'Cuts the text.'),
    text: pin.string('Text', 'The text.'),
    capacity: pin.position('Capacity', 'Characters of a piece, at most.', { default: 512 }),
    overlap: pin.position(
      'Overlap',
      'Characters, at most, that a piece repeats of the one before.',
      {
        default: 20,
      },
    ),
    markdown: pin.boolean('Markdown', 'Whether the text is Markdown: then before headings first.', {
      default: true,
    }),
  },
  outputs: {
    exec_out: pin.exec('Output', 'Goes on here.'),
    chunks: pin.array(pin.string('Chunks', 'The pieces, without blanks around them.')),
  },
  bind: ({ inputs: { text, capacity, overlap, markdown }, outputs: { exec_out, chunks } }) => {
    return (at) => {
      exec_out.off(at);
      const most = capacity.read(at);
      const shared = overlap.read(at);
      if (shared >= most) throw new NodeError('overlap must be less than capacity');
      const found = chunksOf(text.read(at), most, shared, markdown.read(at), at.limits.arrayItems);
      chunks.write(at, found);
      exec_out.on(at);
    };
  },
});
