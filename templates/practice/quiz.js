// The quiz, as the page holds it. It is data: nothing in it runs.

const quiz = JSON.parse(document.getElementById("quiz").textContent);
const items = quiz.items;
const byId = new Map(items.map((item, index) => [item.id, index]));
const isExam = quiz.exam;
