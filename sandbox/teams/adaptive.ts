import { createRequire } from 'node:module';

/**
 * Microsoft's own card library. Its ES build imports `swiper`, a peer dependency that only the carousel (a 1.6 element,
 * which Teams does not take) needs and that is not installed; the bundled build carries it and parses without a DOM.
 */
export const adaptive = createRequire(import.meta.url)(
  'adaptivecards/dist/adaptivecards.min.js',
) as typeof import('adaptivecards');
