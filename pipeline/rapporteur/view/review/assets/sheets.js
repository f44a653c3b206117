/* The printed pages. A page is drawn when it comes near the window, and its picture let go when it
   is far away, so that a report of hundreds of pages opens as fast as one of ten. */

const sheetArea = byId("ui-sheets");
const sheetList = all(".sheet", sheetArea);
const NEAR = "150% 0px";
let pageInView = 1;
let zoom = 1;

function isPicture(sheet) {
  return !sheet.classList.contains("as-text");
}

function reserve(sheet) {
  const [width, height] = data.pages[sheet.dataset.page - 1];
  sheet.querySelector(".paper").style.aspectRatio = `${width} / ${height}`;
}

function draw(sheet) {
  const paper = sheet.querySelector(".paper");
  if (paper.childElementCount) return;
  const number = sheet.dataset.page;
  const image = new Image();
  image.alt = `Page ${number} as printed`;
  image.decoding = "async";
  image.src = editing.pictures ? `${editing.pictures}${number}` : `data:image/webp;base64,${byId(`ui-picture-${number}`).textContent}`;
  paper.append(image, ...boxesOf(Number(number)));
}

function release(sheet) {
  sheet.querySelector(".paper").replaceChildren();
}

function area([, , , [x0, top, x1, bottom]]) {
  return (x1 - x0) * (bottom - top);
}

/* Small boxes come last and so lie above the large ones that hold them. */
function boxesOf(page) {
  const spots = (spotsByPage.get(page) ?? []).filter((spot) => spot[3]);
  return spots.sort((one, other) => area(other) - area(one)).map(boxOf);
}

function boxOf([node, kind, page, [x0, top, x1, bottom], doubtful]) {
  const [width, height] = data.pages[page - 1];
  const margin = kind === "repair" ? 0 : 2;
  const box = document.createElement("button");
  box.type = "button";
  box.tabIndex = -1;
  box.className = `box k-${kind}`;
  box.classList.toggle("doubtful", Boolean(doubtful));
  box.classList.toggle("on", node === chosenSpot);
  box.dataset.node = node;
  box.setAttribute("aria-label", nodeElement(node)?.dataset.name ?? node);
  box.style.left = `${(100 * (x0 - margin)) / width}%`;
  box.style.top = `${(100 * (top - margin)) / height}%`;
  box.style.width = `${(100 * (x1 - x0 + 2 * margin)) / width}%`;
  box.style.height = `${(100 * (bottom - top + 2 * margin)) / height}%`;
  return box;
}

function startSheets() {
  const pictures = sheetList.filter(isPicture);
  pictures.forEach(reserve);
  const near = new IntersectionObserver(
    (entries) => entries.forEach((e) => (e.isIntersecting ? draw : release)(e.target)),
    { root: sheetArea, rootMargin: NEAR },
  );
  pictures.forEach((sheet) => near.observe(sheet));
  sheetArea.addEventListener("scroll", later(80, notePage), { passive: true });
  byId("ui-page").addEventListener("change", (event) => goToPage(event.target.valueAsNumber));
  byId("ui-boxes").addEventListener("click", toggleBoxes);
  byId("ui-larger").addEventListener("click", () => setZoom(zoom * 1.2));
  byId("ui-smaller").addEventListener("click", () => setZoom(zoom / 1.2));
  sheetArea.classList.add("boxes");
}

function setZoom(wanted) {
  const share = sheetArea.scrollTop / sheetArea.scrollHeight;
  zoom = Math.min(3, Math.max(0.4, wanted));
  sheetArea.style.setProperty("--zoom", zoom);
  sheetArea.scrollTop = share * sheetArea.scrollHeight;
}

function toggleBoxes() {
  const shown = sheetArea.classList.toggle("boxes");
  byId("ui-boxes").setAttribute("aria-pressed", shown);
}

function notePage() {
  const middle = sheetArea.getBoundingClientRect().top + sheetArea.clientHeight / 3;
  const shown = sheetList.find((sheet) => sheet.getBoundingClientRect().bottom > middle);
  pageInView = Number(shown?.dataset.page ?? sheetList.length);
  byId("ui-page").value = pageInView;
}

function goToPage(number) {
  const page = Math.min(sheetList.length, Math.max(1, Math.round(number) || 1));
  const sheet = sheetList[page - 1];
  sheetArea.scrollTop += sheet.getBoundingClientRect().top - sheetArea.getBoundingClientRect().top;
  pageInView = page;
  byId("ui-page").value = page;
  say(`Page ${page}`);
}

/* Bring a place into the upper third of the pages, and not at all if it is in view already. */
function bringIntoView(box) {
  const view = sheetArea.getBoundingClientRect();
  const { top, bottom, left, right } = box;
  if (left < view.left || right > view.right) sheetArea.scrollLeft += left - view.left - 8;
  if (top >= view.top + 8 && bottom <= view.bottom - 8) return;
  sheetArea.scrollTop += top - view.top - view.height / 5;
}

function placeOnScreen([, , page, box]) {
  const paper = sheetList[page - 1].querySelector(".paper").getBoundingClientRect();
  const scale = paper.height / data.pages[page - 1][1];
  const [left, top, right, bottom] = box.map((edge) => edge * scale);
  return { top: paper.top + top, bottom: paper.top + bottom, left: paper.left + left, right: paper.left + right };
}

function showSpot(id) {
  const stretches = all(`.stretch[data-node="${CSS.escape(id)}"], .stretch[data-repair="${CSS.escape(id)}"]`, sheetArea);
  for (const old of all(".on", sheetArea)) old.classList.remove("on");
  for (const each of all(`.box[data-node="${CSS.escape(id)}"]`, sheetArea)) each.classList.add("on");
  for (const each of stretches) each.classList.add("on");
  const spot = spotsByNode.get(id)?.[0];
  if (spot?.[3]) bringIntoView(placeOnScreen(spot));
  else if (stretches.length) bringIntoView(stretches[0].getBoundingClientRect());
  notePage();
  return spot?.[2];
}
