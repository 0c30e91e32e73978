/**
 * Pictures of every surface, one a language, in .cache/pictures/<platform>-<theme>-<device>, with a page that shows them side by side:
 * npm run pictures -- [--platform teams] [--theme light] [--theme dark] [--device desktop] [--device phone] [--language nn] [--scene card]
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { openBrowser } from '../support/chromium.ts';
import { albumOf } from './album.ts';
import { openCamera } from './camera.ts';
import { DEVICES, THEMES } from './lens.ts';
import { PLAYS } from './scenes/index.ts';
import { openStage } from './stage.ts';

const PLATFORMS = ['slack', 'teams'] as const;
const LANGUAGES = ['nb', 'nn', 'en'] as const;

const { values } = parseArgs({
  options: {
    platform: { type: 'string', default: 'slack' },
    theme: { type: 'string', multiple: true, default: ['light'] },
    device: { type: 'string', multiple: true, default: ['desktop'] },
    language: { type: 'string', multiple: true, default: [...LANGUAGES] },
    scene: { type: 'string', multiple: true, default: PLAYS.flatMap(Object.keys) },
  },
});

const [platform] = PLATFORMS.filter((one) => one === values.platform);
const themes = THEMES.filter((one) => values.theme.includes(one));
const devices = DEVICES.filter((one) => values.device.includes(one));
const languages = LANGUAGES.filter((one) => values.language.includes(one));
if (!platform || themes.length === 0 || devices.length === 0) {
  throw new Error(`--platform ${PLATFORMS.join('|')} --theme ${THEMES.join('|')} --device ${DEVICES.join('|')}`);
}
const looks = themes.flatMap((theme) =>
  devices.map((device) => ({ theme, device, folder: `.cache/pictures/${platform}-${theme}-${device}` })),
);
for (const { folder } of looks) await mkdir(folder, { recursive: true });

const browser = await openBrowser();
const names = new Set<string>();
const plays = PLAYS.map((play) => Object.entries(play).filter(([name]) => values.scene.includes(name)));
for (const [language, scenes] of languages.flatMap((one) => plays.map((play) => [one, play] as const))) {
  if (scenes.length === 0) continue;
  const stage = await openStage(language, platform);
  const camera = await openCamera(browser, stage, looks);
  for (const [name, scene] of scenes) {
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
for (const { folder } of looks) {
  await writeFile(`${folder}/index.html`, await albumOf([...names], languages, folder));
  console.log(`${names.size} surfaces in ${languages.join(', ')}: ${folder}/index.html`);
}
