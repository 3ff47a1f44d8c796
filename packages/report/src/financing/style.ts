import type { PageText } from '../page.js';
import { STYLE } from '../style.js';
import { FINANCING_STYLE_HASH } from './integrity.js';

/** What the pages of financing economies have beyond those of rings: lines of further modes, the map, and its rounds, which are stepped through without a script. */
const ADDED = `.l-first,.l-second,.l-third,.l-fourth{fill:none;stroke-width:1.5;stroke-linejoin:round}
.l-first{stroke:var(--blue)}.l-second{stroke:var(--ochre);stroke-dasharray:5 3}.l-third{stroke:var(--soft);stroke-dasharray:2 2}.l-fourth{stroke:var(--red);stroke-dasharray:7 3 2 3}
.d-first{fill:var(--blue)}.d-second,.d-third,.d-fourth{fill:var(--paper);stroke-width:1.4}
.d-second{stroke:var(--ochre)}.d-third{stroke:var(--soft)}.d-fourth{stroke:var(--red)}
.ground{fill:var(--panel);stroke:var(--line);stroke-width:1}.market{fill:var(--band);stroke:var(--ochre);stroke-width:1;stroke-dasharray:3 2}.wall{fill:var(--line)}
.p-home{fill:var(--paper);stroke:var(--soft);stroke-width:1.4}.p-going{fill:var(--blue);stroke:var(--paper);stroke-width:.8}.p-market{fill:var(--ink);stroke:var(--paper);stroke-width:.8}.p-back{fill:var(--paper);stroke:var(--blue);stroke-width:1.6}
svg .on-dark{fill:var(--paper);font-weight:600}svg .on-light{fill:var(--ink);font-weight:600}svg .many{font-size:8.2px}
#rounds tbody td:last-child{min-width:10rem}
.key.line{width:1.7rem}
.steps{position:relative;display:flex;flex-wrap:wrap;gap:.3rem .35rem;align-items:baseline;margin:.4rem 0 1rem}
.steps>span{font-size:.86rem;color:var(--soft);margin-right:.4rem}
.steps>input{position:absolute;opacity:0;width:1px;height:1px;margin:0}
.steps>label{font:.8rem/1.3 system-ui,sans-serif;min-width:1.9rem;text-align:center;border:1px solid var(--line);border-radius:3px;padding:.15rem .4rem;cursor:pointer}
.steps>input:checked+label{background:var(--ink);border-color:var(--ink);color:var(--paper)}
.steps>input:focus-visible+label{outline:2px solid var(--blue);outline-offset:2px}
.steps>.frame{order:1;display:none;flex:0 0 100%;min-width:0;margin-top:.8rem}
.steps>input:checked+label+.frame{display:block}
.frame .pair{margin-bottom:0}
.frame figure>svg{max-width:46rem}
`;

/** The style sheet of financing economies. */
export const FINANCING_STYLE: PageText = { text: `${STYLE}${ADDED}`, hash: FINANCING_STYLE_HASH };
