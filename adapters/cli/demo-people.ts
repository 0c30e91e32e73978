/** Names of people who do not exist, with e-mail addresses that can't. */

const FIRST =
  'Anne Bjørn Camilla Dag Eirin Frode Grete Håkon Ingrid Jon Kari Lars Marit Nils Oddny Petter Ragnhild Sindre Tone Ulf Vigdis Øyvind Åse Brage Dina Espen Frida Geir Hilde Ivar Jorunn Kjell Liv Magnus Nora Oskar Pernille'.split(
    ' ',
  );
const LAST =
  'Aune Berg Bakken Dahl Eide Fjeld Gran Haug Iversen Jenssen Krogh Lund Moe Nygård Olsvik Prestmo Rønning Sæther Tangen Ulstad Vik Wold Ystad Østby Ås Brekke Dyrnes Engan Foss Granli Hovde Isdal Kolstad Lia Myhre Nes Opdal Rise Solem Tveit Vold'.split(
    ' ',
  );
/** The n-th person, 0 and up, of this municipality: always the same, and no two names alike below 1500. */
export function madeUpPerson(n: number, municipality: string): { name: string; email: string; language?: 'nn' } {
  // 37 first and 41 last names are both prime in number: the pairs repeat only after 37 * 41.
  const round = Math.floor(n / FIRST.length);
  const first = FIRST[n % FIRST.length] ?? '';
  const last = LAST[(n * 7 + round) % LAST.length] ?? '';
  const email = `${ascii(first)}.${ascii(last)}@${municipality}.example`;
  return { name: `${first} ${last}`, email, ...(n % 11 === 10 ? { language: 'nn' } : {}) };
}

function ascii(name: string): string {
  return name.toLowerCase().replaceAll('æ', 'ae').replaceAll('ø', 'o').replaceAll('å', 'a');
}
