/**
 * The one script of a page: a field that finds packages. Without it every row is there to be read; with it, what is folded is
 * opened while something is looked for.
 */
export const REPORT_SCRIPT = `(function () {
  var box = document.getElementById("find-here");
  if (!box) return;
  var label = document.createElement("label"), input = document.createElement("input"), found = document.createElement("output");
  label.htmlFor = input.id = "find";
  label.textContent = "Find a package or licence";
  input.type = "search";
  input.autocomplete = "off";
  found.htmlFor = "find";
  box.append(label, input, found);
  var rows = document.querySelectorAll("#packages tbody tr"), folds = document.querySelectorAll("#packages details");
  input.addEventListener("input", function () {
    var wanted = input.value.trim().toLowerCase(), count = 0;
    rows.forEach(function (row) {
      row.hidden = row.textContent.toLowerCase().indexOf(wanted) < 0;
      if (!row.hidden) count++;
    });
    folds.forEach(function (fold) { fold.open = wanted !== ""; });
    found.textContent = wanted === "" ? "" : count + " found";
  });
})();`;
