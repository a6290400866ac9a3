// An elderly learner reads on a phone: the preview takes its width along with the reader.

document.addEventListener("change", ({ target }) => {
  if (!target.matches('[data-w-preview-target~="mode"]') || target.value !== "elder") return;
  document.querySelector('[data-w-preview-target~="size"][value="mobile"]:not(:checked)')?.click();
});
