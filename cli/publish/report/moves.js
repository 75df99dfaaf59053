"use strict";
/* Shifts tried at other times: bars that move, the cover counted again, a roster to save. */
(function () {
  const element = (id) => document.getElementById(id);
  const section = element("moves");
  if (!section) { return; }
  const plan = JSON.parse(element("moves-data").textContent);
  const axis = JSON.parse(element("plan-data").textContent);
  const slots = plan.required.length;
  const day = 1440;
  const shifts = plan.shifts.map(([agent, dayIndex, start, length, ...rests]) => ({ agent: agent, day: dayIndex, start: start, length: length, rests: restsOf(rests) }));
  const minutesOf = (clock) => 60 * Number(clock.slice(0, 2)) + Number(clock.slice(3, 5));

  function restsOf(flat) {
    const rests = [];
    for (let at = 0; at < flat.length; at += 3) { rests.push({ name: flat[at], start: flat[at + 1], length: flat[at + 2] }); }
    return rests;
  }

  /* Wall clock of each slot, in minutes after the first midnight. */
  const wall = new Array(slots);
  axis.days.forEach((one, index) => {
    for (let slot = one.range[0]; slot < one.range[1]; slot++) { wall[slot] = index * day + minutesOf(axis.clock[slot]); }
  });

  /* ---- what is tried: minutes later, by shift ---- */
  let moved = new Map();
  const past = [];
  const later = (index) => moved.get(index) || 0;

  /* ---- cover: shares of intervals, whole people counted, as the plan does ---- */
  function addSpan(cover, from, length, sign) {
    for (let slot = 0; slot < slots; slot++) {
      const overlap = Math.min(from + length, wall[slot] + plan.interval) - Math.max(from, wall[slot]);
      if (overlap > 0) { cover[slot] += sign * overlap / plan.interval; }
    }
  }
  function addShift(cover, index, minutes, sign) {
    const shift = shifts[index];
    const at = shift.day * day + minutes;
    addSpan(cover, at + shift.start, shift.length, sign);
    for (const rest of shift.rests) { addSpan(cover, at + rest.start, rest.length, -sign); }
  }
  const whole = (cover) => cover.map((share) => Math.floor(share + 1e-6));
  const planned = new Array(slots).fill(0);
  shifts.forEach((shift, index) => addShift(planned, index, 0, 1));
  function tried() {
    const cover = planned.slice();
    for (const [index, minutes] of moved) {
      addShift(cover, index, 0, -1);
      addShift(cover, index, minutes, 1);
    }
    return cover;
  }
  function measure(cover) {
    const sum = { short: 0, over: 0, most: 0 };
    whole(cover).forEach((people, slot) => {
      const missing = plan.required[slot] - people;
      sum.short += Math.max(missing, 0) * plan.interval / 60;
      sum.over += Math.max(-missing, 0) * plan.interval / 60;
      sum.most = Math.max(sum.most, missing);
    });
    return sum;
  }

  /* ---- the bars ---- */
  const two = (number) => String(number).padStart(2, "0");
  const clock = (minute) => two(Math.floor(minute / 60) % 24) + ":" + two(minute % 60);
  const brief = (minute) => Math.floor(minute / 60) % 24 + (minute % 60 > 0 ? ":" + two(minute % 60) : "");
  const span = (index, minutes) => clock(shifts[index].start + minutes) + "\u2013" + clock(shifts[index].start + shifts[index].length + minutes);
  const who = (index) => plan.agents[shifts[index].agent][1] + ", " + axis.days[shifts[index].day].name;

  const bars = new Map();
  for (const group of document.querySelectorAll(".shift")) {
    const index = Number(group.dataset.shift);
    const box = group.ownerSVGElement;
    const bar = group.querySelector(".bar");
    const width = Number(bar.getAttribute("width"));
    bars.set(index, {
      group: group, box: box, label: group.querySelector("text"), words: group.querySelector("text").textContent, width: width,
      unit: width / shifts[index].length, /* of the drawing, for a minute */
      least: Number(box.dataset.from) - shifts[index].start,
      most: Number(box.dataset.to) - shifts[index].start - shifts[index].length
    });
  }
  const order = [...bars.keys()];

  function words(bar, index, minutes) {
    if (minutes === 0) { return bar.words; }
    const from = shifts[index].start + minutes;
    if (bar.width >= 70) { return clock(from) + "\u2013" + clock(from + shifts[index].length); }
    return bar.words.includes("\u2013") ? brief(from) + "\u2013" + brief(from + shifts[index].length) : brief(from);
  }
  function place(index, minutes) {
    const bar = bars.get(index);
    if (minutes === 0) { bar.group.removeAttribute("transform"); } else { bar.group.setAttribute("transform", "translate(" + (minutes * bar.unit).toFixed(2) + " 0)"); }
    bar.group.classList.toggle("is-moved", minutes !== 0);
    bar.label.textContent = words(bar, index, minutes);
    bar.group.setAttribute("aria-label", who(index) + ", " + span(index, minutes));
  }
  const allowed = (index, minutes) => {
    const bar = bars.get(index);
    const step = plan.interval;
    return Math.min(Math.max(Math.round(minutes / step) * step, Math.ceil(bar.least / step) * step), Math.floor(bar.most / step) * step);
  };

  /* ---- what is changed, and back again ---- */
  function move(index, minutes) {
    if (minutes === later(index)) { place(index, minutes); return; }
    past.push(new Map(moved));
    if (minutes === 0) { moved.delete(index); } else { moved.set(index, minutes); }
    keepAddress();
    draw(index);
  }
  function undo() {
    if (past.length === 0) { return; }
    moved = past.pop();
    keepAddress();
    draw();
  }

  function drag(index) {
    const bar = bars.get(index);
    let from = null;
    const minutesAt = (event) => later(index) + (event.clientX - from) * bar.box.viewBox.baseVal.width / bar.box.getBoundingClientRect().width / bar.unit;
    bar.group.addEventListener("pointerdown", (event) => {
      if (event.button !== 0) { return; }
      from = event.clientX;
      bar.group.setPointerCapture(event.pointerId);
    });
    bar.group.addEventListener("pointermove", (event) => { if (from !== null) { place(index, allowed(index, minutesAt(event))); } });
    bar.group.addEventListener("pointerup", (event) => {
      if (from === null) { return; }
      const minutes = allowed(index, minutesAt(event));
      from = null;
      move(index, minutes);
    });
    bar.group.addEventListener("pointercancel", () => { from = null; place(index, later(index)); });
  }

  /* One shift at a time is in the order of Tab; the arrows choose the next one. */
  function choose(index) {
    for (const [one, bar] of bars) { bar.group.setAttribute("tabindex", one === index ? "0" : "-1"); }
  }
  function keys(index) {
    bars.get(index).group.addEventListener("keydown", (event) => {
      const side = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
      const next = { ArrowUp: -1, ArrowDown: 1 }[event.key];
      if (!side && !next) { return; }
      event.preventDefault();
      if (side) { move(index, allowed(index, later(index) + side * plan.interval)); return; }
      const other = order[order.indexOf(index) + next];
      if (other === undefined) { return; }
      choose(other);
      bars.get(other).group.focus();
    });
  }

  /* ---- the page ---- */
  const shown = [["short", "Person-hours short", 1], ["over", "Person-hours over", 1], ["most", "People short, at worst", 0]].map(([key, title, decimals]) => {
    const box = document.createElement("div");
    const term = document.createElement("dt");
    const text = document.createElement("dd");
    term.textContent = title;
    box.append(term, text);
    element("moves-figures").append(box);
    return { key: key, text: text, write: (number) => number.toLocaleString("en", { minimumFractionDigits: decimals, maximumFractionDigits: decimals }) };
  });
  const before = measure(planned);

  const dark = matchMedia("(prefers-color-scheme: dark)");
  let chart = null;
  function drawDay(index, cover) {
    if (typeof Chart === "undefined") { return; }
    element("moves-canvas").hidden = element("moves-key").hidden = false;
    if (chart === null) { chart = stepChart(element("moves-chart"), ["with the shifts moved", "needed", "on the plan's roster"]); }
    const day = axis.days[shifts[index].day];
    const [first, last] = busyPart(day.range, [plan.required, planned, cover]);
    const rows = [whole(cover), plan.required, whole(planned)].map((numbers) => numbers.slice(first, last));
    chart.draw(axis.clock.slice(first, last), rows, "people, " + day.name);
  }

  let latest = null;
  function draw(index) {
    const cover = tried();
    const found = measure(cover);
    for (const one of bars.keys()) { place(one, later(one)); }
    for (const figure of shown) {
      const small = document.createElement("small");
      small.textContent = "plan: " + figure.write(before[figure.key]);
      figure.text.replaceChildren(figure.write(found[figure.key]), small);
    }
    element("moves-list").replaceChildren(...[...moved].map(([one, minutes]) => {
      const item = document.createElement("li");
      item.textContent = who(one) + ": " + span(one, 0) + " \u2192 " + span(one, minutes);
      return item;
    }));
    element("moves-undo").disabled = past.length === 0;
    element("moves-reset").disabled = moved.size === 0;
    if (index !== undefined) { latest = index; }
    if (latest !== null) { drawDay(latest, cover); }
  }

  /* ---- the roster as a file, as the program writes it ---- */
  const cell = (text) => {
    const guarded = /^'*[=+\-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20]/.test(text) ? "'" + text : text;
    return /[,;"\r\n]|^[ \t]|[ \t]$/.test(text) ? '"' + guarded.replace(/"/g, '""') + '"' : guarded;
  };
  function instant(dayIndex, minute) {
    const at = new Date(Date.parse(plan.dates[dayIndex] + "T00:00:00Z") + 60000 * minute);
    return at.toISOString().slice(0, 19);
  }
  function roster() {
    const lines = ["agent,class,date,activity,start,end"];
    shifts.forEach((shift, index) => {
      const [id, , className] = plan.agents[shift.agent];
      const put = (activity, start, length) => {
        const from = start + later(index);
        lines.push([id, className, plan.dates[shift.day], activity].map(cell).concat(instant(shift.day, from), instant(shift.day, from + length)).join(","));
      };
      put("shift", shift.start, shift.length);
      for (const rest of shift.rests) { put(rest.name, rest.start, rest.length); }
    });
    return lines.join("\n") + "\n";
  }
  function save() {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([roster()], { type: "text/csv" }));
    link.download = "roster-tried.csv";
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  }

  /* ---- what is tried can be mailed: it stands behind the # of the address ---- */
  function keepAddress() {
    const parts = [...moved].map(([index, minutes]) => index + "=" + minutes);
    history.replaceState(null, "", parts.length > 0 ? "#moves&" + parts.join("&") : "#shifts");
  }
  function readAddress() {
    moved = new Map();
    if (!location.hash.startsWith("#moves&")) { return; }
    for (const part of location.hash.slice(7).split("&")) {
      const [index, minutes] = part.split("=").map(Number);
      if (bars.has(index) && minutes !== 0 && allowed(index, minutes) === minutes) { moved.set(index, minutes); latest = index; }
    }
  }

  section.hidden = false;
  for (const index of order) {
    const group = bars.get(index).group;
    group.classList.add("movable");
    group.setAttribute("role", "button");
    bars.get(index).box.setAttribute("role", "group");
    drag(index);
    keys(index);
    group.addEventListener("focus", () => choose(index));
  }
  choose(order[0]);
  element("moves-undo").addEventListener("click", undo);
  element("moves-reset").addEventListener("click", () => {
    past.push(moved);
    moved = new Map();
    keepAddress();
    draw();
  });
  element("moves-save").addEventListener("click", save);
  element("shifts").addEventListener("keydown", (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.shiftKey || event.key !== "z") { return; }
    event.preventDefault();
    undo();
  });
  dark.addEventListener("change", () => draw());
  addEventListener("hashchange", () => {
    readAddress();
    draw();
  });
  readAddress();
  draw();
  if (location.hash.startsWith("#moves")) { section.scrollIntoView(); }
})();
