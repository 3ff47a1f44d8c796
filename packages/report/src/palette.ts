/** The colours of a page by role. Every pair that meets on the page is checked for contrast by a test. */
export interface Palette {
  /** The page and its quiet panels. */
  readonly paper: string;
  readonly panel: string;
  /** Text, and text that stands back. */
  readonly ink: string;
  readonly soft: string;
  /** Hairlines, and lines that must be seen. */
  readonly rule: string;
  readonly line: string;
  /** The shadow at the edge of a box that has more to show. */
  readonly shade: string;
  /** The dealer and money paid. */
  readonly blue: string;
  readonly blueTint: string;
  /** Losses and defaults. */
  readonly red: string;
  readonly redTint: string;
  /** The outside quotes of the value-based traders. */
  readonly ochre: string;
  readonly band: string;
  /** Four steps of shading behind figures, from little to much. */
  readonly heat1: string;
  readonly heat2: string;
  readonly heat3: string;
  readonly heat4: string;
  /** Four steps behind figures above 0, and four behind figures below it. */
  readonly gain1: string;
  readonly gain2: string;
  readonly gain3: string;
  readonly gain4: string;
  readonly loss1: string;
  readonly loss2: string;
  readonly loss3: string;
  readonly loss4: string;
}

/** Ink on warm paper. */
export const LIGHT: Palette = {
  paper: '#fdfcf9',
  panel: '#f6f3ec',
  ink: '#1d1c1a',
  soft: '#5c5850',
  rule: '#dcd7cb',
  line: '#857f73',
  shade: '#ddd8cd',
  blue: '#20527c',
  blueTint: '#d5e2ec',
  red: '#a2371f',
  redTint: '#f3dcd4',
  ochre: '#7d5600',
  band: '#f4ead3',
  heat1: '#eef3f6',
  heat2: '#dde8ef',
  heat3: '#c8dae6',
  heat4: '#b1cbdc',
  gain1: '#e1ecf3',
  gain2: '#bdd6e6',
  gain3: '#93bad5',
  gain4: '#699dc0',
  loss1: '#f8e6df',
  loss2: '#f0c6b6',
  loss3: '#e59f87',
  loss4: '#d67a5d',
};

/** The same roles on a dark page. */
export const DARK: Palette = {
  paper: '#16181b',
  panel: '#1e2125',
  ink: '#e8e5de',
  soft: '#aaa69c',
  rule: '#363a40',
  line: '#7d8087',
  shade: '#33373d',
  blue: '#8cbce8',
  blueTint: '#233648',
  red: '#f19a84',
  redTint: '#452820',
  ochre: '#dcb765',
  band: '#2f2a1c',
  heat1: '#1c262e',
  heat2: '#21303c',
  heat3: '#273d4d',
  heat4: '#2e4b60',
  gain1: '#1f2d39',
  gain2: '#24425a',
  gain3: '#2b567b',
  gain4: '#306798',
  loss1: '#35241e',
  loss2: '#593022',
  loss3: '#7c3f29',
  loss4: '#9a4c30',
};

/** The palette as custom properties of the style sheet. */
export function cssVariables(palette: Palette): string {
  return Object.entries(palette)
    .map(([role, colour]) => `--${role.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}:${colour}`)
    .join(';');
}
