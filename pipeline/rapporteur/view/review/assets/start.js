/* Everything is defined; begin. */

startTheme();
startSheets();
startTabs();
startSearch();
startKeys();
startEditing();
startTables();
startSelection();
performance.mark("ready");
document.documentElement.dataset.ready = "true";
