// Shifts tried in the report's page: the roster that it saves is the program's own, and what it
// says of the cover is what that roster gives.
// node moves_agree.js HEADCOUNT FOLDER
const { execFileSync } = require("child_process");
const assert = require("assert");
const fs = require("fs");
const vm = require("vm");

const [headcount, folder] = process.argv.slice(2);
const file = (name) => folder + "/" + name;
fs.rmSync(folder, { recursive: true, force: true });
execFileSync(headcount, ["demo", folder, "--weeks", "12"]);
execFileSync(headcount, ["plan", file("history.csv"), "--centre", file("centre.json"), "--effort", "0.01", "--out", file("plan")]);
const page = fs.readFileSync(file("plan/report.html"), "utf8");
const own = JSON.parse(fs.readFileSync(file("plan/plan.json"), "utf8"));

/* ---- as much of a browser as the script asks for ---- */
class Node {
  constructor(text) {
    Object.assign(this, { textContent: text || "", hidden: false, disabled: false, children: [], attributes: {}, dataset: {}, heard: {} });
    this.classList = { add() {}, toggle() {} };
  }
  append(...nodes) { this.children.push(...nodes); }
  replaceChildren(...nodes) { this.children = nodes; }
  setAttribute(name, value) { this.attributes[name] = value; }
  removeAttribute(name) { delete this.attributes[name]; }
  getAttribute(name) { return this.attributes[name]; }
  addEventListener(name, act) { this.heard[name] = act; }
  focus() { this.heard.focus(); }
  click() { saved = this.href; }
  say(name, event) { this.heard[name](Object.assign({ preventDefault() {} }, event)); }
}
/* The page as it is opened at an address. */
function browse(page, hash) {
  const byId = {};
  for (const id of ["moves-data", "plan-data"]) { byId[id] = new Node(page.split('id="' + id + '">')[1].split("</script>")[0]); }
  for (const [, id] of page.matchAll(/id="(moves[a-z-]*)"/g)) { byId[id] = byId[id] || new Node(); }
  byId.shifts = new Node();
  byId.moves.scrollIntoView = () => { byId.moves.inView = true; };
  const box = new Node();
  Object.assign(box.dataset, { from: page.match(/data-from="(\d+)"/)[1], to: page.match(/data-to="(\d+)"/)[1] });
  box.viewBox = { baseVal: { width: 1060 } };
  box.getBoundingClientRect = () => ({ width: 530 }); /* half as wide as it was drawn */
  const groups = [...page.matchAll(/<g class="shift" data-shift="(\d+)"><rect class="bar"[^>]* width="([\d.]+)".*?<text[^>]*>([^<]*)<\/text><\/g>/g)].map(([, index, width, words]) => {
    const group = new Node();
    const parts = { ".bar": new Node(), text: new Node(words) };
    group.dataset.shift = index;
    group.ownerSVGElement = box;
    parts[".bar"].setAttribute("width", width);
    group.querySelector = (name) => parts[name];
    group.setPointerCapture = () => {};
    group.label = parts.text;
    return group;
  });
  const location = { hash: hash };
  const heard = {};
  const world = {
    document: { getElementById: (id) => byId[id] || null, querySelectorAll: () => groups, createElement: () => new Node() },
    matchMedia: () => ({ matches: false, addEventListener() {} }), addEventListener(name, act) { heard[name] = act; }, setTimeout() {}, location: location,
    history: { replaceState(state, title, address) { location.hash = address; } },
    URL: { createObjectURL: (blob) => blob, revokeObjectURL() {} },
    Blob: function (texts) { this.text = texts.join(""); }
  };
  const script = page.split("<script>").map((part) => part.split("</script>")[0]).find((text) => text.includes("moves-data"));
  vm.runInNewContext(script, world);
  const figures = () => byId["moves-figures"].children.map((one) => Number(one.children[1].children[0].replace(",", "")));
  const roster = () => {
    byId["moves-save"].say("click");
    return saved.text;
  };
  return { byId: byId, box: box, groups: groups, location: location, figures: figures, roster: roster, goTo(address) { location.hash = address; heard.hashchange(); } };
}
let saved = null;
const { byId, box, groups, location, figures, roster } = browse(page, "");

/* ---- what the page says, and what a roster gives ---- */
const need = own.requirement.find((one) => one.covered_by_roster);
function counted(text) {
  const data = JSON.parse(byId["moves-data"].textContent);
  const minute = (time) => Date.parse(time + "Z") / 60000;
  const first = minute(data.dates[0] + "T00:00:00");
  const cover = new Array(data.required.length).fill(0);
  for (const row of text.trim().split("\n").slice(1)) {
    const [, , , activity, start, end] = row.split(",");
    for (let at = minute(start) - first; at < minute(end) - first; at++) { cover[Math.floor(at / data.interval)] += (activity === "shift" ? 1 : -1) / data.interval; }
  }
  const missing = cover.map((people, slot) => data.required[slot] - Math.floor(people + 1e-6));
  const hours = (sum, one) => sum + Math.max(one, 0) * data.interval / 60;
  return [missing.reduce(hours, 0), missing.map((one) => -one).reduce(hours, 0), Math.max(...missing, 0)];
}

assert(groups.length === own.schedule.shifts.length && groups.length > 0, "a bar for each shift");
assert.strictEqual(byId.moves.hidden, false);
const written = fs.readFileSync(file("plan/roster.csv"), "utf8");
assert.strictEqual(roster(), written, "what is not moved is saved as it was");
const planned = figures();
assert.deepStrictEqual(planned, counted(written));
assert.deepStrictEqual(planned, [own.figures.short_hours, own.figures.over_hours, own.figures.worst_short]);

/* A shift with room to the right, by key and then by hand. */
const last = Number(box.dataset.to);
const data = JSON.parse(byId["moves-data"].textContent);
const free = groups.find((group) => data.shifts[group.dataset.shift][2] + data.shifts[group.dataset.shift][3] + 60 <= last);
const words = free.label.textContent;
free.say("keydown", { key: "ArrowRight" });
assert.strictEqual(location.hash, "#moves&" + free.dataset.shift + "=" + data.interval);
assert.notStrictEqual(free.label.textContent, words);
const unit = Number(free.querySelector(".bar").getAttribute("width")) / data.shifts[free.dataset.shift][3];
free.say("pointerdown", { button: 0, clientX: 100, pointerId: 1 });
free.say("pointermove", { clientX: 100 + 0.3 * data.interval * unit }); /* a pixel is two units of the drawing */
assert.notStrictEqual(free.getAttribute("transform"), undefined);
free.say("pointerup", { clientX: 100 + 0.3 * data.interval * unit });
assert.strictEqual(location.hash, "#moves&" + free.dataset.shift + "=" + 2 * data.interval);
const tried = roster();
assert.deepStrictEqual(figures(), counted(tried));
const rows = (text) => text.split("\n");
const axis = JSON.parse(byId["plan-data"].textContent);
const two = (number) => String(number).padStart(2, "0");
const clock = (minute) => two(Math.floor(minute / 60) % 24) + ":" + two(minute % 60);
const span = (shift, later) => clock(shift[2] + later) + "\u2013" + clock(shift[2] + shift[3] + later);
const who = (shift) => data.agents[shift[0]][1] + ", " + axis.days[shift[1]].name;
const one = data.shifts[free.dataset.shift];
assert.strictEqual(free.getAttribute("aria-label"), who(one) + ", " + span(one, 2 * data.interval));
assert.deepStrictEqual(byId["moves-list"].children.map((item) => item.textContent), [who(one) + ": " + span(one, 0) + " \u2192 " + span(one, 2 * data.interval)]);
assert.strictEqual(free.getAttribute("transform"), "translate(" + (2 * data.interval * unit).toFixed(2) + " 0)");
assert(free.label.textContent.includes(clock(one[2] + 2 * data.interval)) || /^\d+(:\d\d)?(\u2013|$)/.test(free.label.textContent));
assert.strictEqual(rows(tried).filter((row, k) => row !== rows(written)[k]).length, 1 + (data.shifts[free.dataset.shift].length - 4) / 3, "the shift and its breaks");

/* What is given up half way, or begun with another button, moves nothing; nor does a move without a button held. */
const there = free.getAttribute("transform");
free.say("pointerdown", { button: 0, clientX: 100, pointerId: 1 });
free.say("pointermove", { clientX: 400 });
assert.notStrictEqual(free.getAttribute("transform"), there);
free.say("pointercancel", {});
assert.strictEqual(free.getAttribute("transform"), there);
free.say("pointermove", { clientX: 400 });
free.say("pointerup", { clientX: 400 });
free.say("pointerdown", { button: 2, clientX: 100, pointerId: 1 });
free.say("pointerup", { clientX: 400 });
free.say("keydown", { key: "Enter" });
assert.strictEqual(roster(), tried);
assert.strictEqual(free.getAttribute("transform"), there);
const chosen = () => groups.filter((group) => group.getAttribute("tabindex") === "0");
const place = groups.indexOf(free);
free.say("focus", {});
free.say("keydown", { key: "ArrowDown" });
assert.deepStrictEqual(chosen(), [groups[place + 1]]);
groups[place + 1].say("keydown", { key: "ArrowUp" });
assert.deepStrictEqual(chosen(), [free]);

/* The address is what was tried: mailed, it opens so; what no shift could be moved to is left out. */
const said = byId["moves-list"].children.map((item) => item.textContent);
assert.strictEqual(said.length, 1);
const mailed = browse(page, location.hash);
assert.strictEqual(mailed.roster(), tried);
assert.deepStrictEqual(mailed.figures(), figures());
assert.deepStrictEqual(mailed.byId["moves-list"].children.map((item) => item.textContent), said);
assert.strictEqual(mailed.byId["moves-undo"].disabled, true, "nothing was done here");
assert.strictEqual(mailed.byId["moves-reset"].disabled, false);
assert.strictEqual(mailed.byId.moves.inView, true);
const index = free.dataset.shift;
for (const wrong of ["=" + (data.interval + 1), "=" + 100 * data.interval, "=-" + 100 * data.interval, "=0", "=x", ""]) {
  mailed.goTo("#moves&" + index + wrong);
  assert.strictEqual(mailed.roster(), written, wrong);
  assert.strictEqual(mailed.byId["moves-list"].children.length, 0, wrong);
}
mailed.goTo("#moves&99999=" + data.interval + "&" + index + "=" + 2 * data.interval);
assert.strictEqual(mailed.roster(), tried);
mailed.goTo("#elsewhere&" + index + "=" + 2 * data.interval);
assert.strictEqual(mailed.roster(), written);
assert.strictEqual(browse(page, "").byId.moves.inView, undefined);

/* Back to the plan at once, and that undone. */
byId["moves-reset"].say("click");
assert.strictEqual(roster(), written);
assert.strictEqual(location.hash, "#shifts");
assert.strictEqual(byId["moves-reset"].disabled, true);
byId["moves-undo"].say("click");
assert.strictEqual(roster(), tried);

/* Each of many shifts, one after another, to where it may go. */
const many = browse(page, "");
for (const group of many.groups.slice(0, 40)) {
  group.say("keydown", { key: "ArrowLeft" });
  assert.deepStrictEqual(many.figures(), counted(many.roster()), "shift " + group.dataset.shift);
}
assert(many.byId["moves-list"].children.length > 20);

/* Names as the program writes them: quoted, and no formula. */
const odd = JSON.parse(JSON.stringify(data));
odd.agents.forEach((agent) => { agent[0] = '=HYPERLINK("x",1)'; agent[2] = " late"; });
const named = browse(page.replace(byId["moves-data"].textContent, () => JSON.stringify(odd)), "").roster();
assert(named.split("\n").slice(1, -1).every((row) => row.startsWith("\"'=HYPERLINK(\"\"x\"\",1)\",\" late\",20")));

/* The program reads it back and judges it. */
fs.writeFileSync(file("roster-tried.csv"), tried);
let judged;
try {
  judged = execFileSync(headcount, ["schedule", file("plan/requirement.csv"), "--queue", need.queue, "--centre", file("centre.json"), "--check", file("roster-tried.csv"), "--format", "table"], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });
} catch (broken) { judged = broken.stdout; } /* exit code 1: a rule is broken */
assert(new RegExp("^Shifts +" + groups.length + "$", "m").test(judged), "all shifts are judged");

/* Past the day's edges it does not go; undone, all is as it was. */
const [, , start, length] = data.shifts[free.dataset.shift];
const steps = (minutes) => Math.floor(minutes / data.interval) * data.interval;
for (let k = 0; k < 100; k++) { free.say("keydown", { key: "ArrowRight" }); }
assert.strictEqual(Number(location.hash.split("=")[1]), steps(last - start - length));
for (let k = 0; k < 200; k++) { free.say("keydown", { key: "ArrowLeft" }); }
assert.strictEqual(Number(location.hash.split("=")[1] || 0), 0 - steps(start - Number(box.dataset.from)));
byId["moves-undo"].say("click");
while (!byId["moves-undo"].disabled) { byId.shifts.say("keydown", { ctrlKey: true, key: "z" }); }
assert.strictEqual(roster(), written);
assert.deepStrictEqual(figures(), planned);
assert.strictEqual(free.label.textContent, words);
console.log(groups.length + " shifts, short " + planned[0] + " h, over " + planned[1] + " h");
