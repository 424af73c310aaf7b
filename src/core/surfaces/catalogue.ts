import { claudeSurfaces } from './claudeSurfaces';
import { cursorSurfaces } from './cursorSurfaces';
import { editorSurfaces } from './editorSurfaces';
import { hookScriptSurfaces } from './hookScriptSurfaces';
import { manifestSurfaces } from './manifestSurfaces';
import { policySurfaces } from './policySurfaces';
import { promptSurfaces } from './promptSurfaces';
import { smallClientSurfaces } from './smallClientSurfaces';
import type { Surface } from './surface';
import { terminalSurfaces } from './terminalSurfaces';
import { vscodeSurfaces } from './vscodeSurfaces';

/**
 * The governed files. Data only; paths, keys and reload behaviour as in the clients' documentation of
 * 2026 (reference landscape, sections 1–3, 5 and 13). Order matters where patterns overlap: the first
 * match wins, so names that any client may use come last.
 */
export const catalogue: readonly Surface[] = [
  ...policySurfaces,
  ...vscodeSurfaces,
  ...claudeSurfaces,
  ...cursorSurfaces,
  ...editorSurfaces,
  ...terminalSurfaces,
  ...smallClientSurfaces,
  ...hookScriptSurfaces,
  ...promptSurfaces,
  ...manifestSurfaces,
];
