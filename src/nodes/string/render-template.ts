import { defineNode, inputPerName, NodeError, pin } from '../../engine/index.js';
import { readTemplate, type Template } from './template.js';

export const renderTemplate = defineNode({
  name: 'string_render_template',
  title: 'Render Template',
  doc: 'Fills a template in the language of Jinja: {{ name }}, filters, if, for and set. Every name the template does not set itself is an input.',
  category: 'Utils/String',
  inputs: {
    template: pin.string('Template', 'The template, such as "Hello {{ name | upper }}".'),
  },
  outputs: { rendered: pin.string('Rendered', 'The filled text.') },
  extraPins: 'required',
  onUpdate: inputPerName('template', namesIn),
  bind: ({ inputs: { template }, outputs: { rendered }, extra }) => {
    let source: string | undefined;
    let ready: Template | undefined;
    return (at) => {
      const text = template.read(at);
      if (ready === undefined || text !== source) {
        ready = readTemplate(text);
        source = text;
      }
      const values = new Map(
        ready.names.map((name) => {
          const input = extra.inputs.get(name);
          if (input === undefined) throw new NodeError(`Pin ${name} not found`);
          return [name, input.read(at)];
        }),
      );
      rendered.write(
        at,
        ready.render((name) => values.get(name), at.run.limits.textCharacters),
      );
    };
  },
});

/** While somebody still writes at a template it may make no sense: the inputs then stay as they are. */
function namesIn(text: string): readonly string[] | undefined {
  try {
    return readTemplate(text).names;
  } catch (thrown) {
    if (thrown instanceof NodeError) return undefined;
    throw thrown;
  }
}
