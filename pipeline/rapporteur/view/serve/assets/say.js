startTheme();
document.documentElement.dataset.ready = "true";
