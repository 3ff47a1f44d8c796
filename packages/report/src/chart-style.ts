/**
 * How drawings look. Nothing is told apart by colour alone: kinds of lines also differ by dashes or labels, kinds of bars by place or stripes.
 *
 * @param face - the typeface of labels
 */
export function chartStyle(face: string): string {
  return `figure{margin:0 0 .8rem}
figcaption{font-size:.88rem;line-height:1.45;color:var(--soft);margin-bottom:.5rem;max-width:36rem}
figcaption b{color:var(--ink);font-weight:600}
figure>svg{display:block;width:100%;max-width:29rem;height:auto;overflow:visible}
.key{width:.85rem;height:.85rem;flex:none;align-self:center}
svg text{font:11px ${face};fill:var(--ink);font-variant-numeric:lining-nums tabular-nums}
svg .tick,svg .axis,svg .t-soft{fill:var(--soft)}
svg .axis{font-style:italic}
svg .t-blue{fill:var(--blue)}svg .t-red{fill:var(--red)}svg .t-ochre{fill:var(--ochre)}
svg .strong{font-weight:600}
svg .on{fill:var(--ink)}
svg .halo{paint-order:stroke;stroke:var(--paper);stroke-width:3px;stroke-linejoin:round}
svg .dense{stroke-width:1}
.grid{stroke:var(--rule);stroke-width:1}
.base{stroke:var(--line);stroke-width:1}
.l-blue,.l-red,.l-ochre,.l-soft,.l-link{fill:none;stroke-width:1.5;stroke-linejoin:round}
.l-blue{stroke:var(--blue)}.l-red{stroke:var(--red);stroke-width:2}.l-ochre{stroke:var(--ochre);stroke-width:1;stroke-dasharray:1 2}
.l-soft{stroke:var(--soft);stroke-width:1.25}.dashed{stroke-dasharray:4 3}
.l-link{stroke:var(--line);stroke-width:1}
.a-blue{fill:var(--blue-tint)}.a-band{fill:var(--band)}
.f-blue{fill:var(--blue)}.f-red{fill:var(--red)}
.f-off{fill:url(#stripes)}
.ribbon{fill:var(--blue-tint);stroke:var(--paper);stroke-width:.5}
.m-in{fill:var(--blue)}
.m-out{fill:var(--paper);stroke:var(--ochre);stroke-width:1.2;stroke-linejoin:round}
.m-root{fill:var(--paper);stroke:var(--red);stroke-width:1.75}
.m-hit{fill:var(--red);stroke:var(--red);stroke-width:1.75}
.s0{fill:var(--heat4)}.s1{fill:var(--heat3)}.s-rest{fill:var(--heat1);stroke:var(--rule)}
.st{stroke:var(--red);stroke-width:2}.st-b{fill:var(--red-tint)}
${shades('g', 'gain')}
${shades('l', 'loss')}
.z{fill:var(--panel)}.v0{fill:none;stroke:var(--line);stroke-dasharray:3 3}.vx{fill:none;stroke:var(--rule)}
svg .cell{font-size:10.5px}
.p-in{fill:var(--blue-tint);stroke:var(--blue)}.p-same{fill:var(--paper);stroke:var(--soft)}.p-out{fill:var(--red);stroke:var(--paper);stroke-width:.8}
.edge{stroke:var(--blue);stroke-width:.5}.f-soft{fill:var(--line)}
.w{stroke:var(--ink);stroke-width:2;fill:none}.w-dot{fill:var(--ink);stroke:var(--paper);stroke-width:1}.w-open{fill:var(--paper);stroke:var(--ink);stroke-width:1.6}
`;
}

/** Four steps of a scale: what is filled with them. */
function shades(kind: string, role: string): string {
  return [1, 2, 3, 4].map((step) => `.${kind}${step}{fill:var(--${role}${step})}`).join('');
}

/** The stripes of what was written off, to be defined once on the page. */
export const STRIPES: string =
  '<svg class="quiet" width="0" height="0" aria-hidden="true"><defs><pattern id="stripes" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect class="st-b" width="5" height="5"/><line class="st" x1="0" y1="0" x2="0" y2="5"/></pattern></defs></svg>';
