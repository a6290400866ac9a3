// The list is replaced by Wagtail when it is searched or paged: the new one keeps asking for its news too.

document.addEventListener("w-swap:success", () => {
  const results = document.getElementById("listing-results");
  if (results) window.htmx?.process(results);
});
