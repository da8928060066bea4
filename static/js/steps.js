// Chooses the neighbour in a list by two buttons, and says which it is: a long list is walked blindly.
document.addEventListener("click", ({ target }) => {
  const button = target.closest("[data-steps-for] > [data-step]");
  if (!button) return;
  const group = button.parentElement;
  const list = document.getElementById(group.dataset.stepsFor);
  const open = [...list.options].filter((option) => !option.disabled);
  const next = open[open.indexOf(list.selectedOptions[0]) + Number(button.dataset.step)];
  if (next) next.selected = true;
  group.querySelector("[role=status]").textContent = list.selectedOptions[0].text;
  list.dispatchEvent(new CustomEvent("input", { bubbles: true, detail: { person: true } }));
});
