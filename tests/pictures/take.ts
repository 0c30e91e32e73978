/**
 * Pictures of every surface, one a language, in .cache/pictures/<platform>-<theme>, with a page that shows them side by side:
 * npm run pictures -- [--platform teams] [--theme dark] [--language nn] [--scene card]
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { openBrowser } from '../support/chromium.ts';
import { albumOf } from './album.ts';
import { openCamera } from './camera.ts';
import { SCENES } from './scenes/index.ts';
import { openStage } from './stage.ts';

const PLATFORMS = ['slack', 'teams'] as const;
const THEMES = ['light', 'dark'] as const;
const LANGUAGES = ['nb', 'nn', 'en'] as const;

const { values } = parseArgs({
  options: {
    platform: { type: 'string', default: 'slack' },
    theme: { type: 'string', default: 'light' },
    language: { type: 'string', multiple: true, default: [...LANGUAGES] },
    scene: { type: 'string', multiple: true, default: Object.keys(SCENES) },
  },
});

const [platform] = PLATFORMS.filter((one) => one === values.platform);
const [theme] = THEMES.filter((one) => one === values.theme);
if (!platform || !theme) throw new Error(`--platform ${PLATFORMS.join('|')} --theme ${THEMES.join('|')}`);
const languages = LANGUAGES.filter((one) => values.language.includes(one));
const folder = `.cache/pictures/${platform}-${theme}`;
await mkdir(folder, { recursive: true });

const browser = await openBrowser();
const names = new Set<string>();
for (const language of languages) {
  const stage = await openStage(language, platform);
  const camera = await openCamera(browser, stage, { folder, theme });
  for (const [name, scene] of Object.entries(SCENES)) {
    if (!values.scene.includes(name)) continue;
    try {
      await scene(stage, camera);
    } catch (error) {
      process.exitCode = 1;
      console.error(`${name} in ${language}:`, error);
    }
  }
  for (const name of camera.taken) names.add(name);
  await camera.close();
  await stage.stack.close();
}
await browser.close();
await writeFile(`${folder}/index.html`, await albumOf([...names], languages, folder));
console.log(`${names.size} surfaces in ${languages.join(', ')}: ${folder}/index.html`);
