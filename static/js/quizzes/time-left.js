// Says how much time is left, to the minute: nobody is hurried by seconds.

const words = document.querySelector("[data-due]");
const due = Date.parse(words.dataset.due);

const show = () => {
  const left = due - Date.now();
  const { left: some, last, over } = words.dataset;
  words.textContent = left < 0 ? over : left < 60_000 ? last : some.replace("{minutes}", Math.floor(left / 60_000));
};

show();
setInterval(show, 5_000);
