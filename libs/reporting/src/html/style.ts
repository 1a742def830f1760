import { palette } from '../charts/palette.ts';

const sans = `Inter,"Segoe UI","Helvetica Neue",Arial,"Liberation Sans",sans-serif`;
const serif = `"Source Serif 4","Source Serif Pro",Charter,Georgia,"Liberation Serif",serif`;

/** The page's style sheet: one column on a telephone, two on a desk, plain on paper. */
export const style = `
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%}
body{margin:0;background:#fff;color:${palette.body};font:16px/1.55 ${sans}}
main,header>div,footer>div{max-width:1080px;margin:0 auto;padding:0 24px}
header{background:${palette.ink};color:#DDE4EE;padding:44px 0 36px}
header h1{color:#fff;font:600 38px/1.15 ${serif};margin:6px 0 12px;text-wrap:balance}
header p{margin:0;max-width:70ch}
header p.meta{max-width:none}
header .meta{margin-top:18px;font-size:14px;color:#B9C4D3}
header .meta code{color:#DDE4EE}
.kicker{font-size:13px;letter-spacing:.08em;text-transform:uppercase}
h2,h3{color:${palette.ink};text-wrap:balance}
h2{font:600 27px/1.25 ${serif};margin:0 0 10px}
h3{font:600 16px/1.35 ${sans};margin:26px 0 6px}
section{padding:44px 0 30px;border-top:1px solid ${palette.rule}}
section:first-of-type{border-top:0}
.answer{font-size:19px;line-height:1.5;color:${palette.ink};margin:0 0 18px;max-width:72ch}
.so{background:${palette.panel};border-left:4px solid ${palette.blue};padding:12px 16px;margin:22px 0 0;max-width:80ch}
.so b{color:${palette.ink}}
.note{font-size:14px;color:${palette.muted};max-width:80ch}
.source{font-size:13px;color:${palette.muted};margin:16px 0 0}
.source a{color:${palette.muted};overflow-wrap:anywhere}
a{color:${palette.blue}}
a.n{color:inherit;text-decoration:underline dotted ${palette.grey} 1px;text-underline-offset:3px}
a.n data{font-weight:600;white-space:nowrap}
.ci{color:${palette.muted};font-size:.86em}
.cards{display:grid;grid-template-columns:repeat(4,minmax(0,1fr));gap:14px;padding:0;margin:0;list-style:none}
.cards li{border:1px solid ${palette.rule};border-radius:8px;padding:14px 16px 12px;display:flex;flex-direction:column}
.cards .label{font-size:14px;line-height:1.35;color:${palette.body};order:2}
.cards .big{font:600 30px/1.15 ${serif};color:${palette.ink};margin-bottom:4px}
.cards .big a.n{text-decoration:none}
.cards .ci{display:block;font-size:13px;order:3;margin-top:2px}
.cards .from{order:4;margin-top:auto;padding-top:8px;font-size:12px}
.cards .from{overflow-wrap:anywhere}
.cards .from a{color:${palette.muted}}
.pair{display:grid;grid-template-columns:repeat(2,minmax(0,1fr));gap:8px 44px;align-items:start}
figure{margin:14px 0 0}
figure svg{display:block;width:100%;max-width:510px;height:auto}
svg text{font-family:${sans}}
figcaption{font-weight:600;font-size:15px;color:${palette.ink};margin-bottom:8px}
.scroll{overflow-x:auto;margin-top:14px}
table{border-collapse:collapse;width:100%;font-size:14px;font-variant-numeric:tabular-nums}
caption{text-align:left;font-weight:600;font-size:15px;color:${palette.ink};padding-bottom:6px}
th,td{padding:7px 12px 7px 0;border-bottom:1px solid ${palette.rule};text-align:left;vertical-align:top}
thead th{font-weight:600;color:${palette.muted};border-bottom-color:${palette.grey};vertical-align:bottom}
tbody th{font-weight:500;color:${palette.ink}}
.r{text-align:right}
td.r,th.r{padding-right:16px}
td .ci{white-space:nowrap}
td .ci,.hint{display:block}
.hint{font-weight:400;font-size:13px;color:${palette.muted}}
td.bar{min-width:150px;white-space:nowrap}
td.bar span{display:inline-block;height:12px;background:${palette.blue};margin-right:8px;vertical-align:-1px;}
td.bar{width:24%}
td.nowrap{white-space:nowrap}
tr.own th,tr.own td{background:#EEF2F8;font-weight:600;color:${palette.ink}}
tr.own .ci{font-weight:400}
.chip{display:inline-block;font-size:12px;font-weight:600;padding:1px 8px;border-radius:9px;white-space:nowrap}
.ok{color:#0B6B5B;background:#E3F1ED}
.watch{color:#7A5000;background:#FBF0DA}
.review{color:#9B3515;background:#F9E4DD}
.what-if{display:grid;grid-template:auto 1fr/minmax(240px,320px) minmax(0,1fr);gap:14px 40px}
#what-if-controls{grid-row:1/span 2}
.what-if p{margin:0}
.moves p{display:grid;grid-template-columns:minmax(0,1fr) auto;gap:0 12px;align-items:baseline;padding:7px 0;font-size:14px}
.moves label{color:${palette.ink};font-weight:500}
.moves output{font-variant-numeric:tabular-nums;font-weight:600;color:${palette.ink}}
.moves input,.moves select{grid-column:1/-1;width:100%;margin:4px 0 0;font:inherit;accent-color:${palette.blue}}
.moves select,.moves button{padding:6px 8px;border:1px solid ${palette.grey};border-radius:6px;background:#fff;color:${palette.ink}}
.moves button{font:inherit;cursor:pointer;justify-self:start}
.answers{display:grid;grid-template-columns:repeat(auto-fit,minmax(210px,1fr));gap:14px;padding:0;margin:0;list-style:none}
.answers>li{border:1px solid ${palette.rule};border-radius:8px;padding:12px 16px;background:#fff}
#what-if-reasons>li{border:0;padding:0 16px}
.answers h3{margin:0 0 2px}
.answers .big{font:600 30px/1.2 ${serif};color:${palette.ink}}
.answers ul{list-style:none;padding:0;margin:10px 0 0;font-size:14px;line-height:1.4}
.answers ul li{display:grid;grid-template-columns:16px minmax(0,1fr);margin:6px 0}
.still .moves input,.still .moves button{display:none}
ul.plain{padding-left:20px;max-width:80ch}
ul.plain li{margin:5px 0}
code{font:13px/1.4 ui-monospace,SFMono-Regular,Menlo,"Liberation Mono",monospace;overflow-wrap:anywhere}
nav{border-bottom:1px solid ${palette.rule}}
nav ul{max-width:1080px;margin:0 auto;padding:10px 24px;list-style:none;display:flex;flex-wrap:wrap;gap:4px 22px;font-size:14px}
nav a{text-decoration:none}
nav a:hover,nav a:focus{text-decoration:underline}
footer{border-top:1px solid ${palette.rule};padding:20px 0 40px;font-size:13px;color:${palette.muted}}
@media (max-width:900px){.cards{grid-template-columns:repeat(2,minmax(0,1fr))}}
@media (max-width:720px){
header{padding:30px 0 26px}
header h1{font-size:29px}
main,header>div,footer>div{padding:0 16px}
nav ul{padding:10px 16px}
h2{font-size:23px}
.answer{font-size:17px}
section{padding:32px 0 22px}
td.bar{min-width:0}
td.bar span{display:none}
.scroll th[scope=row]{min-width:130px}
.pair{grid-template-columns:minmax(0,1fr)}
.what-if{display:flex;flex-direction:column}
#what-if-predictions{order:-1;position:sticky;top:0;gap:0;background:#fff;grid-template-columns:repeat(auto-fit,minmax(96px,1fr));border-bottom:1px solid ${palette.rule}}
#what-if-predictions>li{border:0;padding:8px 8px 8px 0}
#what-if-predictions .big{font-size:22px}
#what-if-reasons>li{padding:0}
.cards{grid-template-columns:repeat(2,minmax(0,1fr));gap:10px}
.cards li{padding:11px 12px}
.cards .big{font-size:24px}
}
@media print{
@page{size:A4;margin:18mm 16mm}
body{font-size:10pt}
header{background:none;color:${palette.body};padding:0 0 12px}
header h1{color:${palette.ink};font-size:24pt}
header .meta,header .meta code{color:${palette.muted}}
nav{display:none}
main,header>div,footer>div{padding:0;max-width:none}
section{padding:14px 0 10px;break-inside:auto}
h2,h3,caption,figcaption{break-after:avoid}
figure,.cards li,tr,.so{break-inside:avoid}
a{color:inherit;text-decoration:none}
a.n{text-decoration:none}
.scroll{overflow:visible}
.moves button{display:none}
}
`.trim();
