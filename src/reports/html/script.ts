/*
 * What makes the page more than a document: themes, a table that can be searched and sorted, pictures to walk down. All of
 * it stands in the page as text and tables too. It reads only what the page carries and writes only text, never markup.
 */

const print = String.raw`
addEventListener("beforeprint",()=>document.querySelectorAll("details:not([open])").forEach(d=>{if(d.closest(".map,.quiet,.held"))return;d.open=true;d.dataset.was=1}));
addEventListener("afterprint",()=>document.querySelectorAll("details[data-was]").forEach(d=>{d.open=false;delete d.dataset.was}));
document.querySelectorAll("[data-scripted]").forEach(e=>e.hidden=false);
`;

const theme = String.raw`
{const b=document.querySelector(".theme"),all=["auto","light","dark"];let at=0;
b.addEventListener("click",()=>{at=(at+1)%3;if(at)document.documentElement.dataset.theme=all[at];else delete document.documentElement.dataset.theme;b.textContent="Theme: "+all[at]})}
`;

const tables = String.raw`
document.querySelectorAll(".finder").forEach(f=>{
const input=f.querySelector("input"),said=f.querySelector("[role=status]"),body=f.querySelector("tbody"),rows=[...body.rows],heads=[...f.querySelectorAll("th")];
const texts=rows.map(r=>r.textContent.toLowerCase());
const find=()=>{const words=input.value.toLowerCase().split(/\s+/).filter(Boolean);let n=0;
rows.forEach((r,i)=>{const yes=words.every(w=>texts[i].includes(w));r.hidden=!yes;if(yes)n++});
said.textContent=words.length?n+" of "+rows.length:rows.length+" in all"};
input.addEventListener("input",find);find();
const value=(r,i)=>{const c=r.cells[i];return c.dataset.sort===undefined?c.textContent:Number(c.dataset.sort)};
const order=new Intl.Collator("en",{numeric:true,sensitivity:"base"});
heads.forEach((h,i)=>{const b=document.createElement("button");b.type="button";b.textContent=h.textContent;h.textContent="";h.append(b);
b.addEventListener("click",()=>{const numeric=rows[0]&&rows[0].cells[i].dataset.sort!==undefined;
const now=h.getAttribute("aria-sort"),up=now?now==="descending":!numeric;
heads.forEach(o=>o.removeAttribute("aria-sort"));h.setAttribute("aria-sort",up?"ascending":"descending");
rows.slice().sort((a,c)=>{const x=value(a,i),y=value(c,i),d=typeof x==="number"?x-y:order.compare(x,y);return up?d:-d}).forEach(r=>body.append(r))})})});
`;

/** Squarified treemaps (Bruls, Huizing, van Wijk, 2000): rows are filled while the worst ratio of sides gets better. */
const maps = String.raw`
{const holder=document.getElementById("contents-data");if(holder){
const data=JSON.parse(holder.textContent),boxes=[...document.querySelectorAll(".map")];let mode="folder";
const human=n=>{const u=["B","kB","MB","GB","TB"];let i=0;while(n>=999.5&&i<4){n/=1000;i++}return (i?Number(n.toPrecision(3)):n)+" "+u[i]};
const squarify=(list,x,y,w,h,done)=>{
const total=list.reduce((s,n)=>s+n.b,0);if(!total)return;
const items=list.filter(n=>n.b>0).sort((a,b)=>b.b-a.b).map(n=>({n,a:n.b/total*w*h}));
const worst=(row,sum,side)=>Math.max(side*side*row[0].a/(sum*sum),sum*sum/(side*side*row[row.length-1].a));
let row=[],sum=0;
const flush=()=>{const wide=w>=h,side=wide?h:w,thick=sum/side;let at=0;
for(const i of row){const len=i.a/thick;done(i.n,wide?x:x+at,wide?y+at:y,wide?thick:len,wide?len:thick);at+=len}
if(wide){x+=thick;w-=thick}else{y+=thick;h-=thick}row=[];sum=0};
for(const i of items){const side=Math.min(w,h);
if(row.length&&worst([...row,i],sum+i.a,side)>worst(row,sum,side))flush();
row.push(i);sum+=i.a}
if(row.length)flush()};
const most=()=>Math.max(...boxes.map(b=>data[b.dataset.map].folder.b));
for(const box of boxes){
const area=box.querySelector(".area"),crumbs=box.querySelector(".crumbs"),told=box.querySelector(".told"),sides=data[box.dataset.map];
let way=[];
const root=()=>sides[mode]||sides.folder;
const say=(n,names)=>{const whole=root().b;told.textContent=[names.join(" › "),human(n.b),(n.b/whole*100).toFixed(n.b/whole<.1?1:0)+" %",n.f?n.f.toLocaleString("en")+(n.f===1?" file":" files"):""].filter(Boolean).join(" · ")};
const draw=focus=>{
const here=way.length?way[way.length-1]:root();
const wide=box.clientWidth,k=way.length?1:Math.max(.3,Math.sqrt(here.b/most())),W=Math.round(wide*k),H=Math.round(Math.min(wide*1.05,500)*k);
area.replaceChildren();area.style.width=k*100+"%";area.style.height=H+"px";
const put=(parts,x,y,w,h,depth,hue,names)=>{let at=0;squarify(parts,x,y,w,h,(n,l,t,cw,ch)=>{
const color=depth===0?at++%8:hue,below=n.p&&n.p.length>0,nested=below&&depth<3&&cw>=96&&ch>=62,small=cw<25||ch<25;
const c=document.createElement(small?"span":"button"),path=[...names,n.n],text=n.t||n.n;
c.className="cell h"+color+" d"+depth+(nested?" nest":"")+(below?" more":"");
c.style.left=l/W*100+"%";c.style.top=t/H*100+"%";c.style.width=cw/W*100+"%";c.style.height=ch/H*100+"%";
c.title=text+" · "+human(n.b);
if(small)c.setAttribute("aria-hidden","true");else{c.type="button";c.tabIndex=-1;
const up=path.slice(0,-1).reverse();c.setAttribute("aria-label",n.n+" "+human(n.b)+(n.t&&n.t!==n.n?", "+n.t:"")+(up.length?", in "+up.join(" in "):"")+(below?", go in":""));
if(cw>=44){const name=document.createElement("b");name.textContent=n.n;c.append(name);
if(nested?cw>=132:ch>=44&&cw>=62){const s=document.createElement("small");s.textContent=human(n.b);c.append(" ",s)}}
c.addEventListener("focus",()=>{area.querySelectorAll("[tabindex='0']").forEach(o=>o.tabIndex=-1);c.tabIndex=0;say(n,path)});
c.addEventListener("click",()=>{if(below){const steps=[];let p=here;for(const name of path){p=p.p.find(q=>q.n===name);steps.push(p)}while(p.p.length===1&&p.p[0].p){p=p.p[0];steps.push(p)}way=[...way,...steps];draw(true)}else say(n,path)})}
c.addEventListener("mouseenter",()=>say(n,path));
area.append(c);
if(nested)put(n.p,l+3,t+25,cw-6,ch-28,depth+1,color,path)})};
put(here.p||[],0,0,W,H,0,0,[]);
const first=area.querySelector("button");if(first){first.tabIndex=0;if(focus)first.focus({preventScroll:true})}
if(!focus)say(here,[way.length?here.t||here.n:here.n]);
crumbs.replaceChildren();crumbs.hidden=!way.length;
[root(),...way].forEach((n,i,all)=>{const li=document.createElement("li"),last=i===all.length-1,e=document.createElement(last?"span":"button");
e.textContent=n.n;if(last)e.setAttribute("aria-current","true");else{e.type="button";e.addEventListener("click",()=>{way=way.slice(0,i);draw(true)})}
li.append(e);crumbs.append(li)})};
const middle=e=>{const r=e.getBoundingClientRect(),tall=e.classList.contains("nest")?24:r.height;return[r.left+r.width/2,r.top+tall/2]};
area.addEventListener("keydown",ev=>{
const dirs={ArrowLeft:[-1,0],ArrowRight:[1,0],ArrowUp:[0,-1],ArrowDown:[0,1]},dir=dirs[ev.key],on=document.activeElement;
if(dir){const[x,y]=middle(on);let best=null,least=Infinity;
area.querySelectorAll("button").forEach(o=>{if(o===on)return;const[a,b]=middle(o),dx=a-x,dy=b-y,along=dx*dir[0]+dy*dir[1],off=Math.abs(dx*dir[1])+Math.abs(dy*dir[0]);
if(along>1&&along+2*off<least){least=along+2*off;best=o}});if(best)best.focus();ev.preventDefault()}
else if(ev.key==="Home"){const f=area.querySelector("button");if(f)f.focus();ev.preventDefault()}
else if((ev.key==="Escape"||ev.key==="Backspace")&&way.length){way=way.slice(0,-1);draw(true);ev.preventDefault()}});
box.draw=reset=>{if(reset)way=[];draw(false)};draw(false)}
document.querySelectorAll("[name=mode]").forEach(r=>r.addEventListener("change",()=>{mode=r.value;boxes.forEach(b=>b.draw(true))}));
let last=innerWidth;addEventListener("resize",()=>{if(innerWidth!==last){last=innerWidth;boxes.forEach(b=>b.draw(false))}})}}
`;

/** The page's one program. Its digest is in the page's policy, so that no other text can run. */
export const script = [print, theme, tables, maps].map((part) => part.trim()).join("\n");
