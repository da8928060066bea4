// Beside the conference's time the reader's own, where the two differ at that moment.
const { zone, yours } = document.documentElement.dataset;
const language = document.documentElement.lang;
const wall = (moment, timeZone) =>
  new Intl.DateTimeFormat("en", { timeZone, dateStyle: "short", timeStyle: "short" }).format(moment);

for (const time of document.querySelectorAll("time[data-local]")) {
  const moment = new Date(time.dateTime);
  if (Number.isNaN(moment.valueOf()) || !zone || wall(moment, zone) === wall(moment)) continue;
  const sameDay = wall(moment, zone).split(",")[0] === wall(moment).split(",")[0];
  const format = new Intl.DateTimeFormat(language, {
    ...(sameDay ? {} : { weekday: "short", day: "numeric", month: "long" }),
    hourCycle: "h23",
    hour: "2-digit",
    minute: "2-digit",
  });
  time.append(` (${yours.replace("{time}", format.format(moment))})`);
}
