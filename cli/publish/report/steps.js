"use strict";
/* People of a day in steps, as "Try a shift" and "What if" draw them: two lines over an area. */

/* The part of a range of intervals in which any row of numbers has somebody. */
function busyPart([first, last], rows) {
  const idle = (slot) => rows.every((numbers) => !(numbers[slot] > 0));
  while (first < last && idle(first)) { first++; }
  while (last > first && idle(last - 1)) { last--; }
  return [first, last];
}

function stepChart(canvas, names) {
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const line = (label, extra) => Object.assign({ label: label, data: [], stepped: true, pointRadius: 0, pointHitRadius: 8, borderWidth: 2 }, extra);
  const chart = new Chart(canvas, {
    type: "line",
    data: { labels: [], datasets: [line(names[0], { borderWidth: 3 }), line(names[1], { borderDash: [5, 4] }), line(names[2], { fill: true, borderWidth: 0 })] },
    options: {
      responsive: true, maintainAspectRatio: false, animation: false, interaction: { mode: "index", intersect: false },
      plugins: { legend: { display: false }, tooltip: { callbacks: { label: (item) => item.dataset.label + ": " + Number(item.parsed.y.toFixed(1)) } } },
      scales: { x: { grid: { drawOnChartArea: false }, ticks: { maxRotation: 0 } }, y: { beginAtZero: true, title: { display: true, text: "" }, grid: {} } }
    }
  });

  function paint() {
    const ink = dark.matches ? ["#84b8e8", "#e7e9ec", "rgba(51,89,124,.75)", "#a0abb6", "#2e3742"] : ["#1f5f99", "#1d2733", "rgba(169,200,228,.6)", "#5a6672", "#e2dfd7"];
    chart.data.datasets.forEach((set, k) => { set.borderColor = set.backgroundColor = ink[k]; });
    for (const scale of [chart.options.scales.x, chart.options.scales.y]) {
      Object.assign(scale.ticks, { color: ink[3] });
      Object.assign(scale.grid, { color: ink[4], borderColor: ink[4] });
    }
    chart.options.scales.y.title.color = ink[3];
  }

  return {
    /* clock, and each of the three rows: a value an interval; the last step is drawn to its end. */
    draw(clock, rows, title) {
      chart.data.labels = clock.concat("");
      rows.forEach((numbers, k) => { chart.data.datasets[k].data = numbers.concat(numbers.slice(-1)); });
      chart.options.scales.y.title.text = title;
      paint();
      chart.update();
    }
  };
}
