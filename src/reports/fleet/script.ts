/**
 * Search, filter and order. All services are in the page, so that it can be read, searched and printed without this too.
 * Details are unfolded for paper and folded again afterwards.
 */
export const fleetScript = `
(()=>{
const form=document.querySelector(".find"),list=document.querySelector("ol.fleet"),shown=document.querySelector(".shown");
const all=[...list.children];
const texts=new Map();
const textOf=one=>{let text=texts.get(one);if(text===undefined)texts.set(one,text=[...one.querySelectorAll(".who,ul.open")].map(part=>part.textContent).join(" ").toLowerCase());return text};
const orders={
name:(a,b)=>a.dataset.name.localeCompare(b.dataset.name),
size:(a,b)=>b.dataset.size-a.dataset.size,
score:(a,b)=>a.dataset.score-b.dataset.score,
date:(a,b)=>a.dataset.date<b.dataset.date?1:a.dataset.date>b.dataset.date?-1:0};
const order=new Map(all.map((one,at)=>[one,at]));
orders.need=(a,b)=>order.get(a)-order.get(b);
const apply=()=>{
const words=form.elements.words.value.toLowerCase().split(/\\s+/).filter(Boolean),standing=form.elements.standing.value;
let count=0;
for(const one of all){
const text=words.length?textOf(one):"";
const keep=(!standing||one.dataset.standing===standing)&&words.every(word=>text.includes(word));
one.hidden=!keep;
if(keep)count+=1;
}
shown.textContent=count===all.length?"":count+" of "+all.length+" services shown";
};
const sort=()=>list.append(...[...all].sort((a,b)=>orders[form.elements.order.value](a,b)||orders.need(a,b)));
form.hidden=false;
form.addEventListener("submit",event=>event.preventDefault());
form.elements.words.addEventListener("input",apply);
form.elements.standing.addEventListener("change",apply);
form.elements.order.addEventListener("change",sort);
const reveal=()=>{const one=location.hash.length>1&&document.getElementById(location.hash.slice(1));if(one&&one.hidden){form.elements.words.value="";form.elements.standing.value="";apply();one.scrollIntoView()}};
addEventListener("hashchange",reveal);
if(form.elements.words.value||form.elements.standing.value)apply();
addEventListener("beforeprint",()=>document.querySelectorAll("details:not([open])").forEach(one=>{one.open=true;one.dataset.was=1}));
addEventListener("afterprint",()=>document.querySelectorAll("details[data-was]").forEach(one=>{one.open=false;delete one.dataset.was}));
})();
`.trim();
