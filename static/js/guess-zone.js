// Where no time zone was chosen yet, the browser's own is proposed, and said to be no more than that.
const field = document.querySelector("select[name=time_zone]");
const { timeZone } = new Intl.DateTimeFormat().resolvedOptions();
if (field?.value === "UTC" && [...field.options].some(({ value }) => value === timeZone)) {
  field.value = timeZone;
  document.querySelector("[data-guessed]").hidden = timeZone === "UTC";
}
