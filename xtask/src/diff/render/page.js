const form = document.getElementById("filter");
const words = document.getElementById("words");
const filter = () => {
  const wanted = words.value.toLowerCase().split(/\s+/).filter(Boolean);
  let shown = 0;
  for (const section of document.querySelectorAll("section")) {
    const on = form.querySelector(`input[value="${section.dataset.class}"]`).checked;
    let some = false;
    for (const article of section.querySelectorAll("article")) {
      const text = article.textContent.toLowerCase();
      article.hidden = !on || !wanted.every((word) => text.includes(word));
      some ||= !article.hidden;
    }
    section.hidden = !some;
    shown += some;
  }
  document.getElementById("none").hidden = shown > 0 || !document.querySelector("section");
};
form.addEventListener("input", filter);
form.addEventListener("submit", (event) => event.preventDefault());
filter();
