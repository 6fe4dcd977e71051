"""Records to plotly figures, in the house look; one module per kind of chart."""
