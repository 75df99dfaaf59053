"use strict";
(function () {
  const element = (id) => document.getElementById(id);
  const canvas = element("forecast-chart");
  if (!canvas || typeof Chart === "undefined") { return; }
  const data = JSON.parse(element("plan-data").textContent);
  const queueBox = element("queue-box");
  const dayBox = element("day-box");
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const palettes = {
    light: { ink: "#1d2733", soft: "#5a6672", line: "#e2dfd7", mean: "#1f5f99", inner: "rgba(31,95,153,.26)", outer: "rgba(31,95,153,.12)" },
    dark: { ink: "#e7e9ec", soft: "#a0abb6", line: "#2e3742", mean: "#84b8e8", inner: "rgba(132,184,232,.30)", outer: "rgba(132,184,232,.15)" }
  };
  let printing = false;
  const palette = () => (dark.matches && !printing ? palettes.dark : palettes.light);

  /* The hours of the day that any day serves, as offsets of slots from its midnight. */
  const served = (function () {
    let first = Infinity;
    let end = 0;
    for (const day of data.days) {
      for (let slot = day.range[0]; slot < day.range[1]; slot++) {
        if (!data.queues.some((queue) => queue.mean[slot] > 0)) { continue; }
        first = Math.min(first, slot - day.range[0]);
        end = Math.max(end, slot - day.range[0] + 1);
      }
    }
    return end > 0 ? [first, end] : [0, 1440];
  })();

  const daysToDraw = () => data.days.slice(...dayBox.value.split("-").map(Number));

  /* Slots to draw, in order; null is the night between two days. */
  function slotsToDraw() {
    const chosen = [];
    for (const day of daysToDraw()) {
      if (chosen.length > 0) { chosen.push(null); }
      const end = Math.min(day.range[0] + served[1], day.range[1]);
      for (let slot = day.range[0] + served[0]; slot < end; slot++) { chosen.push(slot); }
    }
    return chosen;
  }

  function line(label, values, extra) {
    return Object.assign({ label: label, data: values, borderWidth: 0, pointRadius: 0, pointHitRadius: 8, tension: .25 }, extra);
  }

  function datasets() {
    const colour = palette();
    const queue = data.queues[Number(queueBox.value)];
    const part = (values) => slots.map((slot) => (slot === null ? null : values[slot]));
    const sets = [line("expected", part(queue.mean), { borderColor: colour.mean, borderWidth: 2 })];
    if (queue.q025) {
      sets.push(line("95 %, from", part(queue.q025)));
      sets.push(line("95 %, to", part(queue.q975), { fill: "-1", backgroundColor: colour.outer }));
      sets.push(line("80 %, from", part(queue.q10)));
      sets.push(line("80 %, to", part(queue.q90), { fill: "-1", backgroundColor: colour.inner }));
    }
    return sets;
  }

  const dayOf = (slot) => data.days.find((day) => slot < day.range[1]);
  let slots = [];
  const chart = new Chart(canvas, {
    type: "line",
    data: { labels: [], datasets: [] },
    options: {
      responsive: true, maintainAspectRatio: false, animation: false,
      interaction: { mode: "index", intersect: false },
      plugins: {
        legend: { display: false },
        tooltip: {
          callbacks: {
            title: (items) => dayOf(slots[items[0].dataIndex]).name + ", " + data.clock[slots[items[0].dataIndex]],
            label: (item) => item.dataset.label + ": " + (Math.round(item.parsed.y * 10) / 10)
          }
        }
      },
      scales: {
        x: { grid: { drawOnChartArea: false }, ticks: { maxRotation: 0, autoSkip: false, callback: tick } },
        y: { beginAtZero: true, ticks: { maxTicksLimit: 6 }, title: { display: true, text: "contacts per interval" }, grid: {} }
      }
    }
  });

  /* Several days: a label in the middle of each day, as many as fit; one day: full hours. */
  function tick(index) {
    const slot = slots[index];
    if (slot === null) { return null; }
    const narrow = canvas.clientWidth < 520;
    const days = daysToDraw();
    if (days.length === 1) {
      const hour = Number(data.clock[slot].slice(0, 2));
      return data.clock[slot].endsWith(":00") && hour % (narrow ? 3 : 1) === 0 ? data.clock[slot] : null;
    }
    const day = dayOf(slot);
    const every = Math.ceil(days.length * 62 / Math.max(canvas.clientWidth, 200));
    const middle = day.range[0] + Math.floor((served[0] + served[1]) / 2);
    return slot === middle && days.indexOf(day) % every === 0 ? day.name.replace(/ [^ ]+$/, "") : null;
  }

  function draw() {
    const colour = palette();
    slots = slotsToDraw();
    chart.data.labels = slots.map((slot) => (slot === null ? "" : data.clock[slot]));
    chart.data.datasets = datasets();
    for (const axis of [chart.options.scales.x, chart.options.scales.y]) {
      axis.ticks.color = colour.soft;
      axis.grid.color = colour.line;
      axis.grid.borderColor = colour.line;
    }
    chart.options.scales.y.title.color = colour.soft;
    chart.update();
  }

  queueBox.addEventListener("change", draw);
  dayBox.addEventListener("change", draw);
  dark.addEventListener("change", draw);
  addEventListener("beforeprint", () => { printing = true; draw(); chart.resize(680, 240); });
  addEventListener("afterprint", () => { printing = false; draw(); chart.resize(); });
  element("forecast-controls").hidden = false;
  draw();
})();
