/** Light and dark as the reader's system has it; on paper always light. Contrast is at least 4.5:1 (WCAG 2.2, 1.4.3). */
export const style = `
:root{color-scheme:light dark;--back:#fff;--card:#f6f7f9;--ink:#1b1f24;--soft:#57606a;--line:#d0d7de;
--good:#116329;--maybe:#7d4e00;--bad:#b3121d;--open:#6639ba;--goodback:#dafbe1;--maybeback:#fff3c9;--badback:#ffe5e3;--openback:#f3e8ff}
@media (prefers-color-scheme:dark){:root{--back:#0f1318;--card:#171c23;--ink:#e6edf3;--soft:#9aa4af;--line:#353d47;
--good:#5cd07a;--maybe:#e3b341;--bad:#ff8f87;--open:#c8a6ff;--goodback:#10301a;--maybeback:#382a05;--badback:#401619;--openback:#2a1e45}}
@media print{:root{color-scheme:light;--back:#fff;--card:#fff;--ink:#000;--soft:#333;--line:#999;
--good:#116329;--maybe:#7d4e00;--bad:#b3121d;--open:#6639ba;--goodback:#fff;--maybeback:#fff;--badback:#fff;--openback:#fff}
form,nav,.hint{display:none!important}summary,tr,.counterexample{break-inside:avoid}h2,h3,h4{break-after:avoid}
body{max-width:none;padding:0;font-size:10pt}.scroll{overflow:visible}svg{min-width:0!important}}
*{box-sizing:border-box}
body{margin:0 auto;padding:1.5rem;max-width:84rem;background:var(--back);color:var(--ink);font:15px/1.5 system-ui,sans-serif;overflow-wrap:break-word}
h1{font-size:1.6rem;line-height:1.25;margin:0 0 .25rem}h2{font-size:1.2rem;margin:2.2rem 0 .6rem}h3{font-size:1rem;margin:1.4rem 0 .4rem;color:var(--soft)}
h4{font-size:.95rem;margin:.9rem 0 .3rem}p{margin:.3rem 0}.soft,.hint,caption{color:var(--soft)}
code,td.code,dd{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,"DejaVu Sans Mono",monospace;font-size:.85em;overflow-wrap:anywhere}
form{position:sticky;top:0;z-index:1;display:flex;flex-wrap:wrap;gap:.4rem 1rem;align-items:end;padding:.7rem 0;background:var(--back);border-bottom:1px solid var(--line)}
form label{display:grid;gap:.1rem;font-size:.85rem;color:var(--soft)}
input,select,button{font:inherit;color:inherit;background:var(--card);border:1px solid var(--soft);border-radius:4px;padding:.3rem .5rem}
input[type=search]{width:18rem;max-width:80vw}output{padding:.35rem 0;color:var(--soft);font-size:.9rem;min-width:12rem}
:focus-visible{outline:2px solid var(--open);outline-offset:2px}
.counts{display:flex;flex-wrap:wrap;gap:.5rem;margin:.8rem 0;padding:0;list-style:none}
.mark{display:inline-block;border:1px solid currentColor;border-radius:1rem;padding:.05rem .6rem;font-size:.8rem;font-weight:600;white-space:nowrap}
.proven{color:var(--good);background:var(--goodback)}.proven-under-assumptions{color:var(--maybe);background:var(--maybeback)}
.refuted{color:var(--bad);background:var(--badback)}.unknown{color:var(--open);background:var(--openback)}.not-applicable{color:var(--soft);background:var(--card)}
details.claim{background:var(--card);border:1px solid var(--line);border-radius:6px;margin:.5rem 0;padding:.1rem .8rem}
details.claim>summary{cursor:pointer;padding:.5rem 0;display:flex;gap:.2rem .8rem;align-items:baseline;flex-wrap:wrap}
summary .id{font-weight:600}summary .question{flex:1 1 24rem;color:var(--soft)}summary .covered{color:var(--soft);font-size:.85rem;white-space:nowrap}
.counterexample{border-left:3px solid var(--bad);padding:.1rem .9rem;margin:.7rem 0}
dl{display:grid;align-items:baseline;grid-template-columns:max-content minmax(0,1fr);gap:.15rem 1rem;margin:.4rem 0}dt{color:var(--soft)}dd{margin:0;grid-column:2}.unbroken{white-space:nowrap}
.scroll{overflow-x:auto}table{border-collapse:collapse;width:100%;margin:.4rem 0 .8rem;font-size:.9rem}caption{text-align:left;padding:.2rem 0}
th,td{text-align:left;vertical-align:top;padding:.3rem .7rem .3rem 0;border-bottom:1px solid var(--line)}th{font-weight:600;white-space:nowrap}
svg{display:block;font:11px ui-monospace,SFMono-Regular,Menlo,Consolas,"DejaVu Sans Mono",monospace;min-width:64rem;max-width:100%;height:auto}
svg .head{font:600 13px system-ui,sans-serif;fill:var(--soft)}svg rect{fill:var(--card);stroke:var(--line)}svg text{fill:var(--ink)}
svg path{fill:none;stroke-width:1.1;opacity:.55}path.allowed{stroke:var(--good)}path.refutes{stroke:var(--bad);stroke-width:2.4;opacity:1}
svg.picked path{opacity:.08}svg.picked path.lit{opacity:1;stroke-width:2.2}svg .box.lit rect{stroke:var(--ink);stroke-width:1.5}
nav{margin:.6rem 0}nav a{margin-right:1rem;white-space:nowrap}a{color:inherit}h2[id]{scroll-margin-top:5rem}details.claim{scroll-margin-top:5rem}
details.more{margin:.6rem 0}details.more>summary{cursor:pointer;color:var(--soft)}svg .box{cursor:pointer}
@media (max-width:40rem){body{padding:.8rem}form{position:static;display:grid}form label,input[type=search],select{width:100%;max-width:none}
summary .question{flex-basis:100%}summary .covered{white-space:normal}details.claim{padding:.1rem .5rem}.counterexample{padding:.1rem .5rem}
.scroll>table{min-width:44rem}dl{grid-template-columns:minmax(0,1fr)}dd{grid-column:1}dt{margin-top:.4rem}h2[id],details.claim{scroll-margin-top:.5rem}}
.key{display:flex;flex-wrap:wrap;gap:.2rem 1.2rem;font-size:.85rem}.key svg{display:inline;min-width:0;vertical-align:middle}
[hidden]{display:none!important}
`.trim();
