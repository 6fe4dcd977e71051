"""Reports of a business case, each made from the same record as the screen: workbook, slides, page and PDF."""
