// Writes blocks in the Markdown that reviews/markdown.py reads. What its writer did not mean as Markdown is escaped.

// As deep as the reader goes.
const MOST_NESTING = 8;

/** The text, and whether it is no more than part of a line. */
export function written({ blocks, notes }, around) {
  const names = new Map();
  let number = 0;
  for (const { name } of notes) {
    do number += 1;
    while (around.includes(`[^${number}]`));
    names.set(name, number);
  }
  const parts = [blockTexts(blocks, names, 0)];
  for (const { name, blocks: body } of notes) {
    parts.push(indented(blockTexts(body, names, 1), `[^${names.get(name)}]: `, "    "));
  }
  const isLine = blocks.length === 1 && Boolean(blocks[0].runs) && !notes.length;
  return { text: parts.filter(Boolean).join("\n\n"), isLine };
}

function blockTexts(blocks, names, depth, tight = false) {
  let text = "";
  let before = null;
  let other = false;
  for (const block of blocks) {
    // Two lists in a row would be read as one, unless their markers differ.
    other = Boolean(block.items && before?.items && before.ordered === block.ordered && !other);
    const next = blockText(block, names, depth, other);
    if (!next) continue;
    text += (text && (tight && block.items ? "\n" : "\n\n")) + next;
    before = block;
  }
  return text;
}

function blockText(block, names, depth, other) {
  if (block.runs) return lineText(block.runs, names);
  const inner = (blocks, tight) => blockTexts(blocks, names, depth + 1, tight);
  if (depth >= MOST_NESTING) return inner(block.quote || block.items.flat());
  if (block.quote) return indented(inner(block.quote), "> ", "> ");
  const items = block.items.map((item, i) => {
    const marker = block.ordered ? `${block.start + i}${other ? ")" : "."} ` : other ? "* " : "- ";
    // A list inside can follow its item's words in the next line only where it starts with one.
    const tight = item.every((each, index) => index === 0 || (each.items && (!each.ordered || each.start === 1)));
    return indented(inner(item, tight), marker, " ".repeat(marker.length));
  });
  return items.join(items.some((item) => item.includes("\n\n")) ? "\n\n" : "\n");
}

function indented(text, first, further) {
  return text
    .split("\n")
    .map((line, i) => (i ? (line ? further + line : further.trimEnd()) : first + line))
    .join("\n");
}

// Lines ---------------------------------------------------------------------------------------------------------------
function lineText(runs, names) {
  const clean = spaced(runs);
  return wrapped(clean, ["address", "strong", "emphasis"], names)
    .split("\n")
    .map((line) => line.replace(/^([-+>])(?=\s|$)|^>/, "\\$&").replace(/^(\d{1,9})([.)])(?=\s|$)/, "$1\\$2"))
    .join("\n");
}

/** Runs with single spaces, none at the ends or beside a break, and marks that do not start or end with one. */
function spaced(runs) {
  const done = [];
  for (const run of runs) {
    if (run.break || run.note) {
      done.push(run);
      continue;
    }
    const [, before, words, after] = /^(\s*)([\s\S]*?)(\s*)$/.exec(run.text.replace(/[\s\u00a0]+/g, " "));
    if (before) done.push({ text: " ", address: words ? undefined : run.address });
    if (words) done.push({ ...run, text: words });
    if (after) done.push({ text: " " });
  }
  const isEdge = (run) => !run || run.break;
  const kept = [];
  done.forEach((run, i) => {
    const space = run.text === " " && !run.note;
    const next = done.slice(i + 1, i + 2)[0];
    if (space && (isEdge(kept.at(-1)) || kept.at(-1).text === " " || isEdge(next))) return;
    if (run.break && !kept.length) return;
    kept.push(run);
  });
  while (kept.length && (kept.at(-1).break || kept.at(-1).text === " ")) kept.pop();
  // A space between two runs of one kind belongs to both.
  return kept.map((run, i) => {
    const [left, right] = [kept[i - 1], kept[i + 1]];
    if (run.text !== " " || run.note || !left || !right) return run;
    const shared = (mark) => (left[mark] && left[mark] === right[mark] ? left[mark] : undefined);
    return { text: " ", address: shared("address"), strong: shared("strong"), emphasis: shared("emphasis") };
  });
}

function wrapped(runs, marks, names, before = "", after = "") {
  if (!marks.length) return runs.map((run, i) => runText(run, names, runs[i - 1], runs[i + 1])).join("");
  const [mark, ...others] = marks;
  let text = "";
  for (let start = 0, end; start < runs.length; start = end) {
    for (end = start + 1; end < runs.length && runs[end][mark] === runs[start][mark]; end += 1);
    const group = runs.slice(start, end);
    const left = text.slice(-1) || before;
    const right = runs[end]?.text[0] || (runs[end] ? " " : after);
    const value = group[0][mark];
    if (value) text += marked(mark, value, wrapped(group, others, names), left, right);
    else text += wrapped(group, others, names, left, right);
  }
  return text;
}

function marked(mark, value, inner, left, right) {
  if (mark === "address") return `[${inner}](${destination(value)})`;
  // Marks are read as marks only where they do not stand between a letter and a sign.
  const [, opening, words, closing] = /^((?:\\?[^\p{L}\p{N}\\*_[])*)([\s\S]*?)((?:\\?[.,:;!?)”’])*)$/u.exec(inner);
  const outBefore = isWord(left) ? opening : "";
  const outAfter = isWord(right) ? closing : "";
  const kept = inner.slice(outBefore.length, inner.length - outAfter.length);
  if (!words) return inner;
  const sign = mark === "strong" ? "**" : isWord(left) || isWord(right) ? "*" : "_";
  return outBefore + sign + kept + sign + outAfter;
}

const isWord = (character) => /[\p{L}\p{N}]/u.test(character || "");

function destination(address) {
  return address.replace(/[\s<>()\\]/g, (character) => `%${character.charCodeAt(0).toString(16).padStart(2, "0")}`);
}

function runText(run, names, left, right) {
  if (run.break) return "  \n";
  if (run.note && names.has(run.note)) return `[^${names.get(run.note)}]`;
  return run.text
    .replace(/\s+/g, " ")
    .replace(/[\\*[\]]/g, "\\$&")
    .replace(/<(?=[a-z])/gi, "\\<")
    .replace(/_/g, (sign, at, all) => {
      const [before, after] = [all[at - 1] || left?.text.at(-1), all[at + 1] || right?.text[0]];
      return isWord(before) && isWord(after) ? sign : "\\_";
    });
}
