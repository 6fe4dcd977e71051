"""What the pages share: frame, figures, words and formatting; the only home of Streamlit besides the pages."""
