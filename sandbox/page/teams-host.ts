import * as adaptive from 'adaptivecards/dist/adaptivecards.min.js';
import MarkdownIt from 'markdown-it';

const FONT = '"Segoe UI", system-ui, -apple-system, sans-serif';

const markdown = new MarkdownIt({ html: false, breaks: true, linkify: true });
markdown.disable(['image', 'heading', 'lheading', 'code', 'fence', 'table', 'hr']);
markdown.renderer.rules.link_open = (tokens, index, options, _env, self) => {
  tokens[index]?.attrSet('target', '_blank');
  tokens[index]?.attrSet('rel', 'noopener noreferrer');
  return self.renderToken(tokens, index, options);
};

/** Markdown as safe HTML; who is mentioned stands out, other tags in the text come out as text. */
export function html(words: string): string {
  return markdown.render(words.replace(/<at>(.*?)<\/at>/g, '**$1**'));
}

adaptive.AdaptiveCard.onProcessMarkdown = (words, result) => {
  result.outputHtml = html(words);
  result.didProcess = true;
};

function ink(name: string) {
  return { default: `var(--tm-${name})`, subtle: `var(--tm-${name}-soft)` };
}

const foregroundColors = {
  default: ink('ink'),
  dark: ink('ink'),
  light: ink('ink'),
  accent: ink('accent'),
  good: ink('good'),
  warning: ink('warning'),
  attention: ink('attention'),
};

function box(name: string) {
  return { backgroundColor: `var(--tm-box-${name})`, borderColor: 'var(--tm-line)', foregroundColors };
}

/** Like the Teams client's. The colours are the page's custom properties, so that light and dark need one configuration. */
export const hostConfig = new adaptive.HostConfig({
  fontFamily: FONT,
  fontSizes: { small: 12, default: 14, medium: 16, large: 18, extraLarge: 22 },
  fontWeights: { lighter: 400, default: 400, bolder: 600 },
  lineHeights: { small: 16, default: 20, medium: 22, large: 24, extraLarge: 28 },
  spacing: { small: 4, default: 8, medium: 12, large: 16, extraLarge: 20, padding: 16 },
  separator: { lineThickness: 1, lineColor: 'var(--tm-line)' },
  supportsInteractivity: true,
  textBlock: { headingLevel: 3 },
  actions: {
    maxActions: 6,
    spacing: 'default',
    buttonSpacing: 8,
    showCard: { actionMode: 'inline', inlineTopMargin: 12 },
    actionsOrientation: 'horizontal',
    actionAlignment: 'left',
  },
  inputs: {
    label: {
      inputSpacing: 'small',
      requiredInputs: { weight: 'Bolder', color: 'default', suffix: ' *', suffixColor: 'attention' },
      optionalInputs: { weight: 'Bolder', color: 'default' },
    },
    errorMessage: { color: 'attention', weight: 'Default' },
  },
  factSet: {
    title: { weight: 'Bolder', wrap: true, maxWidth: 180 },
    value: { wrap: true },
    spacing: 12,
  },
  containerStyles: {
    default: box('default'),
    emphasis: box('emphasis'),
    accent: box('accent'),
    good: box('good'),
    attention: box('attention'),
    warning: box('warning'),
  },
});
