/* Everything is defined; begin. */

startTheme();
startSheets();
startTabs();
startSearch();
startKeys();
startEditing();
startTables();
startSelection();
standWhereWeWere();
performance.mark("ready");
document.documentElement.dataset.ready = "true";
