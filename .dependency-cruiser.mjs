/** The arrows between the rooms. Each rule says why it is there and how to mend a break. */
const rule = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to });

// biome-ignore lint/style/noDefaultExport: dependency-cruiser reads a default export
export default {
  forbidden: [
    rule(
      'domain-alone',
      'The rules are pure: bot/domain imports only itself. Pass time, ids and lists in as values.',
      { path: '^bot/domain/' },
      { pathNot: '^bot/domain/' },
    ),
    rule(
      'words-and-views-are-pure',
      'messages and views turn state into words; they know the domain, the view nodes and the lists, nothing else.',
      { path: '^bot/(messages|views)/' },
      { pathNot: '^bot/(domain|messages|views)/|^bot/(view|collaboration)\\.ts$' },
    ),
    rule(
      'bot-knows-nobody',
      'The core knows no platform and no database. Add a port in bot/ports.ts instead.',
      { path: '^bot/' },
      { path: '^(adapters|store|sandbox|tests|bench)/|^main\\.ts$' },
    ),
    rule(
      'bot-has-few-libraries',
      'The core stands on Node, zod and a rate limiter alone.',
      { path: '^bot/' },
      {
        dependencyTypes: ['npm', 'npm-dev', 'npm-optional', 'npm-peer'],
        pathNot: 'node_modules/(zod|rate-limiter-flexible)/',
      },
    ),
    rule(
      'through-the-face',
      'Adapters and stores see the core through bot/index.ts. Export there what they need.',
      { path: '^(adapters|store)/' },
      { path: '^bot/', pathNot: '^bot/index\\.ts$' },
    ),
    rule(
      'adapters-apart',
      'No adapter imports another: what two share belongs in the core.',
      { path: '^adapters/([^/]+)/' },
      { path: '^adapters/', pathNot: '^adapters/$1/' },
    ),
    rule(
      'adapters-know-no-store',
      'An adapter is handed what it needs.',
      { path: '^adapters/' },
      { path: '^(store|sandbox|tests|bench)/|^main\\.ts$' },
    ),
    rule(
      'stores-apart',
      'No store imports the other.',
      { path: '^store/([^/]+)/' },
      { path: '^(store|adapters|sandbox|tests|bench)/|^main\\.ts$', pathNot: '^store/$1/' },
    ),
    rule(
      'sandbox-speaks-http',
      'The sandbox knows the platforms by their public protocols only.',
      { path: '^sandbox/' },
      { path: '^(bot|adapters|store|tests|bench)/|^main\\.ts$' },
    ),
    rule(
      'only-main-starts-the-sandbox',
      'Nothing in the product leans on the sandbox.',
      { path: '^(bot|adapters|store)/' },
      { path: '^sandbox/' },
    ),
    rule(
      'nothing-imports-main',
      'main.ts is the top. Tests may run it.',
      { pathNot: '^(tests|bench)/' },
      { path: '^main\\.ts$' },
    ),
    rule(
      'bolt-stays-home',
      'Slack types stay in adapters/slack.',
      { path: '^(bot|store|main|adapters/(?!slack/))' },
      { path: 'node_modules/@slack/' },
    ),
    rule(
      'teams-sdk-stays-home',
      'One file owns each Teams SDK: changing one means writing that file again.',
      { path: '^(bot|store|main|adapters)', pathNot: '^adapters/teams/sdk/[^/]+\\.ts$' },
      { path: 'node_modules/(botbuilder|botframework|@microsoft/teams)' },
    ),
    rule(
      'teams-sdks-apart',
      'Only one of them is loaded: what both need belongs beside the folder.',
      { path: '^adapters/teams/sdk/' },
      { path: '^adapters/teams/sdk/' },
    ),
    rule(
      'teams-sdk-is-chosen-late',
      'adapters/teams/sdk.ts loads the one that is chosen, by dynamic import.',
      {},
      { path: '^adapters/teams/sdk/', dependencyTypesNot: ['dynamic-import'] },
    ),
    rule(
      'mongodb-stays-home',
      'Driver types stay in store/mongo.',
      { path: '^(bot|adapters|main|store/(?!mongo/))' },
      { path: 'node_modules/mongodb/' },
    ),
    rule(
      'no-circles',
      'Two files that need each other are one file or three.',
      {},
      { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    ),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '\\.d\\.ts$' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default', 'types'] },
  },
};
