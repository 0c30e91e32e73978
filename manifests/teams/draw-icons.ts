/** Draws the app's two icons: people around a table. `npx tsx manifests/teams/draw-icons.ts` writes them anew. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { deflateSync } from 'node:zlib';

type Colour = [number, number, number];
const GROUND: Colour = [0x1f, 0x3d, 0x4d];
const WHITE: Colour = [0xff, 0xff, 0xff];
const PEOPLE = 6;

/** Red, green, blue, alpha for each pixel, row by row. `ground` absent: transparent, as Teams wants the outline. */
export function draw(size: number, ground?: Colour): Buffer {
  const pixels = Buffer.alloc(size * size * 4);
  for (let y = 0; y < size; y += 1) {
    for (let x = 0; x < size; x += 1) {
      const ink = inkAt((x + 0.5) / size - 0.5, (y + 0.5) / size - 0.5, size);
      const colour = ground ? WHITE.map((white, i) => Math.round(white * ink + (ground[i] ?? 0) * (1 - ink))) : WHITE;
      pixels.set([...colour, ground ? 255 : Math.round(ink * 255)], (y * size + x) * 4);
    }
  }
  return pixels;
}

/** How much of the pixel is drawn, 0 to 1: a ring of dots, and a larger one in the middle. */
function inkAt(x: number, y: number, size: number): number {
  const dots = [{ x: 0, y: 0, radius: 0.13 }];
  for (let n = 0; n < PEOPLE; n += 1) {
    const angle = (2 * Math.PI * n) / PEOPLE - Math.PI / 2;
    dots.push({ x: 0.32 * Math.cos(angle), y: 0.32 * Math.sin(angle), radius: 0.085 });
  }
  const inside = Math.max(...dots.map((dot) => dot.radius - Math.hypot(x - dot.x, y - dot.y)));
  return Math.min(1, Math.max(0, inside * size + 0.5));
}

/** https://www.w3.org/TR/png/: signature, header (8 bits, RGBA), data, end. */
function png(size: number, pixels: Buffer): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(size, 0);
  header.writeUInt32BE(size, 4);
  header.set([8, 6, 0, 0, 0], 8);
  const row = size * 4;
  const rows = Array.from({ length: size }, (_, y) =>
    Buffer.concat([Buffer.from([0]), pixels.subarray(y * row, (y + 1) * row)]),
  );
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(Buffer.concat(rows))),
    chunk('IEND'),
  ]);
}

function chunk(type: string, data: Buffer = Buffer.alloc(0)): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const check = Buffer.alloc(4);
  check.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, check]);
}

function crc32(bytes: Buffer): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  }
  return (crc ^ 0xffffffff) >>> 0;
}

export const ICONS = {
  'color.png': { size: 192, ground: GROUND },
  'outline.png': { size: 32, ground: undefined },
} as const;

if (process.argv[1] === import.meta.filename) {
  for (const [name, { size, ground }] of Object.entries(ICONS))
    writeFileSync(join(import.meta.dirname, name), png(size, draw(size, ground)));
}
