/** The bundled build, see sandbox/teams/adaptive.ts for why. */
declare module 'adaptivecards/dist/adaptivecards.min.js' {
  export * from 'adaptivecards';
}

declare module '*.css';
