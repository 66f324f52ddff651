// Reads what office programs put on the clipboard into blocks: { runs }, { items, ordered, start } and { quote }.
// The HTML is parsed into a document of its own, in which nothing runs or loads, and never comes into the page.

const SKIPPED = new Set(["STYLE", "SCRIPT", "TITLE", "META", "LINK", "XML", "IMG", "TEMPLATE", "NOSCRIPT", "IFRAME"]);
const BLOCKS = new Set(
  (
    "ADDRESS ARTICLE BLOCKQUOTE BODY CAPTION DIV DD DL DT FIGURE FOOTER H1 H2 H3 H4 H5 H6 HEADER HR LI MAIN OL P PRE " +
    "SECTION TABLE TBODY TD TFOOT TH THEAD TR UL"
  ).split(" "),
);
const ADDRESS = /^(?:https?:\/\/[^\s/]|mailto:[^\s@]+@[^\s@])/i;
const REFERENCE = /#_?(ftn|edn|ftnt)(\d+)$/;
const BACK = /#_?(?:ftnref|ednref|ftnt_ref)\d+$/;
const MSO_LIST = /mso-list:\s*l\d+\s+level(\d+)/i;
const MSO_NOTE = /mso-element:\s*(?:foot|end)note(?![-\w])/i;
const IGNORED = /mso-list:\s*ignore|mso-element:\s*(?:foot|end)note-separator|mso-hide:\s*all|display:\s*none/i;

const styleOf = (element) => element.getAttribute("data-style") || "";

/** A document of it. Styles and handlers are kept as data: the page's policy would complain about every one. */
function parsed(html) {
  const tame = html
    .replace(/<style[\s\S]*?<\/style\s*>/gi, "")
    .replace(/<[a-z][^>]*>/gi, (tag) => tag.replace(/(\s)(style|on\w+)(?=\s*=)/gi, "$1data-$2"));
  return new DOMParser().parseFromString(tame, "text/html");
}

/** The blocks of the text, and its notes as { name, blocks }. */
export function blocksOf(html) {
  const reading = new Reading();
  reading.blocks(parsed(html).body.childNodes, {}, reading.found);
  return { blocks: joined(reading.found), notes: reading.notes };
}

class Reading {
  found = [];
  notes = [];

  blocks(nodes, marks, into) {
    let line = [];
    const end = () => {
      if (line.some((run) => run.text?.trim() || run.note)) into.push({ runs: line });
      line = [];
    };
    for (const node of nodes) {
      if (node.nodeType === Node.ELEMENT_NODE && isBlock(node)) {
        end();
        this.block(node, marks, into);
      } else this.inline(node, marks, line);
    }
    end();
  }

  block(element, marks, into) {
    if (IGNORED.test(styleOf(element))) return;
    const note = noteOf(element);
    if (note) return this.note(note, element);
    const inside = marksOf(element, marks);
    const list = MSO_LIST.exec(styleOf(element));
    if (list) return this.wordItem(element, Number(list[1]), inside, into);
    if (element.tagName === "UL" || element.tagName === "OL") return this.list(element, marks, into);
    if (element.tagName === "TR") return this.row(element, marks, into);
    if (element.tagName === "BLOCKQUOTE" || /\bMso(?:Intense)?Quote/.test(element.className)) {
      const quote = [];
      this.blocks(element.childNodes, inside, quote);
      if (quote.length) into.push({ quote: joined(quote) });
      return;
    }
    this.blocks(element.childNodes, inside, into);
  }

  list(element, marks, into) {
    const items = [];
    for (const child of element.children) {
      const found = [];
      if (child.tagName === "LI") {
        this.blocks(child.childNodes, marksOf(child, marks), found);
        if (found.length) items.push(joined(found));
      } else {
        // Google Docs and Outlook put a list that belongs to an item after it.
        this.block(child, marks, found);
        if (items.length) items.at(-1).push(...joined(found));
        else items.push(joined(found));
      }
    }
    const ordered = element.tagName === "OL";
    if (items.length) into.push({ items, ordered, start: Number(element.getAttribute("start")) || 1 });
  }

  /** One of Word's list paragraphs: its number or bullet is words that it hides from other programs. */
  wordItem(element, level, marks, into) {
    const styled = [...element.querySelectorAll("[data-style]")];
    const shown = styled.find((each) => /mso-list:\s*ignore/i.test(styleOf(each)));
    const marker = (shown?.textContent || "").trim();
    const [, number] = /^\(?(?:(\d+)|[a-z]+)[.)]+$/i.exec(marker) || [null, null];
    const found = [];
    this.blocks(element.childNodes, marks, found);
    const ordered = /^\(?(?:\d+|[a-z]+)[.)]/i.test(marker);
    if (found.length) into.push({ level, ordered, start: Number(number) || 1, item: found });
  }

  row(element, marks, into) {
    const runs = [];
    for (const cell of element.children) {
      const found = [];
      this.blocks(cell.childNodes, marksOf(cell, marks), found);
      const inLine = found.flatMap((block) => runsOf(block));
      const words = inLine.flatMap((run, i) => (i && run.starts ? [{ text: " " }, run] : [run]));
      if (runs.length && words.length) runs.push({ text: " | " });
      runs.push(...words);
    }
    if (runs.length) into.push({ runs });
  }

  note(name, element) {
    const blocks = [];
    this.blocks(element.childNodes, {}, blocks);
    if (blocks.length) this.notes.push({ name, blocks: joined(blocks) });
  }

  inline(node, marks, line) {
    if (node.nodeType === Node.TEXT_NODE) {
      if (node.data) line.push({ ...marks, text: node.data });
      return;
    }
    if (node.nodeType !== Node.ELEMENT_NODE || SKIPPED.has(node.tagName) || IGNORED.test(styleOf(node))) return;
    if (node.tagName === "BR") return void line.push({ break: true, text: "" });
    const address = node.getAttribute("href") || "";
    if (BACK.test(address)) return;
    const reference = REFERENCE.exec(address);
    if (reference) return void line.push({ note: reference[1] + reference[2], text: node.textContent });
    const inside = marksOf(node, marks);
    for (const child of node.childNodes) this.inline(child, inside, line);
  }
}

/** Whether it is a block, or something that has blocks inside, as the wrapper that Google Docs puts round all. */
function isBlock(element) {
  if (SKIPPED.has(element.tagName)) return false;
  return BLOCKS.has(element.tagName) || [...element.children].some((child) => isBlock(child));
}

/** The name of the note that this is the text of. */
function noteOf(element) {
  const isNote = MSO_NOTE.test(styleOf(element));
  if (!isNote && !(element.tagName === "P" || element.tagName === "DIV")) return "";
  const back = element.querySelector("a[href]");
  if (!back || !BACK.test(back.getAttribute("href"))) return "";
  if (!isNote && element.querySelector("p, div")) return "";
  const [, kind, number] = /#_?(ftnref|ednref|ftnt_ref)(\d+)$/.exec(back.getAttribute("href"));
  return kind.replace(/_?ref$/, "") + number;
}

function marksOf(element, marks) {
  const inside = { ...marks };
  const style = styleOf(element);
  const weight = /(?:^|[;\s])font-weight:\s*(\w+)/i.exec(style)?.[1].toLowerCase();
  const slant = /(?:^|[;\s])font-style:\s*(\w+)/i.exec(style)?.[1].toLowerCase();
  if (/^(?:B|STRONG|H[1-6]|TH)$/.test(element.tagName)) inside.strong = true;
  if (/^(?:I|EM|CITE)$/.test(element.tagName)) inside.emphasis = true;
  if (weight) inside.strong = weight === "bold" || weight === "bolder" || Number(weight) >= 600;
  if (slant) inside.emphasis = slant === "italic" || slant === "oblique";
  const address = element.tagName === "A" ? (element.getAttribute("href") || "").trim() : "";
  if (ADDRESS.test(address)) inside.address = address;
  return inside;
}

/** The words of a block that is to stand in one line. */
function runsOf(block) {
  if (block.runs) return block.runs.map((run, i) => (i ? run : { ...run, starts: true }));
  return (block.items?.flat() || block.quote || block.item).flatMap((inner) => runsOf(inner));
}

/** Word's list paragraphs as lists in lists, and neighbouring quotes as one. */
function joined(blocks) {
  const done = [];
  let open = [];
  for (const block of blocks) {
    if (!block.item) {
      open = [];
      if (block.quote && done.at(-1)?.quote) done.at(-1).quote.push(...block.quote);
      else done.push(block);
      continue;
    }
    while (open.length && open.at(-1).level > block.level) open.pop();
    let list = open.at(-1);
    if (list?.level === block.level && list.block.ordered !== block.ordered) {
      open.pop();
      list = null;
    }
    if (list?.level !== block.level) {
      const made = { items: [], ordered: block.ordered, start: block.start };
      const around = open.at(-1)?.block.items.at(-1) || done;
      around.push(made);
      list = { level: block.level, block: made };
      open.push(list);
    }
    list.block.items.push([...block.item]);
  }
  return done;
}
