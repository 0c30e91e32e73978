/** prom-client ships no types for its single collectors. Each adds its metrics to the registry, read when that is scraped. */
declare module 'prom-client/lib/metrics/*.js' {
  import type { Registry } from 'prom-client';

  function addTo(registry: Registry): void;
  export = addTo;
}
