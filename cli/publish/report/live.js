"use strict";
/* The sliders of "What if": questions to erlang/, which stands in the page as WebAssembly. */
(async function () {
  const element = (id) => document.getElementById(id);
  const section = element("live");
  if (!section || typeof Chart === "undefined" || typeof WebAssembly === "undefined") { return; }
  const plan = JSON.parse(element("live-data").textContent);
  const axis = JSON.parse(element("plan-data").textContent);
  const slots = plan.load.length;
  const bytes = Uint8Array.from(atob(element("live-program").textContent), (c) => c.charCodeAt(0));
  let program;
  try {
    program = (await WebAssembly.instantiate(bytes, { env: Math })).instance.exports;
  } catch (refused) { return; }

  section.hidden = false; /* charts need their size */

  /* ---- the program's memory: rows of numbers behind its own ---- */
  let end = Math.ceil(program.__heap_base.value / 8) * 8;
  function row(count) {
    const at = end;
    end += 8 * count;
    const missing = end - program.memory.buffer.byteLength;
    if (missing > 0) { program.memory.grow(Math.ceil(missing / 65536)); }
    return { at: at, numbers: () => new Float64Array(program.memory.buffer, at, count) };
  }
  const rows = { targets: row(3 * plan.targets.length), load: row(slots), aht: row(slots), given: row(slots), agents: row(slots), answer: row(3 * slots) };

  /* ---- what can be changed ---- */
  const level = plan.targets[0][1];
  const changes = [
    { key: "volume", name: "Contacts", unit: "%", from: -50, to: 50, step: 1, usual: 0, option: (v) => signed(v) + "%" },
    { key: "aht", name: "Handle time", unit: "%", from: -30, to: 30, step: 1, usual: 0, option: (v) => signed(v) + "%" },
    { key: "level", name: "Answered in time", unit: "%", from: 50, to: 99, step: 0.5, usual: round(100 * level, 2) },
    { key: "seconds", name: "In time is within", unit: "s", from: 0, to: 180, step: 5, usual: plan.seconds },
    { key: "patience", name: "Callers wait", unit: "s", from: 10, to: 600, step: 1, usual: round(plan.patience, 1), option: String },
    { key: "shrinkage", name: "Shrinkage", unit: "%", from: 0, to: 60, step: 0.5, usual: round(100 * plan.shrinkage, 2), option: (v) => v + "%" }
  ].filter((change) => change.key !== "patience" || plan.patience !== null);
  const now = {};
  for (const change of changes) {
    change.from = Math.min(change.from, change.usual);
    change.to = Math.max(change.to, change.usual);
    now[change.key] = change.usual;
  }

  function round(value, decimals) { return Number(value.toFixed(decimals)); }
  function signed(value) { return (value < 0 ? "" : "+") + value; }
  const changed = (change) => now[change.key] !== change.usual;
  const byKey = (key) => changes.find((change) => change.key === key);
  /* The plan's own number, to its last digit, as long as its slider was not moved. */
  const value = (key, own, scale) => (changed(byKey(key)) ? now[key] * scale : own);

  /* ---- the week as it would be: what of a day's last calls lasts past closing is not staffed ---- */
  function solve() {
    const calls = 1 + now.volume / 100;
    const longer = 1 + now.aht / 100;
    const seconds = value("seconds", plan.seconds, 1);
    const patience = plan.patience === null ? Infinity : value("patience", plan.patience, 1);
    const asked = value("level", level, 0.01);
    const targets = plan.targets.map((target, k) => (k === 0 ? [target[0], asked, seconds] : target));
    rows.targets.numbers().set(targets.flat());
    rows.load.numbers().set(plan.load.map((load, slot) => (plan.calls[slot] > 0 ? load * calls * longer : 0)));
    rows.aht.numbers().set(plan.aht.map((aht) => (aht || 1) * longer));
    rows.given.numbers().set(plan.given.map((agents, slot) => agents * (1 - shrinkage(slot, true)) / (1 - shrinkage(slot, false))));
    const impossible = program.hc_live_week(patience, seconds, rows.targets.at, targets.length, rows.load.at, rows.aht.at, rows.given.at, slots, rows.agents.at, rows.answer.at);
    return { impossible: impossible, agents: rows.agents.numbers(), answer: rows.answer.numbers(), people: rows.agents.numbers().map((agents, slot) => people(agents, slot)) };
  }

  /* Shrinkage of an interval: where it follows the hours, other shares are there. */
  function shrinkage(slot, asChanged) {
    const all = asChanged ? value("shrinkage", plan.shrinkage, 0.01) : plan.shrinkage;
    return 1 - (1 - all) * plan.presence[slot];
  }
  const people = (agents, slot) => Math.max(0, Math.ceil(agents / (1 - shrinkage(slot, true)) - 1e-9));

  /* Ratios of sums over the calls of the week. */
  function measure(week) {
    const sum = { hours: 0, calls: 0, inTime: 0, gone: 0, busy: 0, there: 0, peak: 0 };
    for (let slot = 0; slot < slots; slot++) {
      const calls = plan.calls[slot] || 0;
      const given = rows.given.numbers()[slot];
      sum.hours += week.people[slot] * plan.intervalMin / 60;
      sum.peak = Math.max(sum.peak, week.agents[slot]);
      if (calls === 0) { continue; }
      sum.calls += calls;
      sum.inTime += calls * week.answer[3 * slot];
      sum.gone += calls * week.answer[3 * slot + 1];
      sum.busy += Math.floor(given + 1e-9) * week.answer[3 * slot + 2];
      sum.there += Math.floor(given + 1e-9);
    }
    return {
      people: Math.ceil(sum.hours * plan.peopleAnHour - 1e-9), hours: sum.hours, peak: sum.peak,
      service: 100 * sum.inTime / sum.calls, gone: 100 * sum.gone / sum.calls, busy: sum.there > 0 ? 100 * sum.busy / sum.there : 0
    };
  }

  /* ---- the page ---- */
  function input(change, type) {
    const box = document.createElement("input");
    Object.assign(box, { type: type, min: change.from, max: change.to, step: type === "number" ? "any" : change.step, value: change.usual });
    box.setAttribute("aria-label", change.name + ", " + change.unit);
    box.addEventListener("input", () => {
      const typed = Number(box.value);
      if (box.value === "" || !(typed >= change.from && typed <= change.to)) { return; }
      now[change.key] = typed;
      keepAddress();
      draw(box);
    });
    box.addEventListener("change", settle);
    return box;
  }

  function button(text, label, act) {
    const made = document.createElement("button");
    made.type = "button";
    made.textContent = text;
    made.title = label;
    made.setAttribute("aria-label", label);
    made.addEventListener("click", act);
    return made;
  }

  /* ---- what was asked before: a drag is one question ---- */
  const past = [];
  let settled = { ...now };
  function settle() {
    if (changes.some((change) => settled[change.key] !== now[change.key])) { past.push(settled); }
    settled = { ...now };
    element("live-undo").disabled = past.length === 0;
  }
  function ask(question) {
    Object.assign(now, question);
    keepAddress();
    draw();
    settle();
  }
  function undo() {
    if (past.length === 0) { return; }
    settled = past.pop();
    ask(settled);
  }

  for (const change of changes) {
    const line = document.createElement("div");
    const name = document.createElement("span");
    const unit = document.createElement("span");
    name.textContent = change.name;
    unit.textContent = change.unit;
    change.boxes = [input(change, "range"), input(change, "number")];
    change.back = button("\u21BA", change.name + " as planned", () => ask({ [change.key]: change.usual }));
    line.append(name, ...change.boxes, unit, change.back);
    element("live-sliders").append(line);
  }

  const shown = [
    ["people", "People, in proportion", 0, ""], ["hours", "Person-hours to roster", 1, ""], ["peak", "Agents on the phones, most", 0, ""],
    ["service", "Service by the plan's roster", 1, " %"], ["gone", "Hang up then", 1, " %"], ["busy", "Occupied then", 1, " %"]
  ].map(([key, title, decimals, unit]) => {
    const box = document.createElement("div");
    const term = document.createElement("dt");
    const text = document.createElement("dd");
    term.textContent = title;
    box.append(term, text);
    element("live-figures").append(box);
    return { key: key, text: text, write: (number) => number.toLocaleString("en", { minimumFractionDigits: decimals, maximumFractionDigits: decimals }) + unit };
  });

  const dayBox = element("live-day");
  axis.days.forEach((day, index) => {
    if (plan.required.slice(...day.range).some((count) => count > 0)) { dayBox.append(new Option(day.name, index)); }
  });

  const dark = matchMedia("(prefers-color-scheme: dark)");
  const chart = stepChart(element("live-chart"), ["as it would be", "needed in the plan", "on the plan's roster"]);

  /* As `headcount whatif` would be asked. */
  function command() {
    const parts = changes.filter((change) => change.option && changed(change)).map((change) => " --" + change.key + " " + change.option(now[change.key]));
    if (changed(byKey("level")) || changed(byKey("seconds"))) { parts.push(" --target " + now.level + "/" + now.seconds); }
    return "headcount whatif PLAN" + parts.join("");
  }

  /* A question can be mailed: it stands behind the # of the address. */
  function keepAddress() {
    const parts = changes.filter(changed).map((change) => change.key + "=" + now[change.key]);
    history.replaceState(null, "", parts.length > 0 ? "#live&" + parts.join("&") : "#live");
  }
  function readAddress() {
    for (const part of location.hash.slice(1).split("&")) {
      const [key, text] = part.split("=");
      const change = byKey(key);
      const number = Number(text);
      if (change && text && number >= change.from && number <= change.to) { now[key] = number; }
    }
  }

  let planned;
  function draw(but) {
    const week = solve();
    const found = measure(week);
    if (!planned) { planned = found; }
    for (const change of changes) {
      for (const box of change.boxes) { if (box !== but) { box.value = now[change.key]; } }
      change.back.disabled = !changed(change);
    }
    for (const figure of shown) {
      const small = document.createElement("small");
      small.textContent = "plan: " + figure.write(planned[figure.key]);
      const unknown = week.impossible > 0 && ["people", "hours", "peak"].includes(figure.key);
      figure.text.replaceChildren(unknown ? "no number is enough" : figure.write(found[figure.key]), small);
    }
    const day = axis.days[Number(dayBox.value)];
    const [first, last] = busyPart(day ? day.range : [0, slots], [plan.required, plan.given]);
    const there = plan.given.slice(first, last).map((agents, k) => agents / (1 - shrinkage(first + k, false)));
    chart.draw(axis.clock.slice(first, last), [Array.from(week.people.slice(first, last)), plan.required.slice(first, last), there], "people, shrinkage included");
    element("live-command").textContent = command();
  }

  const asPlanned = () => Object.fromEntries(changes.map((change) => [change.key, change.usual]));
  element("live-reset").addEventListener("click", () => ask(asPlanned()));
  element("live-undo").addEventListener("click", undo);
  section.addEventListener("keydown", (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.shiftKey || event.key !== "z") { return; }
    event.preventDefault();
    undo();
  });
  element("live-copy").addEventListener("click", async () => {
    const text = element("live-command");
    getSelection().selectAllChildren(text); /* where no page may write to the clipboard, it is marked */
    try {
      await navigator.clipboard.writeText(text.textContent);
      element("live-copy").textContent = "Copied";
      setTimeout(() => { element("live-copy").textContent = "Copy"; }, 1500);
    } catch (refused) { document.execCommand("copy"); }
  });
  dayBox.addEventListener("change", () => draw());
  dark.addEventListener("change", () => draw());
  for (const link of document.querySelectorAll("a[href='#live']")) { link.hidden = false; }
  draw(); /* the plan itself, to compare with */
  readAddress();
  if (location.hash.startsWith("#live")) { section.scrollIntoView(); }
  addEventListener("hashchange", () => {
    Object.assign(now, asPlanned());
    readAddress();
    draw();
    settle();
  });
  draw();
  settled = { ...now };
})();
