import { chartStyle } from './chart-style.js';
import { cssVariables, DARK, LIGHT } from './palette.js';

const SERIF = `"Iowan Old Style","Palatino Linotype",Palatino,"Book Antiqua","Source Serif 4","Noto Serif",Georgia,"DejaVu Serif",serif`;
const SANS = `"Inter","Helvetica Neue","Segoe UI",Roboto,"Noto Sans","Liberation Sans",Arial,sans-serif`;

const PAGE = `*{box-sizing:border-box}
html{color-scheme:light dark;-webkit-text-size-adjust:100%;text-size-adjust:100%;scroll-padding-top:1rem}
body{margin:0;background:var(--paper);color:var(--ink);font:1rem/1.55 ${SERIF};font-variant-numeric:lining-nums tabular-nums;overflow-wrap:anywhere}
.page{max-width:74rem;margin:0 auto;padding:0 clamp(1rem,4vw,2.5rem) 4rem}
a{color:var(--blue);text-underline-offset:.18em;text-decoration-thickness:1px}
:focus-visible{outline:2px solid var(--blue);outline-offset:2px;border-radius:2px}
.skip{position:absolute;left:1rem;top:-4rem;background:var(--paper);padding:.4rem .8rem;border:1px solid var(--line);z-index:2}
.skip:focus{top:1rem}
h1,h2,h3,h4{font-weight:600;line-height:1.18;text-wrap:balance;margin:0}
h1{font-size:clamp(1.75rem,1.2rem + 2.4vw,2.9rem);letter-spacing:-.012em;max-width:24em}
h2{font-size:1.55rem;letter-spacing:-.006em}
h3{font-size:1.15rem}
h4,.makers h3{font-size:.95rem}
p{margin:0 0 .8rem;max-width:44rem}
small{font-size:.8em}
code{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,"Liberation Mono","DejaVu Sans Mono",monospace;font-size:.86em}
data{white-space:nowrap}
dl,dd,figure,ul{margin:0;padding:0}
[hidden]{display:none!important}
header{padding:clamp(2.2rem,6vw,4.5rem) 0 1.6rem}
.kicker{font:600 .74rem/1.4 ${SANS};letter-spacing:.11em;text-transform:uppercase;color:var(--soft);margin:0 0 .9rem}
.standfirst{font-size:1.16rem;line-height:1.5;color:var(--soft);margin:1rem 0 0}
.facts{display:grid;grid-template-columns:repeat(auto-fill,minmax(8.2rem,1fr));margin-top:1.9rem;border-top:1px solid var(--ink);border-bottom:1px solid var(--rule)}
.facts div{padding:.75rem 1rem .8rem 0}
dt{font:.78rem/1.4 ${SANS};color:var(--soft)}
dt i{font-family:${SERIF}}
.facts dd{font-size:1.12rem;line-height:1.35}
.facts .wide{grid-column:span 3}
.facts small{display:block;color:var(--soft);font-size:.78rem}
.parameters{margin-top:1rem}
.parameters dl{columns:22rem auto;column-gap:2.5rem;margin-top:.8rem}
.parameters dl div{display:flex;justify-content:space-between;gap:1.2rem;border-bottom:1px solid var(--rule);padding:.22rem 0;break-inside:avoid;font-size:.86rem}
.parameters dd{text-align:right;font-family:${SANS};font-size:.82rem}
nav{padding:.2rem 0 1.2rem;font:.86rem/1.5 ${SANS}}
nav ol{list-style:none;margin:0;padding:0;display:flex;flex-wrap:wrap;gap:.35rem 1.4rem}
nav a{text-decoration:none}
nav a:hover{text-decoration:underline}
main>section{padding:2.3rem 0 .6rem;border-top:1px solid var(--rule)}
section>h2{margin-bottom:.6rem}
.intro{color:var(--soft);margin-bottom:1.4rem}
footer{border-top:1px solid var(--ink);margin-top:2.5rem;padding-top:1rem;color:var(--soft);font-size:.86rem}
summary{cursor:pointer;font:.86rem/1.5 ${SANS};color:var(--blue);padding:.25rem 0}
summary small{color:var(--soft);margin-left:.4rem}
`;

const CARDS = `.cards{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(100%,13.5rem),1fr));gap:1.6rem 2rem;margin:1.2rem 0 1.6rem}
.card{border-top:2px solid var(--line);padding-top:.6rem}
.card.loss{border-top-color:var(--red)}
.card.gain{border-top-color:var(--blue)}
.card .value{font-size:2.1rem;line-height:1.25;letter-spacing:-.015em}
.card.loss .value{color:var(--red)}
.card.gain .value{color:var(--blue)}
.card .note{font-size:.86rem;line-height:1.45;color:var(--soft)}
.pair{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,23rem),1fr));gap:1.8rem 3rem;align-items:start;margin-bottom:1.4rem}
.pair>*{min-width:0}
.pair h3{margin:.8rem 0 .5rem}
.chains{margin:0;padding-left:1.6rem;font-size:.92rem}
.chains li{padding:.15rem 0}
.chains small{color:var(--soft)}
.buckets{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,20rem),1fr));gap:2.4rem 2.2rem;align-items:start}
.bucket{min-width:0}
.bucket h3{border-top:2px solid var(--ink);padding-top:.6rem;margin-bottom:.3rem}
.bucket h3 small{font-weight:400;color:var(--soft);display:block;margin-top:.15rem}
.bucket>p{font-size:.9rem;color:var(--soft)}
.over{margin:1rem 0 .3rem}
.makers{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,11.5rem),1fr));gap:.9rem 1.6rem;font-size:.84rem}
.makers h3,.makers h4{border-bottom:1px solid var(--line);padding-bottom:.25rem;margin-bottom:.25rem}
.makers dl div{display:flex;flex-wrap:wrap;justify-content:space-between;gap:0 .8rem;padding:.12rem 0;border-bottom:1px solid var(--rule)}
.makers dd{text-align:right;margin-left:auto}
.cards-of-day{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,19rem),1fr));gap:1.2rem 2.2rem;margin:.6rem 0 1.4rem}
.keys{list-style:none;display:flex;flex-wrap:wrap;gap:.3rem 1.6rem;font-size:.86rem;color:var(--soft);margin-bottom:1.6rem}
.keys li{display:flex;gap:.5rem;align-items:baseline}
.left-out,.none{font-size:.88rem;color:var(--soft);margin:.5rem 0;max-width:none}
`;

const TABLES = `.scroll{container-type:inline-size;overflow-x:auto;max-width:100%;margin:.4rem 0 1.2rem;overscroll-behavior-x:contain;background:linear-gradient(90deg,var(--paper) 40%,transparent) 0 0/3rem 100% local no-repeat,linear-gradient(270deg,var(--paper) 40%,transparent) 100% 0/3rem 100% local no-repeat,linear-gradient(90deg,var(--shade),transparent) 0 0/.9rem 100% no-repeat,linear-gradient(270deg,var(--shade),transparent) 100% 0/.9rem 100% no-repeat}
.scroll.long{max-height:34rem;overflow-y:auto;border-bottom:1px solid var(--line)}
.pair>div>.scroll:first-child{margin-top:0}
table{border-collapse:collapse;font:.8rem/1.4 ${SANS};font-variant-numeric:lining-nums tabular-nums;overflow-wrap:normal}
.scroll>table{min-width:min(100%,34rem)}
.long>table,.days>table,.scroll>.events{min-width:100%}
caption>span{display:inline-block;position:sticky;left:0;max-width:100cqw}
caption{caption-side:top;text-align:left;font:italic .88rem/1.45 ${SERIF};color:var(--soft);padding:0 0 .45rem}
th,td{padding:.34rem .9rem .34rem 0;text-align:left;vertical-align:top;border-bottom:1px solid var(--rule)}
th:last-child,td:last-child{padding-right:.2rem}
thead th{font-weight:600;vertical-align:bottom;border-bottom:1px solid var(--ink);line-height:1.25;max-width:8.5rem}
thead th small{display:block;font-weight:400;color:var(--soft);font-size:.92em}
thead i,small i{font-family:${SERIF}}
tbody th{font-weight:400}
td code{white-space:nowrap}
td bdi,tbody th bdi{overflow-wrap:break-word;display:inline-block;vertical-align:top;max-width:14rem}
.n{text-align:right;white-space:nowrap}
thead th.n{white-space:normal}
.long thead th{position:sticky;top:0;background:var(--paper)}
.total th,.total td{border-top:1px solid var(--ink);border-bottom:0;font-weight:600}
.matrix td{padding:.5rem .7rem}
.matrix th.n{padding-right:.7rem}
.matrix tbody th,.matrix tfoot th{padding-top:.5rem;padding-bottom:.5rem}
.heat1{background:var(--heat1)}.heat2{background:var(--heat2)}.heat3{background:var(--heat3)}.heat4{background:var(--heat4)}
.data{margin:.2rem 0 1rem}
.days>table{font-size:.76rem}
.days th,.days td{padding-right:.62rem}
.day{border-bottom:1px solid var(--rule);padding:.2rem 0}
.day summary{color:var(--ink);font-weight:600}
.day summary small{font-weight:400}
.quiet{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
.events{min-width:100%}
.events th:first-child{padding-right:1.1rem;color:var(--soft)}
.events td:nth-child(3){font-size:.84rem}
.events td bdi{display:inline;overflow-wrap:anywhere;max-width:none}
.filters{display:flex;flex-wrap:wrap;gap:.6rem 1.2rem;align-items:center;font:.84rem/1.4 ${SANS};background:var(--panel);padding:.7rem .9rem;margin:.6rem 0 1rem}
.filters select,.filters button{font:inherit;color:var(--ink);background:var(--paper);border:1px solid var(--line);border-radius:3px;padding:.25rem .45rem;max-width:13rem}
.filters button{cursor:pointer}
.accounts{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(100%,16.5rem),1fr));gap:1.3rem 2rem;margin:.6rem 0 1rem}
.t{width:100%;table-layout:fixed;align-self:start;font-size:.76rem}
.t caption{font:600 .84rem/1.35 ${SERIF};color:var(--ink);padding-bottom:.2rem;overflow-wrap:anywhere}
.t caption small{font-weight:400;color:var(--soft)}
.flag{color:var(--red);font-weight:600;font-size:.86em;border:1px solid var(--red);border-radius:2px;padding:0 .25em}
.t thead th{font-weight:400;color:var(--soft);text-align:center;padding:.1rem 0;max-width:none;border-bottom-color:var(--line)}
.t tbody th,.t tbody td{padding:.14rem .3rem .14rem 0;border-bottom:0;overflow-wrap:anywhere}
.t .n{white-space:normal}
.t td:nth-child(2),.t td[colspan]:first-child{border-right:1px solid var(--line)}
.t thead th:first-child{border-right:1px solid var(--line)}
.t tr>:nth-child(3),.t tr>td[colspan]+th{padding-left:.5rem}
`;

const MEDIA = `@media (max-width:40rem){.facts .wide{grid-column:1/-1}.cards{grid-template-columns:1fr 1fr;gap:1.3rem 1.2rem}.accounts{grid-template-columns:1fr}.card .value{font-size:1.65rem}.events,.events td:nth-child(3){font-size:.74rem}.events th,.events td,.events th:first-child{padding-right:.5rem}.events th.n{white-space:normal;min-width:2.6rem}}
@media (prefers-reduced-motion:no-preference){html{scroll-behavior:smooth}}
@media print{.scroll,.scroll.long{overflow:visible;max-height:none}nav,.filters,.skip{display:none}details::details-content{content-visibility:visible;display:block}}
`;

/** The whole style sheet, for light and dark pages and for paper. */
export const STYLE: string = `:root{${cssVariables(LIGHT)}}
@media (prefers-color-scheme:dark){:root{${cssVariables(DARK)}}}
${PAGE}${CARDS}${TABLES}${chartStyle(SANS)}${MEDIA}`;
