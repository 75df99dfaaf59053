// The program in the report's page says of the plan what the plan says of itself.
// node live_agrees.js HEADCOUNT FOLDER
const { execFileSync } = require("child_process");
const fs = require("fs");

const [headcount, folder] = process.argv.slice(2);
fs.rmSync(folder, { recursive: true, force: true });
execFileSync(headcount, ["demo", folder, "--weeks", "12"]);
execFileSync(headcount, ["plan", folder + "/history.csv", "--centre", folder + "/centre.json", "--effort", "0.01", "--out", folder + "/plan"]);
const page = fs.readFileSync(folder + "/plan/report.html", "utf8");
const own = JSON.parse(fs.readFileSync(folder + "/plan/plan.json", "utf8"));
const part = (id) => page.split('id="' + id + '">')[1].split("</script>")[0];
const data = JSON.parse(part("live-data"));
const need = own.requirement.find((one) => one.covered_by_roster);

WebAssembly.instantiate(Buffer.from(part("live-program"), "base64"), { env: Math }).then(({ instance }) => {
  const program = instance.exports;
  const slots = data.load.length;
  const first = Math.ceil(program.__heap_base.value / 8);
  let at = first;
  program.memory.grow(Math.ceil(slots * 64 / 65536) + 1);
  const numbers = () => new Float64Array(program.memory.buffer);
  const put = (values) => {
    numbers().set(values, at);
    at += values.length;
    return 8 * (at - values.length);
  };
  const targets = put(data.targets.flat());
  const load = put(data.load.map((value, slot) => (data.calls[slot] > 0 ? value : 0)));
  const rows = [load, put(data.aht.map((value) => value || 1)), put(data.given)];
  const agents = put(new Array(slots).fill(0));
  const answer = put(new Array(3 * slots).fill(0));
  const impossible = program.hc_live_week(data.patience, data.seconds, targets, data.targets.length, ...rows, slots, agents, answer);
  let worst = 0;
  let different = impossible;
  for (let slot = 0; slot < slots; slot++) {
    different += numbers()[agents / 8 + slot] !== need.agents[slot];
    if (!(data.calls[slot] > 0)) { continue; }
    ["service_level", "abandon_rate", "occupancy"].forEach((name, k) => {
      worst = Math.max(worst, Math.abs(numbers()[answer / 8 + 3 * slot + k] - own.delivered[name][slot]));
    });
  }
  console.log(slots + " intervals, " + different + " with other agents, service off by at most " + worst);
  process.exit(different === 0 && worst < 1e-12 && slots > 0 ? 0 : 1);
});
