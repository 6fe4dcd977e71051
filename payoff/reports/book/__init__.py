"""The workbook: every figure that follows from the assumptions is a formula."""
