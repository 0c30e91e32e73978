import type { Camera } from '../camera.ts';
import type { Stage } from '../stage.ts';
import { after } from './after.ts';
import { asking } from './asking.ts';
import { card } from './card.ts';
import { commands } from './commands.ts';
import { digest } from './digest.ts';
import { extension } from './extension.ts';
import { kinds } from './kinds.ts';
import { week } from './week.ts';

type Scene = (stage: Stage, camera: Camera) => Promise<void>;

/** Each on a stage of its own. In a play the scenes are in the order of the clock: each begins where the one before left it. */
export const PLAYS: Record<string, Scene>[] = [{ commands, asking, card, kinds, extension, week, after }, { digest }];
