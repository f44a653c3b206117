/* Everything is defined; begin. */

startTheme();
startSheets();
startTabs();
startSearch();
startKeys();
startSelection();
document.documentElement.dataset.ready = "true";
