"""The course as a website: ``make website`` makes one folder, website/_site, that asks nothing of any other host."""
